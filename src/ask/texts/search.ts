import type { Texts } from '../../deliver/locale.ts'
import type { RichText } from '../../deliver/view.ts'

export type Span = 'today' | '24h' | '7d'

type SearchTexts = {
  readonly latest: (topic: string | null) => string
  readonly search: (words: string) => string
  readonly said: (person: string, about: string | null) => string
  readonly digest: Readonly<Record<Span, string>>
  /** Before the outlets that have the same story. */
  readonly also: string
  readonly page: (at: number, of: number) => string
  readonly stories: (count: number) => string
  readonly quotes: (count: number) => string
  readonly previous: string
  readonly next: string
  readonly share: string
  readonly sharedBy: (name: string) => string
  readonly alreadyShared: string
  readonly shareNeedsChannel: string
  readonly forgotten: RichText
  readonly askInChannel: string
  readonly noFeeds: RichText
  readonly noWords: RichText
  readonly nothing: (what: string) => string
  readonly nothingNew: string
  readonly near: string
  readonly inTheNews: string
  readonly widen: string
  readonly howToFollow: RichText
  readonly badSince: (typed: string) => RichText
  readonly futureSince: (typed: string) => RichText
  readonly unknownSource: (typed: string) => string
  readonly sources: string
  readonly whoIsMeant: (person: string) => string
  readonly choose: string
  readonly nobody: (person: string) => string
  readonly noQuotes: (person: string, about: string | null) => string
  readonly verbatim: string
}

const since = { code: 'since:24h' }
const days = { code: 'since:7d' }
const date = { code: 'since:2026-01-24' }
const subscribe = { code: '/news subscribe' }
const search = { code: '/news search sea level' }

/** What the commands that ask for news answer. */
export const searchTexts: Texts<SearchTexts> = {
  en: {
    latest: (topic) => (topic === null ? 'The latest stories' : `The latest on ${topic}`),
    search: (words) => `Found for ${words}`,
    said: (person, about) => (about === null ? `What ${person} said` : `What ${person} said about ${about}`),
    digest: {
      today: 'The best of today',
      '24h': 'The best of the last 24 hours',
      '7d': 'The best of the last 7 days',
    },
    also: 'Also: ',
    page: (at, of) => `Page ${at} of ${of}`,
    stories: (count) => (count === 1 ? '1 story' : `${count} stories`),
    quotes: (count) => (count === 1 ? '1 quote' : `${count} quotes`),
    previous: 'Previous',
    next: 'Next',
    share: 'Share to channel',
    sharedBy: (name) => `Shared by ${name}`,
    alreadyShared: 'This was shared already, so I don’t post it a second time.',
    shareNeedsChannel: 'There is no channel here to share to. Ask again in the channel that should see it.',
    forgotten: ['I keep answers for a week and this one is gone. Ask again, such as with ', search, '.'],
    askInChannel: 'Ask me in a channel: there I know whose feeds to look through.',
    noFeeds: [
      'No feed is followed here yet. ',
      subscribe,
      ' and the address of a site brings the first one.',
    ],
    noWords: ['There is no word to look for. Write one or more, such as ', search, '.'],
    nothing: (what) => `In the feeds followed here I found nothing for ${what}.`,
    nothingNew: 'The feeds followed here brought nothing in this time.',
    near: 'Closest matches: ',
    inTheNews: 'In the news here: ',
    widen: 'Without “since”, “from” or some of the words there may be more.',
    howToFollow: [subscribe, ' and the address of a site lets this channel follow more.'],
    badSince: (typed) => [`I can’t read “${typed}” as a time. Write `, since, ', ', days, ' or ', date, '.'],
    futureSince: (typed) => [`“${typed}” is in the future. Write a time that is over, such as `, since, '.'],
    unknownSource: (typed) => `No feed or outlet followed here is called “${typed}”.`,
    sources: 'There are: ',
    whoIsMeant: (person) => `Several people are called ${person}. Who is meant?`,
    choose: 'Choose a person',
    nobody: (person) => `In the feeds followed here I found no quotes of anybody called ${person}.`,
    noQuotes: (person, about) =>
      about === null ? `I found no quotes of ${person}.` : `I found no quotes of ${person} about ${about}.`,
    verbatim: 'Word for word from the articles.',
  },
  de: {
    latest: (topic) => (topic === null ? 'Die neuesten Meldungen' : `Das Neueste zu ${topic}`),
    search: (words) => `Gefunden zu ${words}`,
    said: (person, about) => (about === null ? `Was ${person} sagte` : `Was ${person} über ${about} sagte`),
    digest: {
      today: 'Das Wichtigste von heute',
      '24h': 'Das Wichtigste der letzten 24 Stunden',
      '7d': 'Das Wichtigste der letzten 7 Tage',
    },
    also: 'Auch: ',
    page: (at, of) => `Seite ${at} von ${of}`,
    stories: (count) => (count === 1 ? '1 Meldung' : `${count} Meldungen`),
    quotes: (count) => (count === 1 ? '1 Zitat' : `${count} Zitate`),
    previous: 'Zurück',
    next: 'Weiter',
    share: 'Im Kanal teilen',
    sharedBy: (name) => `Geteilt von ${name}`,
    alreadyShared: 'Das wurde schon geteilt; ich poste es nicht noch einmal.',
    shareNeedsChannel:
      'Hier gibt es keinen Kanal zum Teilen. Frag noch einmal in dem Kanal, der es sehen soll.',
    forgotten: [
      'Ich hebe Antworten eine Woche auf, diese ist weg. Frag noch einmal, zum Beispiel mit ',
      search,
      '.',
    ],
    askInChannel: 'Frag mich in einem Kanal: Dort weiß ich, wessen Feeds ich durchsuchen soll.',
    noFeeds: [
      'Hier ist noch kein Feed abonniert. ',
      subscribe,
      ' und die Adresse einer Website bringt den ersten.',
    ],
    noWords: ['Da ist kein Wort, nach dem ich suchen kann. Schreib mindestens eines, etwa ', search, '.'],
    nothing: (what) => `In den Feeds, die hier abonniert sind, habe ich nichts zu ${what} gefunden.`,
    nothingNew: 'Die Feeds, die hier abonniert sind, haben in dieser Zeit nichts gebracht.',
    near: 'Am nächsten kommt: ',
    inTheNews: 'Hier in den Nachrichten: ',
    widen: 'Ohne „since“, „from“ oder einen Teil der Wörter gibt es vielleicht mehr.',
    howToFollow: [subscribe, ' und die Adresse einer Website: so abonniert dieser Kanal mehr.'],
    badSince: (typed) => [
      `„${typed}“ verstehe ich nicht als Zeit. Schreib `,
      since,
      ', ',
      days,
      ' oder ',
      date,
      '.',
    ],
    futureSince: (typed) => [
      `„${typed}“ liegt in der Zukunft. Schreib eine vergangene Zeit, etwa `,
      since,
      '.',
    ],
    unknownSource: (typed) => `Kein Feed oder Medium, das hier abonniert ist, heißt „${typed}“.`,
    sources: 'Es gibt: ',
    whoIsMeant: (person) => `Mehrere Menschen heißen ${person}. Wer ist gemeint?`,
    choose: 'Person wählen',
    nobody: (person) =>
      `In den Feeds, die hier abonniert sind, habe ich von niemandem namens ${person} Zitate gefunden.`,
    noQuotes: (person, about) =>
      about === null
        ? `Von ${person} habe ich keine Zitate gefunden.`
        : `Von ${person} habe ich keine Zitate über ${about} gefunden.`,
    verbatim: 'Wort für Wort aus den Artikeln.',
  },
  fr: {
    latest: (topic) => (topic === null ? 'Les derniers articles' : `Les derniers articles sur ${topic}`),
    search: (words) => `Trouvé pour ${words}`,
    said: (person, about) =>
      about === null ? `Ce qu’a dit ${person}` : `Ce qu’a dit ${person} à propos de ${about}`,
    digest: {
      today: 'L’essentiel d’aujourd’hui',
      '24h': 'L’essentiel des 24 dernières heures',
      '7d': 'L’essentiel des 7 derniers jours',
    },
    also: 'Aussi : ',
    page: (at, of) => `Page ${at} sur ${of}`,
    stories: (count) => (count === 1 ? '1 article' : `${count} articles`),
    quotes: (count) => (count === 1 ? '1 citation' : `${count} citations`),
    previous: 'Précédent',
    next: 'Suivant',
    share: 'Partager dans le canal',
    sharedBy: (name) => `Partagé par ${name}`,
    alreadyShared: 'C’est déjà partagé : je ne le publie pas une seconde fois.',
    shareNeedsChannel: 'Il n’y a pas de canal ici où partager. Redemandez dans le canal qui doit le voir.',
    forgotten: [
      'Je garde les réponses une semaine et celle-ci n’existe plus. Redemandez, par exemple avec ',
      search,
      '.',
    ],
    askInChannel: 'Demandez-moi dans un canal : j’y sais dans quels flux chercher.',
    noFeeds: [
      'Aucun flux n’est encore suivi ici. ',
      subscribe,
      ' et l’adresse d’un site apportent le premier.',
    ],
    noWords: ['Il n’y a aucun mot à chercher. Écrivez-en au moins un, par exemple ', search, '.'],
    nothing: (what) => `Dans les flux suivis ici, je n’ai rien trouvé pour ${what}.`,
    nothingNew: 'Les flux suivis ici n’ont rien apporté pendant ce temps.',
    near: 'Le plus proche : ',
    inTheNews: 'Dans l’actualité ici : ',
    widen: 'Sans « since », « from » ou une partie des mots, il y en a peut-être plus.',
    howToFollow: [subscribe, ' et l’adresse d’un site permettent à ce canal d’en suivre plus.'],
    badSince: (typed) => [
      `Je ne comprends pas « ${typed} » comme une date. Écrivez `,
      since,
      ', ',
      days,
      ' ou ',
      date,
      '.',
    ],
    futureSince: (typed) => [
      `« ${typed} » est dans le futur. Écrivez un moment passé, par exemple `,
      since,
      '.',
    ],
    unknownSource: (typed) => `Aucun flux ni média suivi ici ne s’appelle « ${typed} ».`,
    sources: 'Il y a : ',
    whoIsMeant: (person) => `Plusieurs personnes s’appellent ${person}. De qui s’agit-il ?`,
    choose: 'Choisir une personne',
    nobody: (person) =>
      `Dans les flux suivis ici, je n’ai trouvé aucune citation de quelqu’un du nom de ${person}.`,
    noQuotes: (person, about) =>
      about === null
        ? `Je n’ai trouvé aucune citation de ${person}.`
        : `Je n’ai trouvé aucune citation de ${person} à propos de ${about}.`,
    verbatim: 'Mot pour mot, tiré des articles.',
  },
  es: {
    latest: (topic) => (topic === null ? 'Las últimas noticias' : `Lo último sobre ${topic}`),
    search: (words) => `Encontrado para ${words}`,
    said: (person, about) =>
      about === null ? `Lo que dijo ${person}` : `Lo que dijo ${person} sobre ${about}`,
    digest: {
      today: 'Lo mejor de hoy',
      '24h': 'Lo mejor de las últimas 24 horas',
      '7d': 'Lo mejor de los últimos 7 días',
    },
    also: 'También: ',
    page: (at, of) => `Página ${at} de ${of}`,
    stories: (count) => (count === 1 ? '1 noticia' : `${count} noticias`),
    quotes: (count) => (count === 1 ? '1 cita' : `${count} citas`),
    previous: 'Anterior',
    next: 'Siguiente',
    share: 'Compartir en el canal',
    sharedBy: (name) => `Compartido por ${name}`,
    alreadyShared: 'Ya se compartió, así que no lo publico por segunda vez.',
    shareNeedsChannel: 'Aquí no hay canal donde compartir. Pregunta otra vez en el canal que deba verlo.',
    forgotten: [
      'Guardo las respuestas una semana y esta ya no está. Pregunta otra vez, por ejemplo con ',
      search,
      '.',
    ],
    askInChannel: 'Pregúntame en un canal: allí sé en qué fuentes buscar.',
    noFeeds: [
      'Aquí aún no se sigue ninguna fuente. ',
      subscribe,
      ' y la dirección de un sitio traen la primera.',
    ],
    noWords: ['No hay ninguna palabra que buscar. Escribe al menos una, por ejemplo ', search, '.'],
    nothing: (what) => `En las fuentes que se siguen aquí no encontré nada para ${what}.`,
    nothingNew: 'Las fuentes que se siguen aquí no trajeron nada en ese tiempo.',
    near: 'Lo más parecido: ',
    inTheNews: 'En las noticias aquí: ',
    widen: 'Sin «since», «from» o algunas de las palabras quizá haya más.',
    howToFollow: [subscribe, ' y la dirección de un sitio hacen que este canal siga más.'],
    badSince: (typed) => [`No entiendo «${typed}» como fecha. Escribe `, since, ', ', days, ' o ', date, '.'],
    futureSince: (typed) => [`«${typed}» está en el futuro. Escribe un momento pasado, como `, since, '.'],
    unknownSource: (typed) => `Ninguna fuente ni medio que se siga aquí se llama «${typed}».`,
    sources: 'Hay: ',
    whoIsMeant: (person) => `Varias personas se llaman ${person}. ¿De quién se trata?`,
    choose: 'Elegir una persona',
    nobody: (person) => `En las fuentes que se siguen aquí no encontré citas de nadie llamado ${person}.`,
    noQuotes: (person, about) =>
      about === null ? `No encontré citas de ${person}.` : `No encontré citas de ${person} sobre ${about}.`,
    verbatim: 'Palabra por palabra, de los artículos.',
  },
  uk: {
    latest: (topic) => (topic === null ? 'Останні новини' : `Останнє на тему «${topic}»`),
    search: (words) => `Знайдено за запитом «${words}»`,
    said: (person, about) => (about === null ? `${person}: цитати` : `${person}: цитати на тему «${about}»`),
    digest: {
      today: 'Головне за сьогодні',
      '24h': 'Головне за останні 24 години',
      '7d': 'Головне за останні 7 днів',
    },
    also: 'Також: ',
    page: (at, of) => `Сторінка ${at} з ${of}`,
    stories: (count) => `Новин: ${count}`,
    quotes: (count) => `Цитат: ${count}`,
    previous: 'Назад',
    next: 'Далі',
    share: 'Поділитися в каналі',
    sharedBy: (name) => `Поширює ${name}`,
    alreadyShared: 'Цим уже поділилися, тому вдруге я цього не публікую.',
    shareNeedsChannel: 'Тут немає каналу, щоб поділитися. Запитайте ще раз у каналі, який має це побачити.',
    forgotten: ['Я зберігаю відповіді тиждень, і цієї вже немає. Запитайте ще раз, наприклад ', search, '.'],
    askInChannel: 'Запитайте мене в каналі: там я знаю, у чиїх стрічках шукати.',
    noFeeds: ['Тут ще не стежать за жодною стрічкою. ', subscribe, ' й адреса сайту додадуть першу.'],
    noWords: ['Немає жодного слова для пошуку. Напишіть хоча б одне, наприклад ', search, '.'],
    nothing: (what) => `У стрічках, за якими тут стежать, нічого не знайдено за запитом «${what}».`,
    nothingNew: 'Стрічки, за якими тут стежать, нічого не принесли за цей час.',
    near: 'Найближче: ',
    inTheNews: 'У новинах тут: ',
    widen: 'Без «since», «from» чи частини слів, можливо, знайдеться більше.',
    howToFollow: [subscribe, ' й адреса сайту дадуть змогу цьому каналу стежити за більшим.'],
    badSince: (typed) => [`Не розумію «${typed}» як час. Напишіть `, since, ', ', days, ' або ', date, '.'],
    futureSince: (typed) => [`«${typed}» — це майбутнє. Напишіть минулий час, наприклад `, since, '.'],
    unknownSource: (typed) => `Жодна стрічка чи видання, за якими тут стежать, не називається «${typed}».`,
    sources: 'Є такі: ',
    whoIsMeant: (person) => `За запитом «${person}» є кілька людей. Хто саме?`,
    choose: 'Оберіть людину',
    nobody: (person) => `У стрічках, за якими тут стежать, немає цитат за іменем «${person}».`,
    noQuotes: (person, about) =>
      about === null ? `Цитат не знайдено: ${person}.` : `Цитат не знайдено: ${person}, тема «${about}».`,
    verbatim: 'Слово в слово зі статей.',
  },
}
