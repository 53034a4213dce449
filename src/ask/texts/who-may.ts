import type { Texts } from '../../deliver/locale.ts'

type WhoMayTexts = {
  readonly onlyInChannels: string
  readonly otherWorkspace: string
  readonly notThere: string
  readonly refused: Readonly<Record<'managers' | 'admins' | 'listed', string>>
}

export const whoMayTexts: Texts<WhoMayTexts> = {
  en: {
    onlyInChannels: 'This works in a channel only: go to the channel it is about and try again there.',
    otherWorkspace: 'That channel belongs to another workspace; nothing was changed.',
    notThere:
      'I could not see that you may configure that channel, so nothing was changed. Use the command in that channel itself.',
    refused: {
      managers:
        'Only people with the right to manage this channel may do this; nothing was changed. Ask one of them, or have them give you the right.',
      admins:
        'Only admins may do this here; nothing was changed. Ask one of them, or have them open it for others with /news settings.',
      listed:
        'Only people who were chosen for it may do this here; nothing was changed. Ask one of them to add you with /news settings.',
    },
  },
  de: {
    onlyInChannels: 'Das geht nur in einem Kanal: bitte im betreffenden Kanal noch einmal versuchen.',
    otherWorkspace: 'Dieser Kanal gehört zu einem anderen Arbeitsbereich; es wurde nichts geändert.',
    notThere:
      'Ob du jenen Kanal einrichten darfst, war nicht zu erkennen; es wurde nichts geändert. Bitte den Befehl in jenem Kanal selbst geben.',
    refused: {
      managers:
        'Das dürfen nur Personen, die diesen Kanal verwalten dürfen; es wurde nichts geändert. Bitte eine von ihnen fragen oder sich das Recht geben lassen.',
      admins:
        'Das dürfen hier nur Admins; es wurde nichts geändert. Bitte eine Person mit Adminrechten fragen oder es mit /news settings für andere öffnen lassen.',
      listed:
        'Das dürfen hier nur eigens benannte Personen; es wurde nichts geändert. Eine von ihnen kann dich mit /news settings aufnehmen.',
    },
  },
  fr: {
    onlyInChannels: 'Cela ne marche que dans un canal : allez dans le canal concerné et réessayez.',
    otherWorkspace: 'Ce canal appartient à un autre espace de travail ; rien n’a été changé.',
    notThere:
      'Je n’ai pas pu voir que vous pouvez configurer ce canal-là ; rien n’a été changé. Utilisez la commande dans ce canal même.',
    refused: {
      managers:
        'Seules les personnes autorisées à gérer ce canal peuvent le faire ; rien n’a été changé. Demandez à l’une d’elles, ou faites-vous donner ce droit.',
      admins:
        'Seuls les admins peuvent le faire ici ; rien n’a été changé. Demandez à l’un d’eux, ou faites-le ouvrir aux autres avec /news settings.',
      listed:
        'Seules les personnes désignées peuvent le faire ici ; rien n’a été changé. L’une d’elles peut vous ajouter avec /news settings.',
    },
  },
  es: {
    onlyInChannels: 'Esto solo funciona en un canal: ve al canal en cuestión e inténtalo allí.',
    otherWorkspace: 'Ese canal pertenece a otro espacio de trabajo; no se ha cambiado nada.',
    notThere:
      'No he podido ver que puedas configurar ese canal; no se ha cambiado nada. Usa el comando en ese mismo canal.',
    refused: {
      managers:
        'Solo pueden hacerlo quienes tienen permiso para gestionar este canal; no se ha cambiado nada. Pídeselo a alguien con ese permiso.',
      admins:
        'Aquí solo pueden hacerlo los administradores; no se ha cambiado nada. Pídeselo a uno, o que lo abra a otros con /news settings.',
      listed:
        'Aquí solo pueden hacerlo las personas designadas; no se ha cambiado nada. Una de ellas puede añadirte con /news settings.',
    },
  },
  uk: {
    onlyInChannels: 'Це працює лише в каналі: перейдіть у потрібний канал і спробуйте там.',
    otherWorkspace: 'Той канал належить іншому робочому простору; нічого не змінено.',
    notThere:
      'Не вдалося побачити, чи можете ви налаштовувати той канал; нічого не змінено. Скористайтеся командою в самому каналі.',
    refused: {
      managers:
        'Це можуть лише ті, хто має право керувати цим каналом; нічого не змінено. Зверніться до них або попросіть надати вам це право.',
      admins:
        'Тут це можуть лише адміністратори; нічого не змінено. Зверніться до них або попросіть дозволити це іншим через /news settings.',
      listed:
        'Тут це можуть лише призначені люди; нічого не змінено. Хтось із них може додати вас через /news settings.',
    },
  },
}
