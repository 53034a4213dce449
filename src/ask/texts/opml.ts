import type { Texts } from '../../deliver/locale.ts'

type OpmlTexts = {
  readonly imported: string
  readonly counts: (added: number, of: number) => string
  /** What became of a feed, in the report. */
  readonly outcomes: {
    readonly added: string
    readonly followed: string
    readonly double: string
    readonly noAddress: string
    readonly notWeb: string
    readonly tooLong: string
    readonly badFilter: (why: string) => string
    readonly badSchedule: (why: string) => string
  }
  readonly others: (count: number) => string
  readonly leftOut: (count: number, most: number) => string
  readonly noFlood: string
  /** Before `/news list`. */
  readonly seeAll: string
  readonly noFeeds: string
  readonly empty: string
  readonly tooLarge: (megabytes: number) => string
  readonly notOpml: (found: string) => string
  readonly fileFailed: (reason: string) => string
  readonly form: {
    readonly title: string
    readonly file: string
    readonly fileHint: string
    readonly pasted: string
    readonly pastedHint: string
    readonly submit: string
    readonly nothing: string
  }
  readonly exported: (count: number) => string
  readonly exportTitle: string
  readonly secretsLeftOut: (count: number) => string
  readonly readsBack: string
  readonly allChannels: string
  readonly nothingToExport: string
  readonly noPack: string
}

export const opmlTexts: Texts<OpmlTexts> = {
  en: {
    imported: 'Import',
    counts: (added, of) => `${added} of ${of} feeds were added.`,
    outcomes: {
      added: 'added',
      followed: 'followed here already',
      double: 'stands in the list twice',
      noAddress: 'has no address',
      notWeb: 'is not a web address',
      tooLong: 'has an address of more than 2,000 characters',
      badFilter: (why) => `not added, its filter cannot be read: ${why}`,
      badSchedule: (why) => `not added, its schedule cannot be read: ${why}`,
    },
    others: (count) => `and ${count} more, all of them in the report`,
    leftOut: (count, most) =>
      `${count} more were left out: ${most} feeds are imported at a time. Split the file.`,
    noFlood: 'Nothing old is posted, only what is new from now on.',
    seeAll: 'To see them or unsubscribe:',
    noFeeds:
      'There is no feed in that list, so nothing was changed. Export it once more from the other reader.',
    empty: 'That file is empty, so nothing was changed. Export it once more from the other reader.',
    tooLarge: (megabytes) =>
      `That file is larger than ${megabytes} MB, so nothing was changed. Split it and import the parts.`,
    notOpml: (found) =>
      `That is no OPML, so nothing was changed. It begins with “${found}”. Choose “Export OPML” in the other reader, or paste one address a line.`,
    fileFailed: (reason) =>
      `The file could not be fetched, so nothing was changed: ${reason}. Try once more.`,
    form: {
      title: 'Import feeds',
      file: 'OPML file',
      fileHint: 'As another reader exports it',
      pasted: 'Or pasted here',
      pastedHint: 'OPML, or one address a line',
      submit: 'Import',
      nothing: 'Choose a file, or paste a list here.',
    },
    exported: (count) => (count === 1 ? 'One feed, as OPML.' : `${count} feeds, as OPML.`),
    exportTitle: 'Feeds of Pullquote',
    secretsLeftOut: (count) =>
      `${count === 1 ? 'One address holds' : `${count} addresses hold`} a password or a key. It was left out: add it again after an import.`,
    readsBack: 'Imported again, it gives the same feeds with their folders, styles, filters and schedules.',
    allChannels: 'All channels',
    nothingToExport: 'No feed is followed here, so there is nothing to export.',
    noPack: 'I don’t have that starter pack any more. Choose another one.',
  },
  de: {
    imported: 'Import',
    counts: (added, of) => `${added} von ${of} Feeds wurden hinzugefügt.`,
    outcomes: {
      added: 'hinzugefügt',
      followed: 'hier schon abonniert',
      double: 'steht doppelt in der Liste',
      noAddress: 'hat keine Adresse',
      notWeb: 'ist keine Webadresse',
      tooLong: 'hat eine Adresse mit mehr als 2.000 Zeichen',
      badFilter: (why) => `nicht hinzugefügt, sein Filter ist nicht lesbar: ${why}`,
      badSchedule: (why) => `nicht hinzugefügt, sein Rhythmus ist nicht lesbar: ${why}`,
    },
    others: (count) => `und ${count} weitere, alle im Bericht`,
    leftOut: (count, most) =>
      `${count} weitere blieben weg: auf einmal gehen ${most} Feeds. Teile die Datei auf.`,
    noFlood: 'Altes wird nicht gepostet; ab jetzt kommt, was neu ist.',
    seeAll: 'Ansehen oder abbestellen:',
    noFeeds:
      'In dieser Liste steht kein Feed, also wurde nichts geändert. Exportiere sie im anderen Reader noch einmal.',
    empty: 'Diese Datei ist leer, also wurde nichts geändert. Exportiere sie im anderen Reader noch einmal.',
    tooLarge: (megabytes) =>
      `Diese Datei ist größer als ${megabytes} MB, also wurde nichts geändert. Teile sie und importiere die Teile.`,
    notOpml: (found) =>
      `Das ist kein OPML, also wurde nichts geändert. Es beginnt mit „${found}“. Wähle im anderen Reader „OPML exportieren“, oder füge eine Adresse je Zeile ein.`,
    fileFailed: (reason) =>
      `Die Datei war nicht zu holen, also wurde nichts geändert: ${reason}. Versuch es noch einmal.`,
    form: {
      title: 'Feeds importieren',
      file: 'OPML-Datei',
      fileHint: 'Wie ein anderer Reader sie exportiert',
      pasted: 'Oder hier eingefügt',
      pastedHint: 'OPML, oder eine Adresse je Zeile',
      submit: 'Importieren',
      nothing: 'Wähle eine Datei, oder füge hier eine Liste ein.',
    },
    exported: (count) => (count === 1 ? 'Ein Feed als OPML.' : `${count} Feeds als OPML.`),
    exportTitle: 'Feeds von Pullquote',
    secretsLeftOut: (count) =>
      `${count === 1 ? 'Eine Adresse enthält' : `${count} Adressen enthalten`} ein Passwort oder einen Schlüssel. Das blieb weg: trag es nach einem Import wieder ein.`,
    readsBack: 'Wieder importiert, ergibt sie dieselben Feeds mit Ordnern, Stil, Filter und Rhythmus.',
    allChannels: 'Alle Kanäle',
    nothingToExport: 'Hier ist kein Feed abonniert, also gibt es nichts zu exportieren.',
    noPack: 'Dieses Startpaket habe ich nicht mehr. Wähle ein anderes.',
  },
  fr: {
    imported: 'Import',
    counts: (added, of) => `${added} flux sur ${of} ont été ajoutés.`,
    outcomes: {
      added: 'ajouté',
      followed: 'déjà suivi ici',
      double: 'figure deux fois dans la liste',
      noAddress: 'n’a pas d’adresse',
      notWeb: 'n’est pas une adresse web',
      tooLong: 'a une adresse de plus de 2 000 caractères',
      badFilter: (why) => `pas ajouté, son filtre est illisible : ${why}`,
      badSchedule: (why) => `pas ajouté, son rythme est illisible : ${why}`,
    },
    others: (count) => `et ${count} autres, tous dans le rapport`,
    leftOut: (count, most) =>
      `${count} autres ont été laissés de côté : ${most} flux à la fois. Divisez le fichier.`,
    noFlood: 'Rien d’ancien n’est publié, seulement ce qui paraît à partir de maintenant.',
    seeAll: 'Pour les voir ou se désabonner :',
    noFeeds:
      'Il n’y a aucun flux dans cette liste, rien n’a donc changé. Exportez-la de nouveau depuis l’autre lecteur.',
    empty: 'Ce fichier est vide, rien n’a donc changé. Exportez-le de nouveau depuis l’autre lecteur.',
    tooLarge: (megabytes) =>
      `Ce fichier dépasse ${megabytes} Mo, rien n’a donc changé. Divisez-le et importez les parties.`,
    notOpml: (found) =>
      `Ce n’est pas de l’OPML, rien n’a donc changé. Cela commence par « ${found} ». Choisissez « Exporter en OPML » dans l’autre lecteur, ou collez une adresse par ligne.`,
    fileFailed: (reason) =>
      `Le fichier n’a pas pu être récupéré, rien n’a donc changé : ${reason}. Essayez encore.`,
    form: {
      title: 'Importer des flux',
      file: 'Fichier OPML',
      fileHint: 'Tel qu’un autre lecteur l’exporte',
      pasted: 'Ou collé ici',
      pastedHint: 'OPML, ou une adresse par ligne',
      submit: 'Importer',
      nothing: 'Choisissez un fichier, ou collez une liste ici.',
    },
    exported: (count) => (count === 1 ? 'Un flux, en OPML.' : `${count} flux, en OPML.`),
    exportTitle: 'Flux de Pullquote',
    secretsLeftOut: (count) =>
      `${count === 1 ? 'Une adresse contient' : `${count} adresses contiennent`} un mot de passe ou une clé. Ils ont été retirés : remettez-les après un import.`,
    readsBack: 'Réimporté, il redonne les mêmes flux avec dossiers, styles, filtres et rythmes.',
    allChannels: 'Tous les canaux',
    nothingToExport: 'Aucun flux n’est suivi ici, il n’y a donc rien à exporter.',
    noPack: 'Je n’ai plus ce choix de flux. Choisissez-en un autre.',
  },
  es: {
    imported: 'Importación',
    counts: (added, of) => `Se han añadido ${added} de ${of} fuentes.`,
    outcomes: {
      added: 'añadida',
      followed: 'ya se sigue aquí',
      double: 'está dos veces en la lista',
      noAddress: 'no tiene dirección',
      notWeb: 'no es una dirección web',
      tooLong: 'tiene una dirección de más de 2.000 caracteres',
      badFilter: (why) => `no añadida, su filtro no se puede leer: ${why}`,
      badSchedule: (why) => `no añadida, su ritmo no se puede leer: ${why}`,
    },
    others: (count) => `y ${count} más, todas en el informe`,
    leftOut: (count, most) =>
      `${count} más quedaron fuera: se importan ${most} fuentes a la vez. Divide el archivo.`,
    noFlood: 'No se publica nada antiguo, solo lo nuevo desde ahora.',
    seeAll: 'Para verlas o cancelarlas:',
    noFeeds:
      'En esa lista no hay ninguna fuente, así que nada ha cambiado. Expórtala otra vez desde el otro lector.',
    empty: 'Ese archivo está vacío, así que nada ha cambiado. Expórtalo otra vez desde el otro lector.',
    tooLarge: (megabytes) =>
      `Ese archivo pasa de ${megabytes} MB, así que nada ha cambiado. Divídelo e importa las partes.`,
    notOpml: (found) =>
      `Eso no es OPML, así que nada ha cambiado. Empieza por «${found}». Elige «Exportar OPML» en el otro lector, o pega una dirección por línea.`,
    fileFailed: (reason) =>
      `No se pudo obtener el archivo, así que nada ha cambiado: ${reason}. Inténtalo otra vez.`,
    form: {
      title: 'Importar fuentes',
      file: 'Archivo OPML',
      fileHint: 'Tal como lo exporta otro lector',
      pasted: 'O pegado aquí',
      pastedHint: 'OPML, o una dirección por línea',
      submit: 'Importar',
      nothing: 'Elige un archivo, o pega una lista aquí.',
    },
    exported: (count) => (count === 1 ? 'Una fuente, en OPML.' : `${count} fuentes, en OPML.`),
    exportTitle: 'Fuentes de Pullquote',
    secretsLeftOut: (count) =>
      `${count === 1 ? 'Una dirección contiene' : `${count} direcciones contienen`} una contraseña o una clave. Quedaron fuera: añádelas otra vez tras importar.`,
    readsBack: 'Al importarlo de nuevo da las mismas fuentes con carpetas, estilos, filtros y ritmos.',
    allChannels: 'Todos los canales',
    nothingToExport: 'Aquí no se sigue ninguna fuente, así que no hay nada que exportar.',
    noPack: 'Ya no tengo ese paquete inicial. Elige otro.',
  },
  uk: {
    imported: 'Імпорт',
    counts: (added, of) => `Додано ${added} із ${of} стрічок.`,
    outcomes: {
      added: 'додано',
      followed: 'за нею вже стежать тут',
      double: 'двічі є у списку',
      noAddress: 'не має адреси',
      notWeb: 'не є вебадресою',
      tooLong: 'має адресу, довшу за 2000 знаків',
      badFilter: (why) => `не додано, її фільтр не читається: ${why}`,
      badSchedule: (why) => `не додано, її розклад не читається: ${why}`,
    },
    others: (count) => `і ще ${count}, усі є у звіті`,
    leftOut: (count, most) => `Ще ${count} пропущено: за раз імпортується ${most} стрічок. Розділіть файл.`,
    noFlood: 'Старе не публікується; відтепер — лише нове.',
    seeAll: 'Переглянути або відписатися:',
    noFeeds: 'У цьому списку немає стрічок, тож нічого не змінено. Експортуйте його з іншої програми ще раз.',
    empty: 'Цей файл порожній, тож нічого не змінено. Експортуйте його з іншої програми ще раз.',
    tooLarge: (megabytes) =>
      `Цей файл більший за ${megabytes} МБ, тож нічого не змінено. Розділіть його й імпортуйте частинами.`,
    notOpml: (found) =>
      `Це не OPML, тож нічого не змінено. Починається з «${found}». Виберіть «Експорт OPML» в іншій програмі або вставте по одній адресі в рядку.`,
    fileFailed: (reason) => `Файл не вдалося отримати, тож нічого не змінено: ${reason}. Спробуйте ще раз.`,
    form: {
      title: 'Імпорт стрічок',
      file: 'Файл OPML',
      fileHint: 'Такий, як експортує інша програма',
      pasted: 'Або вставлено тут',
      pastedHint: 'OPML або по одній адресі в рядку',
      submit: 'Імпортувати',
      nothing: 'Виберіть файл або вставте список тут.',
    },
    exported: (count) => `Стрічок: ${count}, у форматі OPML.`,
    exportTitle: 'Стрічки Pullquote',
    secretsLeftOut: (count) =>
      `Адрес із паролем або ключем: ${count}. Їх вилучено: додайте знову після імпорту.`,
    readsBack: 'Повторний імпорт дасть ті самі стрічки з теками, стилями, фільтрами й розкладами.',
    allChannels: 'Усі канали',
    nothingToExport: 'Тут не стежать за жодною стрічкою, тож експортувати нічого.',
    noPack: 'Такого набору вже немає. Виберіть інший.',
  },
}
