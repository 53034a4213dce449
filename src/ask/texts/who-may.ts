import type { Texts } from '../../deliver/locale.ts'

type WhoMayTexts = {
  readonly onlyInChannels: string
  readonly otherWorkspace: string
  readonly notThere: string
  readonly notSeen: string
  readonly refused: Readonly<Record<'managers' | 'admins' | 'creators' | 'listed' | 'members', string>>
}

export const whoMayTexts: Texts<WhoMayTexts> = {
  en: {
    onlyInChannels: 'This works in a channel only: go to the channel it is about and try again there.',
    otherWorkspace: 'That channel belongs to another workspace; nothing was changed.',
    notThere:
      'I could not see that you may configure that channel, so nothing was changed. Use the command in that channel itself.',
    notSeen:
      'The platform did not tell me whether you may do this, so nothing was changed. Please try again.',
    refused: {
      managers:
        'Only people with the right to manage this channel may do this; nothing was changed. Ask one of them, or have them give you the right.',
      admins:
        'Only admins may do this here; nothing was changed. Ask one of them, or have them open it for others with /news settings.',
      creators:
        'Only admins and whoever made this channel may do this here; nothing was changed. Ask one of them, or have an admin open it for others with /news settings.',
      members: 'Only members of the channel may do this; nothing was changed. Join it first.',
      listed:
        'Only people who were chosen for it may do this here; nothing was changed. Ask one of them to add you with /news settings.',
    },
  },
  de: {
    onlyInChannels: 'Das geht nur in einem Kanal: bitte im betreffenden Kanal noch einmal versuchen.',
    otherWorkspace: 'Dieser Kanal gehört zu einem anderen Arbeitsbereich; es wurde nichts geändert.',
    notThere:
      'Ob du jenen Kanal einrichten darfst, war nicht zu erkennen; es wurde nichts geändert. Bitte den Befehl in jenem Kanal selbst geben.',
    notSeen:
      'Die Plattform hat mir nicht gesagt, ob du das darfst; es wurde nichts geändert. Bitte noch einmal versuchen.',
    refused: {
      managers:
        'Das dürfen nur Personen, die diesen Kanal verwalten dürfen; es wurde nichts geändert. Bitte eine von ihnen fragen oder sich das Recht geben lassen.',
      admins:
        'Das dürfen hier nur Admins; es wurde nichts geändert. Bitte eine Person mit Adminrechten fragen oder es mit /news settings für andere öffnen lassen.',
      creators:
        'Das dürfen hier nur Admins und wer den Kanal angelegt hat; es wurde nichts geändert. Bitte dort nachfragen oder es mit /news settings für andere öffnen lassen.',
      members: 'Das dürfen nur Mitglieder des Kanals; es wurde nichts geändert. Bitte erst beitreten.',
      listed:
        'Das dürfen hier nur eigens benannte Personen; es wurde nichts geändert. Eine von ihnen kann dich mit /news settings aufnehmen.',
    },
  },
  fr: {
    onlyInChannels: 'Cela ne marche que dans un canal : allez dans le canal concerné et réessayez.',
    otherWorkspace: 'Ce canal appartient à un autre espace de travail ; rien n’a été changé.',
    notThere:
      'Je n’ai pas pu voir que vous pouvez configurer ce canal-là ; rien n’a été changé. Utilisez la commande dans ce canal même.',
    notSeen:
      'La plateforme ne m’a pas dit si vous pouvez le faire ; rien n’a été changé. Veuillez réessayer.',
    refused: {
      managers:
        'Seules les personnes autorisées à gérer ce canal peuvent le faire ; rien n’a été changé. Demandez à l’une d’elles, ou faites-vous donner ce droit.',
      admins:
        'Seuls les admins peuvent le faire ici ; rien n’a été changé. Demandez à l’un d’eux, ou faites-le ouvrir aux autres avec /news settings.',
      creators:
        'Seuls les admins et la personne qui a créé ce canal peuvent le faire ici ; rien n’a été changé. Demandez-leur, ou faites-le ouvrir aux autres avec /news settings.',
      members: 'Seuls les membres du canal peuvent le faire ; rien n’a été changé. Rejoignez-le d’abord.',
      listed:
        'Seules les personnes désignées peuvent le faire ici ; rien n’a été changé. L’une d’elles peut vous ajouter avec /news settings.',
    },
  },
  es: {
    onlyInChannels: 'Esto solo funciona en un canal: ve al canal en cuestión e inténtalo allí.',
    otherWorkspace: 'Ese canal pertenece a otro espacio de trabajo; no se ha cambiado nada.',
    notThere:
      'No he podido ver que puedas configurar ese canal; no se ha cambiado nada. Usa el comando en ese mismo canal.',
    notSeen: 'La plataforma no me ha dicho si puedes hacerlo; no se ha cambiado nada. Inténtalo de nuevo.',
    refused: {
      managers:
        'Solo pueden hacerlo quienes tienen permiso para gestionar este canal; no se ha cambiado nada. Pídeselo a alguien con ese permiso.',
      admins:
        'Aquí solo pueden hacerlo los administradores; no se ha cambiado nada. Pídeselo a uno, o que lo abra a otros con /news settings.',
      creators:
        'Aquí solo pueden hacerlo los administradores y quien creó el canal; no se ha cambiado nada. Pídeselo a alguno, o que un administrador lo abra a otros con /news settings.',
      members: 'Solo pueden hacerlo los miembros del canal; no se ha cambiado nada. Únete primero.',
      listed:
        'Aquí solo pueden hacerlo las personas designadas; no se ha cambiado nada. Una de ellas puede añadirte con /news settings.',
    },
  },
  uk: {
    onlyInChannels: 'Це працює лише в каналі: перейдіть у потрібний канал і спробуйте там.',
    otherWorkspace: 'Той канал належить іншому робочому простору; нічого не змінено.',
    notThere:
      'Не вдалося побачити, чи можете ви налаштовувати той канал; нічого не змінено. Скористайтеся командою в самому каналі.',
    notSeen: 'Платформа не сказала мені, чи можна вам це робити; нічого не змінено. Спробуйте ще раз.',
    refused: {
      managers:
        'Це можуть лише ті, хто має право керувати цим каналом; нічого не змінено. Зверніться до них або попросіть надати вам це право.',
      admins:
        'Тут це можуть лише адміністратори; нічого не змінено. Зверніться до них або попросіть дозволити це іншим через /news settings.',
      creators:
        'Тут це можуть лише адміністратори та той, хто створив канал; нічого не змінено. Зверніться до них або попросіть дозволити це іншим через /news settings.',
      members: 'Це можуть лише учасники каналу; нічого не змінено. Спершу приєднайтеся до нього.',
      listed:
        'Тут це можуть лише призначені люди; нічого не змінено. Хтось із них може додати вас через /news settings.',
    },
  },
}
