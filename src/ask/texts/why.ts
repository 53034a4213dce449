import type { Texts } from '../../deliver/locale.ts'
import type { RichText } from '../../deliver/view.ts'

type WhyTexts = {
  /** Before a link, a time or a reason. */
  readonly feed: string
  readonly published: string
  readonly seen: string
  readonly unread: string
  readonly unreadUntil: string
  readonly unreadable: string
  readonly baseline: string
  readonly forgotten: string
  readonly sent: string
  readonly message: string
  readonly attempts: (count: number) => string
  readonly waits: string
  readonly waitsUntil: string
  readonly beingSent: string
  readonly failed: string
  readonly held: string
  readonly folded: string
  readonly foldedUntil: string
  readonly inDigest: string
  readonly filtered: string
  readonly duplicate: string
  readonly paused: string
  readonly notDecided: string
  readonly channelPaused: string
  readonly needsLink: RichText
  readonly unknown: string
  readonly followed: (host: string) => string
  readonly asked: string
  readonly neverAsked: string
  readonly failing: string
  readonly mayBeOld: string
  readonly notFollowed: (host: string) => string
  readonly how: (address: string) => RichText
  readonly whyThis: string
  readonly because: string
  readonly postedHere: string
  readonly gone: string
  readonly moreQuotes: string
  readonly noMoreQuotes: string
}

const example = { code: '/news why https://example.org/story' }
const subscribe = (address: string) => ({ code: `/news subscribe ${address}` })

/** How an item came to a channel, or why it did not. */
export const whyTexts: Texts<WhyTexts> = {
  en: {
    feed: 'Feed: ',
    published: 'Published by the outlet ',
    seen: 'Seen in the feed ',
    unread: 'The article is about to be read.',
    unreadUntil: 'The article is to be read again ',
    unreadable: 'The article could not be read: ',
    baseline: 'It was in the feed before the feed was followed: remembered, not posted.',
    forgotten:
      'It was seen so long ago that nothing more of it is kept: not what was read, and not where it was posted.',
    sent: 'posted ',
    message: 'the message',
    attempts: (count) => `after ${count} attempts`,
    waits: 'waits to be posted',
    waitsUntil: 'waits to be posted until ',
    beingSent: 'sent, and the platform’s answer is being checked',
    failed: 'not posted: ',
    held: 'held back, as nobody can tell whether it arrived: ',
    folded: 'waits for the digest',
    foldedUntil: 'waits for the digest until ',
    inDigest: 'posted in a digest ',
    filtered: 'not wanted by the filter: ',
    duplicate: 'not posted a second time: ',
    paused: 'not posted, as the feed is paused here',
    notDecided: 'nothing decided yet',
    channelPaused: 'The channel is closed to me: ',
    needsLink: ['Give me the link of an article or the id of an item, such as ', example, '.'],
    unknown: 'I have not seen this link in a feed that is followed here.',
    followed: (host) => `Followed here from ${host}:`,
    asked: 'last asked ',
    neverAsked: 'not asked yet',
    failing: 'does not answer: ',
    mayBeOld: 'Feeds list only their newest items. What left the feed before it was followed, I cannot know.',
    notFollowed: (host) => `No feed from ${host} is followed here.`,
    how: (address) => [subscribe(address), ' follows it.'],
    whyThis: 'Why this post?',
    because: 'Posted because ',
    postedHere: 'Posted here ',
    gone: 'I know nothing of this post any more: its feed was removed, or it is from long ago.',
    moreQuotes: 'Word for word from the article.',
    noMoreQuotes: 'The article holds no further quotes with a certain speaker.',
  },
  de: {
    feed: 'Feed: ',
    published: 'Vom Medium veröffentlicht ',
    seen: 'Im Feed gesehen ',
    unread: 'Der Artikel wird gleich gelesen.',
    unreadUntil: 'Der Artikel wird noch einmal gelesen ',
    unreadable: 'Der Artikel ließ sich nicht lesen: ',
    baseline: 'Stand schon im Feed, bevor er abonniert wurde: gemerkt, nicht gepostet.',
    forgotten:
      'Es ist so lange her, dass ich nicht mehr davon habe: weder, was ich gelesen, noch, wo ich es gepostet habe.',
    sent: 'gepostet ',
    message: 'die Nachricht',
    attempts: (count) => `nach ${count} Versuchen`,
    waits: 'wartet darauf, gepostet zu werden',
    waitsUntil: 'wird gepostet, aber nicht vor ',
    beingSent: 'gesendet; ob es ankam, wird gerade geprüft',
    failed: 'nicht gepostet: ',
    held: 'zurückgehalten, weil niemand weiß, ob es ankam: ',
    folded: 'wartet auf die Sammelmeldung',
    foldedUntil: 'wartet auf die Sammelmeldung bis ',
    inDigest: 'in einer Sammelmeldung gepostet ',
    filtered: 'vom Filter nicht gewollt: ',
    duplicate: 'kein zweites Mal gepostet: ',
    paused: 'nicht gepostet, weil der Feed hier pausiert',
    notDecided: 'noch nichts entschieden',
    channelPaused: 'Der Kanal ist für mich geschlossen: ',
    needsLink: ['Gib mir den Link eines Artikels oder die Kennung eines Eintrags, etwa ', example, '.'],
    unknown: 'Diesen Link habe ich in keinem Feed gesehen, der hier abonniert ist.',
    followed: (host) => `Hier abonniert von ${host}:`,
    asked: 'zuletzt gefragt ',
    neverAsked: 'noch nicht gefragt',
    failing: 'antwortet nicht: ',
    mayBeOld:
      'Feeds nennen nur ihre neuesten Einträge. Was schon heraus war, bevor der Feed abonniert wurde, kann ich nicht wissen.',
    notFollowed: (host) => `Von ${host} ist hier kein Feed abonniert.`,
    how: (address) => ['Mit ', subscribe(address), ' wird er abonniert.'],
    whyThis: 'Warum dieser Post?',
    because: 'Gepostet, weil: ',
    postedHere: 'Hier gepostet ',
    gone: 'Über diesen Post weiß ich nichts mehr: Sein Feed wurde entfernt, oder er ist lange her.',
    moreQuotes: 'Wort für Wort aus dem Artikel.',
    noMoreQuotes: 'Der Artikel enthält keine weiteren Zitate, deren Sprecher feststeht.',
  },
  fr: {
    feed: 'Flux : ',
    published: 'Publié par le média ',
    seen: 'Vu dans le flux ',
    unread: 'L’article va être lu.',
    unreadUntil: 'L’article sera relu ',
    unreadable: 'L’article n’a pas pu être lu : ',
    baseline: 'Il était dans le flux avant que celui-ci soit suivi : retenu, non publié.',
    forgotten:
      'C’était il y a si longtemps que je n’en garde rien de plus : ni ce que j’ai lu, ni où je l’ai publié.',
    sent: 'publié ',
    message: 'le message',
    attempts: (count) => `après ${count} tentatives`,
    waits: 'attend d’être publié',
    waitsUntil: 'sera publié, mais pas avant ',
    beingSent: 'envoyé ; on vérifie s’il est arrivé',
    failed: 'non publié : ',
    held: 'retenu, car nul ne sait s’il est arrivé : ',
    folded: 'attend le récapitulatif',
    foldedUntil: 'attend le récapitulatif jusqu’à ',
    inDigest: 'publié dans un récapitulatif ',
    filtered: 'écarté par le filtre : ',
    duplicate: 'non publié une seconde fois : ',
    paused: 'non publié, car le flux est en pause ici',
    notDecided: 'rien n’est encore décidé',
    channelPaused: 'Le canal m’est fermé : ',
    needsLink: ['Donnez-moi le lien d’un article ou l’identifiant d’un élément, par exemple ', example, '.'],
    unknown: 'Je n’ai vu ce lien dans aucun flux suivi ici.',
    followed: (host) => `Suivi ici de ${host} :`,
    asked: 'interrogé pour la dernière fois ',
    neverAsked: 'pas encore interrogé',
    failing: 'ne répond pas : ',
    mayBeOld:
      'Les flux ne listent que leurs derniers éléments. Ce qui en était sorti avant qu’il soit suivi, je ne peux pas le savoir.',
    notFollowed: (host) => `Aucun flux de ${host} n’est suivi ici.`,
    how: (address) => [subscribe(address), ' permet de le suivre.'],
    whyThis: 'Pourquoi cette publication ?',
    because: 'Publié car : ',
    postedHere: 'Publié ici ',
    gone: 'Je ne sais plus rien de cette publication : son flux a été retiré, ou elle est très ancienne.',
    moreQuotes: 'Mot pour mot, tiré de l’article.',
    noMoreQuotes: 'L’article ne contient pas d’autres citations dont l’auteur soit certain.',
  },
  es: {
    feed: 'Fuente: ',
    published: 'Publicado por el medio ',
    seen: 'Visto en la fuente ',
    unread: 'El artículo está a punto de leerse.',
    unreadUntil: 'El artículo se volverá a leer ',
    unreadable: 'No se pudo leer el artículo: ',
    baseline: 'Estaba en la fuente antes de que se siguiera: recordado, no publicado.',
    forgotten: 'Fue hace tanto que no guardo nada más: ni lo que leí, ni dónde lo publiqué.',
    sent: 'publicado ',
    message: 'el mensaje',
    attempts: (count) => `tras ${count} intentos`,
    waits: 'espera a ser publicado',
    waitsUntil: 'se publicará, pero no antes de ',
    beingSent: 'enviado; se está comprobando si llegó',
    failed: 'no publicado: ',
    held: 'retenido, porque nadie sabe si llegó: ',
    folded: 'espera al resumen',
    foldedUntil: 'espera al resumen hasta ',
    inDigest: 'publicado en un resumen ',
    filtered: 'no lo quiere el filtro: ',
    duplicate: 'no publicado por segunda vez: ',
    paused: 'no publicado, porque la fuente está en pausa aquí',
    notDecided: 'aún no hay nada decidido',
    channelPaused: 'El canal está cerrado para mí: ',
    needsLink: [
      'Dame el enlace de un artículo o el identificador de una entrada, por ejemplo ',
      example,
      '.',
    ],
    unknown: 'No he visto este enlace en ninguna fuente que se siga aquí.',
    followed: (host) => `De ${host} se sigue aquí:`,
    asked: 'consultada por última vez ',
    neverAsked: 'aún no consultada',
    failing: 'no responde: ',
    mayBeOld:
      'Las fuentes solo listan sus entradas más nuevas. Lo que salió antes de seguirla no puedo saberlo.',
    notFollowed: (host) => `Aquí no se sigue ninguna fuente de ${host}.`,
    how: (address) => ['Con ', subscribe(address), ' se sigue.'],
    whyThis: '¿Por qué esta publicación?',
    because: 'Publicado porque: ',
    postedHere: 'Publicado aquí ',
    gone: 'Ya no sé nada de esta publicación: se quitó su fuente, o es de hace mucho.',
    moreQuotes: 'Palabra por palabra, del artículo.',
    noMoreQuotes: 'El artículo no contiene más citas cuyo autor sea seguro.',
  },
  uk: {
    feed: 'Стрічка: ',
    published: 'Видання опублікувало ',
    seen: 'Помічено у стрічці ',
    unread: 'Статтю ось-ось прочитаю.',
    unreadUntil: 'Статтю прочитаю ще раз ',
    unreadable: 'Статтю не вдалося прочитати: ',
    baseline: 'Була у стрічці ще до того, як за нею почали стежити: запам’ятав, не публікував.',
    forgotten: 'Це було так давно, що більше я нічого не зберігаю: ні що прочитав, ні де опублікував.',
    sent: 'опубліковано ',
    message: 'повідомлення',
    attempts: (count) => `спроб: ${count}`,
    waits: 'чекає на публікацію',
    waitsUntil: 'буде опубліковано не раніше ніж ',
    beingSent: 'надіслано; перевіряю, чи дійшло',
    failed: 'не опубліковано: ',
    held: 'притримано, бо невідомо, чи дійшло: ',
    folded: 'чекає на дайджест',
    foldedUntil: 'чекає на дайджест до ',
    inDigest: 'опубліковано в дайджесті ',
    filtered: 'відхилено фільтром: ',
    duplicate: 'вдруге не опубліковано: ',
    paused: 'не опубліковано, бо стрічку тут призупинено',
    notDecided: 'ще нічого не вирішено',
    channelPaused: 'Канал для мене закритий: ',
    needsLink: ['Дайте посилання на статтю або ідентифікатор запису, наприклад ', example, '.'],
    unknown: 'Цього посилання я не бачив у жодній стрічці, за якою тут стежать.',
    followed: (host) => `Тут стежать за ${host}:`,
    asked: 'востаннє перевірено ',
    neverAsked: 'ще не перевірено',
    failing: 'не відповідає: ',
    mayBeOld:
      'Стрічки містять лише найновіші записи. Про те, що зникло до початку стеження, я знати не можу.',
    notFollowed: (host) => `За стрічками з ${host} тут не стежать.`,
    how: (address) => ['Щоб стежити: ', subscribe(address), '.'],
    whyThis: 'Чому ця публікація?',
    because: 'Опубліковано, бо: ',
    postedHere: 'Опубліковано тут ',
    gone: 'Про цю публікацію я вже нічого не знаю: її стрічку вилучено, або це було дуже давно.',
    moreQuotes: 'Слово в слово зі статті.',
    noMoreQuotes: 'У статті немає інших цитат, автор яких відомий напевно.',
  },
}
