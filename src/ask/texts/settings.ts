import type { Texts } from '../../deliver/locale.ts'

export type SettingsTexts = {
  readonly ofChannel: string
  readonly ofWorkspace: string
  readonly usualStyle: string
  readonly timeZone: string
  readonly quietHours: string
  readonly breakingWords: string
  readonly budget: string
  readonly language: string
  readonly errorChannel: string
  readonly whoMay: string
  readonly listed: string
  readonly perHour: (count: number) => string
  readonly none: string
  readonly unlimited: string
  readonly automatic: string
  readonly who: Readonly<Record<'usual' | 'everyone' | 'creators' | 'admins' | 'listed', string>>
  readonly changeChannel: string
  readonly changeWorkspace: string
  readonly lastChanges: string
  readonly noChanges: string
  readonly save: string
  readonly channelTitle: string
  readonly workspaceTitle: string
  readonly hints: Readonly<
    Record<
      'style' | 'timeZone' | 'quietHours' | 'breakingWords' | 'budget' | 'listed' | 'errorChannel',
      string
    >
  >
  readonly saved: string
  readonly unchanged: string
  readonly unknownZone: (typed: string, near: readonly string[]) => string
  readonly badBudget: (most: number) => string
  readonly badPerson: (typed: string) => string
  readonly nobodyListed: string
  readonly shutsYouOut: string
  readonly noChannelAccess: (reason: string) => string
}

export const settingsTexts: Texts<SettingsTexts> = {
  en: {
    ofChannel: 'Settings of this channel',
    ofWorkspace: 'Settings of the workspace',
    usualStyle: 'Style',
    timeZone: 'Time zone',
    quietHours: 'Quiet hours',
    breakingWords: 'Breaking words',
    budget: 'Posts an hour',
    language: 'Language',
    errorChannel: 'Errors are told in',
    whoMay: 'Who may change what is posted',
    listed: 'People who may',
    perHour: (count) => `at most ${count}; the rest comes together later`,
    none: 'none',
    unlimited: 'no limit',
    automatic: 'automatic: that of whoever asks, or of the article',
    who: {
      usual: 'as the platform says: who may manage the channel, otherwise every member',
      everyone: 'everyone',
      creators: 'who made the channel, and admins',
      admins: 'admins only',
      listed: 'admins and listed people',
    },
    changeChannel: 'Change this channel',
    changeWorkspace: 'Change the workspace',
    lastChanges: 'Last changes',
    noChanges: 'Nothing was changed yet.',
    save: 'Save',
    channelTitle: 'This channel',
    workspaceTitle: 'The workspace',
    hints: {
      style: 'for every feed that has no style of its own',
      timeZone: 'such as Europe/Berlin; empty for that of the workspace, or UTC',
      quietHours: 'such as 22:00-07:00: only breaking news is posted; empty for none',
      breakingWords: 'such as breaking, urgent, "state of emergency": posted even in quiet hours',
      budget: 'the rest is posted together, never dropped; empty for no limit',
      listed: 'their ids, separated by spaces or commas',
      errorChannel: 'feeds that fail and channels that are closed',
    },
    saved: 'Saved:',
    unchanged: 'Nothing was changed.',
    unknownZone: (typed, near) =>
      `I know no time zone “${typed}”. ${near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Write it as Europe/Berlin or America/New_York.'}`,
    badBudget: (most) => `Give a whole number from 1 to ${most}, or nothing for no limit.`,
    badPerson: (typed) => `“${typed}” is not the id of a person.`,
    nobodyListed: 'Name at least one person, or make another choice above.',
    shutsYouOut:
      'Then you could change nothing here any more. Have an admin choose this, or choose listed people instead.',
    noChannelAccess: (reason) => `I cannot post there: ${reason}`,
  },
  de: {
    ofChannel: 'Einstellungen dieses Kanals',
    ofWorkspace: 'Einstellungen des Arbeitsbereichs',
    usualStyle: 'Stil',
    timeZone: 'Zeitzone',
    quietHours: 'Ruhezeit',
    breakingWords: 'Eilwörter',
    budget: 'Posts je Stunde',
    language: 'Sprache',
    errorChannel: 'Fehler werden gemeldet in',
    whoMay: 'Wer ändern darf, was gepostet wird',
    listed: 'Personen, die dürfen',
    perHour: (count) => `höchstens ${count}; der Rest kommt später gesammelt`,
    none: 'keine',
    unlimited: 'unbegrenzt',
    automatic: 'automatisch: die der fragenden Person oder des Artikels',
    who: {
      usual: 'wie die Plattform es sagt: wer den Kanal verwalten darf, sonst alle Mitglieder',
      everyone: 'alle',
      creators: 'wer den Kanal angelegt hat, und Admins',
      admins: 'nur Admins',
      listed: 'Admins und benannte Personen',
    },
    changeChannel: 'Diesen Kanal ändern',
    changeWorkspace: 'Arbeitsbereich ändern',
    lastChanges: 'Letzte Änderungen',
    noChanges: 'Es wurde noch nichts geändert.',
    save: 'Speichern',
    channelTitle: 'Dieser Kanal',
    workspaceTitle: 'Der Arbeitsbereich',
    hints: {
      style: 'für alle Feeds, die keinen eigenen haben',
      timeZone: 'etwa Europe/Berlin; leer für die des Arbeitsbereichs oder UTC',
      quietHours: 'etwa 22:00-07:00: nur Eilmeldungen werden gepostet; leer für keine',
      breakingWords: 'etwa eilmeldung, dringend, "höchste alarmstufe": auch in der Ruhezeit gepostet',
      budget: 'der Rest wird gesammelt gepostet, nie verworfen; leer für unbegrenzt',
      listed: 'ihre IDs, mit Leerzeichen oder Kommas getrennt',
      errorChannel: 'Feeds, die ausfallen, und Kanäle, die verschlossen sind',
    },
    saved: 'Gespeichert:',
    unchanged: 'Es wurde nichts geändert.',
    unknownZone: (typed, near) =>
      `Ich kenne keine Zeitzone „${typed}“. ${near.length > 0 ? `Gemeint vielleicht: ${near.join(', ')}?` : 'Bitte wie Europe/Berlin oder America/New_York schreiben.'}`,
    badBudget: (most) => `Bitte eine ganze Zahl von 1 bis ${most}, oder nichts für unbegrenzt.`,
    badPerson: (typed) => `„${typed}“ ist keine ID einer Person.`,
    nobodyListed: 'Mindestens eine Person nennen oder oben etwas anderes wählen.',
    shutsYouOut:
      'Dann könntest du hier nichts mehr ändern. Bitte Admins das wählen lassen oder stattdessen Personen benennen.',
    noChannelAccess: (reason) => `Dort kann ich nicht posten: ${reason}`,
  },
  fr: {
    ofChannel: 'Réglages de ce canal',
    ofWorkspace: 'Réglages de l’espace de travail',
    usualStyle: 'Style',
    timeZone: 'Fuseau horaire',
    quietHours: 'Heures calmes',
    breakingWords: 'Mots urgents',
    budget: 'Publications par heure',
    language: 'Langue',
    errorChannel: 'Les erreurs sont dites dans',
    whoMay: 'Qui peut changer ce qui est publié',
    listed: 'Personnes autorisées',
    perHour: (count) => `au plus ${count} ; le reste vient groupé plus tard`,
    none: 'aucune',
    unlimited: 'sans limite',
    automatic: 'automatique : celle de la personne ou de l’article',
    who: {
      usual: 'selon la plateforme : qui peut gérer le canal, sinon tous les membres',
      everyone: 'tout le monde',
      creators: 'qui a créé le canal, et les admins',
      admins: 'les admins seulement',
      listed: 'les admins et les personnes désignées',
    },
    changeChannel: 'Changer ce canal',
    changeWorkspace: 'Changer l’espace de travail',
    lastChanges: 'Derniers changements',
    noChanges: 'Rien n’a encore été changé.',
    save: 'Enregistrer',
    channelTitle: 'Ce canal',
    workspaceTitle: 'L’espace de travail',
    hints: {
      style: 'pour tous les flux qui n’ont pas le leur',
      timeZone: 'par exemple Europe/Paris ; vide pour celui de l’espace, ou UTC',
      quietHours: 'par exemple 22:00-07:00 : seul l’urgent est publié ; vide pour aucune',
      breakingWords: 'par exemple urgent, alerte, "état d\'urgence" : publié même aux heures calmes',
      budget: 'le reste est publié groupé, jamais perdu ; vide pour aucune limite',
      listed: 'leurs identifiants, séparés par des espaces ou des virgules',
      errorChannel: 'flux en panne et canaux fermés',
    },
    saved: 'Enregistré :',
    unchanged: 'Rien n’a été changé.',
    unknownZone: (typed, near) =>
      `Je ne connais pas de fuseau « ${typed} ». ${near.length > 0 ? `Vouliez-vous dire ${near.join(', ')} ?` : 'Écrivez-le comme Europe/Paris ou America/New_York.'}`,
    badBudget: (most) => `Donnez un nombre entier de 1 à ${most}, ou rien pour aucune limite.`,
    badPerson: (typed) => `« ${typed} » n’est pas l’identifiant d’une personne.`,
    nobodyListed: 'Nommez au moins une personne, ou faites un autre choix plus haut.',
    shutsYouOut:
      'Vous ne pourriez alors plus rien changer ici. Laissez ce choix à un admin, ou désignez plutôt des personnes.',
    noChannelAccess: (reason) => `Je ne peux pas y publier : ${reason}`,
  },
  es: {
    ofChannel: 'Ajustes de este canal',
    ofWorkspace: 'Ajustes del espacio de trabajo',
    usualStyle: 'Estilo',
    timeZone: 'Zona horaria',
    quietHours: 'Horas de silencio',
    breakingWords: 'Palabras de última hora',
    budget: 'Publicaciones por hora',
    language: 'Idioma',
    errorChannel: 'Los errores se avisan en',
    whoMay: 'Quién puede cambiar lo que se publica',
    listed: 'Personas que pueden',
    perHour: (count) => `como mucho ${count}; el resto llega junto más tarde`,
    none: 'ninguna',
    unlimited: 'sin límite',
    automatic: 'automático: el de quien pregunta o el del artículo',
    who: {
      usual: 'según la plataforma: quien puede gestionar el canal; si no, todos los miembros',
      everyone: 'todos',
      creators: 'quien creó el canal y los administradores',
      admins: 'solo administradores',
      listed: 'administradores y personas designadas',
    },
    changeChannel: 'Cambiar este canal',
    changeWorkspace: 'Cambiar el espacio',
    lastChanges: 'Últimos cambios',
    noChanges: 'Aún no se ha cambiado nada.',
    save: 'Guardar',
    channelTitle: 'Este canal',
    workspaceTitle: 'El espacio de trabajo',
    hints: {
      style: 'para todas las fuentes que no tienen uno propio',
      timeZone: 'por ejemplo Europe/Madrid; vacío para la del espacio, o UTC',
      quietHours: 'por ejemplo 22:00-07:00: solo se publica lo urgente; vacío para ninguna',
      breakingWords: 'por ejemplo urgente, alerta, "estado de alarma": se publica aun en silencio',
      budget: 'el resto se publica junto, nunca se pierde; vacío para no limitar',
      listed: 'sus identificadores, separados por espacios o comas',
      errorChannel: 'fuentes que fallan y canales cerrados',
    },
    saved: 'Guardado:',
    unchanged: 'No se ha cambiado nada.',
    unknownZone: (typed, near) =>
      `No conozco ninguna zona «${typed}». ${near.length > 0 ? `¿Querías decir ${near.join(', ')}?` : 'Escríbela como Europe/Madrid o America/New_York.'}`,
    badBudget: (most) => `Da un número entero de 1 a ${most}, o nada para no limitar.`,
    badPerson: (typed) => `«${typed}» no es el identificador de una persona.`,
    nobodyListed: 'Nombra al menos a una persona, o elige otra opción arriba.',
    shutsYouOut:
      'Entonces ya no podrías cambiar nada aquí. Deja que lo elija un administrador, o designa personas en su lugar.',
    noChannelAccess: (reason) => `No puedo publicar ahí: ${reason}`,
  },
  uk: {
    ofChannel: 'Налаштування цього каналу',
    ofWorkspace: 'Налаштування простору',
    usualStyle: 'Стиль',
    timeZone: 'Часовий пояс',
    quietHours: 'Тихі години',
    breakingWords: 'Слова термінових новин',
    budget: 'Дописів на годину',
    language: 'Мова',
    errorChannel: 'Про помилки повідомляти в',
    whoMay: 'Хто може змінювати публікації',
    listed: 'Люди, які можуть',
    perHour: (count) => `щонайбільше ${count}; решта прийде разом пізніше`,
    none: 'немає',
    unlimited: 'без обмеження',
    automatic: 'автоматично: мова того, хто питає, або статті',
    who: {
      usual: 'як каже платформа: хто керує каналом, інакше всі учасники',
      everyone: 'усі',
      creators: 'хто створив канал, та адміністратори',
      admins: 'лише адміністратори',
      listed: 'адміністратори та призначені люди',
    },
    changeChannel: 'Змінити цей канал',
    changeWorkspace: 'Змінити простір',
    lastChanges: 'Останні зміни',
    noChanges: 'Ще нічого не змінено.',
    save: 'Зберегти',
    channelTitle: 'Цей канал',
    workspaceTitle: 'Простір',
    hints: {
      style: 'для всіх стрічок, що не мають власного',
      timeZone: 'наприклад Europe/Kyiv; порожньо — пояс простору або UTC',
      quietHours: 'наприклад 22:00-07:00: лише термінове; порожньо — немає',
      breakingWords: 'наприклад терміново, тривога, "надзвичайний стан": публікується й тоді',
      budget: 'решта публікується разом, нічого не губиться; порожньо — без обмеження',
      listed: 'їхні ідентифікатори через пробіл або кому',
      errorChannel: 'стрічки зі збоями та закриті канали',
    },
    saved: 'Збережено:',
    unchanged: 'Нічого не змінено.',
    unknownZone: (typed, near) =>
      `Я не знаю поясу «${typed}». ${near.length > 0 ? `Можливо: ${near.join(', ')}?` : 'Напишіть як Europe/Kyiv або America/New_York.'}`,
    badBudget: (most) => `Дайте ціле число від 1 до ${most} або нічого — без обмеження.`,
    badPerson: (typed) => `«${typed}» — не ідентифікатор людини.`,
    nobodyListed: 'Назвіть принаймні одну людину або виберіть вище щось інше.',
    shutsYouOut:
      'Тоді ви вже нічого не змогли б тут змінити. Нехай це вибере адміністратор, або призначте людей.',
    noChannelAccess: (reason) => `Я не можу там писати: ${reason}`,
  },
}
