/** Words in class names and ids of what stands around an article; each is a regular expression between separators. */
const unwantedNames = {
  related:
    'related|most-?read|most-?popular|recommended|recommendations|recirc|trending|read-?more|more-stories|also-read|see-also|in-?this-?article|outbrain|taboola|mehr-zum-thema|lire-aussi|leia-mais|leia-tambem|lea-tambien|leggi-anche',
  newsletter:
    'newsletter|sign-?up|subscribe|subscription|app-promo|follow|follow-us|membership|donate|donation|paywall',
  sharing:
    'share|sharing|sharebar|social|addthis|toolbar|toolbox|article-tools|teilen|compartir|compartilhar|partager|condividi',
  consent: 'cookies?|consent|gdpr|banner|popup|modal|overlay|lightbox',
  advertising:
    'advert|advertisement|adbox|ad-slot|sponsor(?:ed)?|promo|anzeige|werbung|publicite|publicidade?|pubblicita',
  byline:
    'byline|by-line|author-?(?:bio|box|info|card|details|name|meta)|dateline-info|timestamp|time-stamp|publish-?date|pub-?date|date-published|rollover-people-block|autorenbox',
  details:
    'post-?meta|entry-meta|article-?meta|meta-?data|tags|tag-list|topics|breadcrumbs?|correction-policy|copyright|footer',
  caption:
    '(?:wp-|gallery-|image-|media-)?caption(?:s|-text)?|imagecaption|(?:photo-?|image-?)?credits?|bildunterschrift|pie-de-foto|didascalia',
  hidden: 'tooltip|sr-only|visually-hidden|screen-reader-text|skip-(?:link|to)|print-only',
  comments: 'comments?-(?:section|area|list|wrap(?:per)?)|disqus',
  players: 'audio-player|video-playlist|playlist|slideshow-nav|pagination|pager|survey|poll|quiz',
} as const

const unwantedName = nameMatcher(Object.values(unwantedNames).join('|'))
const dekName = nameMatcher(
  'standfirst|dek|strapline|kicker|sub-?headline|abstract|entradilla|chapo|chapeau|sottotitolo|linha-fina',
)

function nameMatcher(words: string): RegExp {
  return new RegExp(`(?:^|[ -])(?:${words})(?=[ -]|$)`)
}

/** True when class names and ids say "not the article". */
export function namesBoilerplate(names: string): boolean {
  return unwantedName.test(asWords(names))
}

/** True when class names say "the lines under the headline"; some publishers use the same names for headings. */
export function namesDek(names: string): boolean {
  return dekName.test(asWords(names))
}

function asWords(names: string): string {
  return names
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/_+/g, '-')
    .toLowerCase()
}

export type LineRules = Readonly<Record<string, readonly RegExp[]>>

/** "(Jane Roe/Getty Images)", "(Photo by ...)": whoever the last brackets name took the picture. */
const namedPhotographer = [
  '\\((?:(?:photo|image|picture|foto)s?\\b[^()]{0,100}',
  '[^()]{0,80}\\b(?:getty images|ap photo|file photo|shutterstock|istock|alamy)\\b[^()]{0,40}',
  '[^()]{0,80}/ ?(?:ap|afp|reuters|epa|dpa|bloomberg|imago|zuma|anadolu|xinhua|tass)\\b[^()]{0,40})\\)\\.?$',
].join('|')
/** "(AP)": a report may close with it as well. */
const namedAgency =
  '\\((?:(?:ap|afp|reuters|epa|dpa|bloomberg|handout|courtesy|screen(?:grab|shot)|via)\\b[^()]{0,60})\\)$'
const pictureCredit = new RegExp(`${namedPhotographer}|${namedAgency}`, 'i')
/** "ELLERY, MAINE - MAY 04: ...": how picture agencies open their captions. */
const agencyCaption =
  /^\p{Lu}[\p{Lu} ,.'’-]{2,60} [-–—] (?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER) \d{1,2}(?:, \d{4})?: /u
const sureCredit = new RegExp(namedPhotographer, 'i')

/** Lines of at most a few hundred characters that are never part of an article, wherever they stand. */
const anywhere: LineRules = {
  // Whole lines: the label of a button, a link or an empty box.
  label: [
    /^(?:advert(?:isement)?s?|ad|sponsored(?: content)?|promoted|loading\.*|share(?: (?:this|on|via|article).{0,30})?|tweet|pin(?: it)?|email(?: the author)?|print|comments?|\d+ comments?)$/i,
    /^(?:read more(?: at .{1,40})?[.:»>]*|more|see more|show more|view (?:more|author archive|gallery|all).{0,20}|enlarge(?: image)?|click to (?:tweet|enlarge|expand).{0,20}|continue reading.{0,80}|(?:story continues|article continues) below.{0,30}|story continues)$/i,
    /^(?:follow (?:us|@\w+)(?: on twitter)?|subscribe(?: now)?|sign (?:in|up)|log in|skip to (?:main )?content|back to top|close|open|copied|copy link|whatsapp|facebook|twitter|linkedin|pinterest)$/i,
    /^(?:related(?: (?:articles?|stories|coverage|content|topics?))?:?|recommended(?: for you)?|you may also like|most (?:read|popular)|trending(?: now| news)?:?|more (?:stories|from .{1,40}|on this(?: story)?|news)|don['’]?t miss|top stories)$/i,
    /^(?:image \d+ of \d+|\d+ of \d+|photos?|video|watch|play|live|gallery|getty(?: images)?|reuters|ap|afp|opinion columnist|tags?:?.{0,60})$/i,
    /^(?:anzeige|werbung|publicité|publicidade?|pubblicità|reklame|advertentie|weiterlesen|mehr zum thema|(?:lea|leia) (?:también|também|mais)|(?:à )?lire aussi|leggi anche|lees ook|teilen|partager|compartir|compartilhar|condividi|cargando|kommentare?)\s*:?$/i,
  ],
  // Of players, pictures and buttons for readers with an account.
  control: [
    /^(?:listen(?: to (?:this |the )?(?:article|story))?|play audio|watch now|\d{1,2}:\d{2} ?\/ ?\d{1,2}:\d{2}|(?:toggle|hide|show|expand) (?:caption|image)|gift (?:this )?article|save (?:article|story|for later)|bookmark|follow (?:this )?topic|(?:add|make|set|choose) .{1,40} (?:as (?:a |your )?)?preferred (?:source|on google).{0,30})$/i,
    /^(?:skip (?:past )?(?:advertisement|ad|newsletter promotion)|after newsletter promotion|(?:article|story) continues after (?:the |this )?(?:ad|advertisement|message)|scroll to continue.{0,40}|this (?:article|story) is more than .{1,20} old|list (?:of )?\d+(?: of \d+)?(?: items)?|end of list|view (?:this )?post on \w+|allow \w+ content\?)$/i,
    /^(?:artikel (?:anhören|vorlesen|merken)|diesen artikel vorlesen|lesedauer.{0,20}|empfohlener (?:redaktioneller|externer) inhalt|offrir l['’]article|temps de lecture.{0,20}|écouter(?: l['’]article)?|escuchar(?: artículo)?|ascolta l['’]articolo|слухати|реклама|поділитися|поділитись|поделиться|читати далі)\s*:?$/i,
  ],
  copyright: [
    /^\s*(?:©|\(c\) ?\d{4}|copyright\s*(?:©|\(c\)|\d{4}|by\b|$)|ⓒ|all rights reserved|無断|무단)/i,
    /all rights reserved|무단전재|no part of this .{0,40} reproduced/i,
  ],
  credit: [
    pictureCredit,
    /^(?:file (?:photo|image|picture)s?\b|file\s*[:–-]\s|photo(?:graph)?s? ?(?:[:/]|by |credit)|image ?(?::|credit|source)|picture ?:|credits?(?: ?:|\.\.\.)|\(?(?:photo|image|picture|credit|source)s? ?(?:by|:|credit))/i,
    // Without a full stop: "..., according to Bloomberg." is a sentence.
    /^.{0,240}(?:getty images|\/ ?(?:ap|afp|reuters|getty|bloomberg)(?: file| photo)?|(?:ap|afp|epa|file) photo|via (?:ap|getty|reuters|afp)|shutterstock|istock|alamy)\s*[)\]|]?\s*$/i,
    /\b(?:photos?|pictures?|images?|fotos?|bilder)\s*(?:©|\(c\)).{0,80}$/i,
    /^(?:image|media) caption,/i,
    /^(?:foto|fotos|bild|bildquelle|crédits? (?:photo)?|crédito|imagem?|imagen|immagine)\s*:/i,
  ],
  newsletter: [
    /\b(?:sign ?up|subscribe|register)\b.{0,80}\b(?:newsletters?|inbox)\b|\bclick here (?:for|to)\b.{0,60}$/i,
    /^(?:get (?:the )?(?:latest|breaking|daily|our|more|all|top)\b.{0,120}(?:inbox|email|newsletter|updates|alerts|app|news)|straight to your inbox|let our news meet your inbox|breaking news emails|enter your email|never miss|stay on top of|thanks for (?:signing|subscribing|reading))/i,
    /^(?:sign ?up (?:for|to|here|now)|subscribe (?:to|for|now|here)|join our .{0,30}(?:newsletter|mailing|community|telegram|whatsapp|forums?|discord|channel)|by (?:signing|clicking|subscribing|entering).{0,120}(?:terms|privacy|agree)|want more .{0,60}\?)/i,
    /^(?:follow .{1,60} on (?:twitter|facebook|instagram|x|bluesky|threads|google news|telegram|whatsapp)|like us on facebook|download (?:the|our) .{0,40}app|click here (?:to|for)\b)/i,
    /^(?:підписуйтес[ья]|підпишіться|подписывайтесь) на .{0,160}$/i,
    /^(?:(?:jetzt )?(?:unseren |den )?newsletter (?:abonnieren|bestellen)|abonnieren sie|melden sie sich|inscrivez-vous|abonnez-vous|recevez (?:notre|nos|chaque)|suscríbe(?:te|se)|apúntate|assine (?:a|nossa|o)|cadastre-se|iscriviti|ricevi le)\b.{0,160}$/i,
  ],
  reference: [
    /^(?:related|read (?:also|more|next|this)|also read|see also|more|watch|listen|don['’]?t miss|recommended|next|previous|editor['’]?s note|originally published|first published|this (?:article|story|post) (?:was |is |has been )?(?:originally|first)|join (?:the )?(?:discussion|conversation)|related (?:article|stor|coverage|video)[a-z]*)\s*[:|>»]/i,
    /^[Rr]elated (?:article|video|live story|gallery) [\p{Lu}'"“‘]/u,
    /^(?:читайте (?:також|ще|также)|дивіться також|смотрите также)\s*[:|>»–-]/i,
    /^(?:lesen sie (?:auch|hier|dazu|mehr)|mehr zum thema|auch interessant|(?:à )?lire (?:aussi|également)|voir aussi|(?:lea|lee|leia|veja|vea) (?:también|também|mais|además)|te puede interesar|leggi anche|lees ook|les også|läs (?:också|även)|czytaj (?:też|także))\s*[:|>»–-]/i,
  ],
  consent: [
    /^(?:(?:we|this (?:web)?site|our partners) (?:and our partners )?uses? cookies|accept (?:all )?cookies|manage (?:cookie|consent)|your privacy|we value your privacy|cookie (?:policy|settings|preferences))/i,
    /^(?:wir verwenden cookies|diese (?:web)?seite verwendet cookies|nous utilisons des cookies|(?:este sitio |nosotros )?(?:utilizamos|usamos) cookies|utilizziamo (?:i )?cookie|questo sito utilizza)/i,
  ],
  machine: [
    /^(?:this slideshow requires javascript\.?|please enable javascript.{0,60}|your browser does not support.{0,60})$/i,
    /^(?:https?:\/\/\S+|[\w.+-]+@[\w-]+\.[\w.]+|@\w{2,30}|(?:www\.|twitter\.com\/|facebook\.com\/|instagram\.com\/)\S+)$/i,
    /^(?:to view this (?:video|content)|an dieser stelle finden sie (?:einen )?(?:externen )?inhalt|para ver este vídeo)\b.{0,200}$/i,
    /^&lt;span data-mce|^\[?(?:button|caption|gallery|embed)[ \]]/i,
  ],
  // "14:32", "10.45am GMT", "5 minutes ago", "14:32 GMT 5 minutes ago": the clock beside a live post.
  clock: [
    /^(?:(?:updated:? |published:? |posted:? )?(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: (?:[A-Z]{2,3}T|UTC|Z))?|(?:\d+|an?) ?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|[mhd]) ago)[\s,|·–-]{0,3}){1,3}$/i,
  ],
}

const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\\.?'

/** Lines that belong to the frame when they stand before the first or after the last paragraph. */
const atEdges: LineRules = {
  date: [
    new RegExp(`^.{0,40}\\b${month}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}.{0,60}$`, 'i'),
    new RegExp(`^.{0,40}\\b\\d{1,2}(?:st|nd|rd|th)?\\.? ${month},?\\s+\\d{4}.{0,60}$`, 'i'),
    /^.{0,30}\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b.{0,60}$/,
    /^.{0,30}\b\d{4}[./-]\d{1,2}[./-]\d{1,2}\b.{0,60}$/,
    /^(?:updated?|published|posted|last (?:updated|modified)|created|modified|first published)\b.{0,80}$/i,
    /^(?:stand|aktualisiert|veröffentlicht|publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato)\b.{0,80}\d.{0,40}$/i,
    /^(?:today|yesterday|\d+ (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?) ago)\b.{0,30}$/i,
  ],
  filing: [/\b(?:publicado (?:por|em)|categoria:|categories:|filed under|posted (?:by|in|on)|tags:)/i],
  byline: [
    /^(?:by|By|BY):?\s+(?!the\b|a\b|an\b|any\b|now\b|then\b|this\b|that\b)[\p{Lu}].{0,79}[^.!?”"]$/u,
    /^by:?$/i,
  ],
  readingTime: [/^(?:\d+ min(?:ute)?s? read|reading time.{0,30}|tempo de leitura.{0,20}|lesezeit.{0,20})$/i],
}

/** Closing words of the newsroom: who reported, who the author is, where to write to. */
const credits: LineRules = {
  reporting: [
    /^(?:reporting|writing|editing|additional reporting|compiled|edited|with (?:files|reporting)) (?:by|from)\b/i,
    /\b(?:contributed (?:reporting|to this (?:report|story|article))|contributed from)\b.{0,60}\.?$/i,
  ],
  author: [
    /^[\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,3} (?:is|was|has been) (?:an?|the|[\p{Lu}][\w ]{2,30}['’]s?)\b.{0,260}(?:reporter|editor|correspondent|writer|journalist|columnist|author|producer|fellow|professor|contributor|curator|founder|covers?)/u,
  ],
}

const invitations: LineRules = {
  contact: [
    /^(?:have a tip|got a tip|send (?:us )?tips|contact (?:the|us|our)|e-?mail:?|reach .{1,40} at|follow (?:her|him|them)|you can (?:reach|follow|email)|got (?:a )?(?:news )?tips?|email .{1,40} at .{1,80}@)/i,
    /may be reached at|can be reached (?:at|on)|on twitter:? @|follow (?:her|him|them) (?:on|at)/i,
  ],
  question: [
    /^(?:if you (?:or someone you know|like|liked|enjoyed|have any)|what do you think|tell us what|let us know|share your)/i,
  ],
  // "GET OUR LETTER EVERY MORNING": a call in capitals that is no sentence.
  call: [/^(?=.*\p{Lu}.*\p{Lu})[^\p{Ll}\p{Lo}.!?…]{12,80}$/u],
  close: [/^source ?:/i, /^\*+\s*$/, /^-+\s*(?:30|ends?)\s*-+$/i],
}

function matcher(...tables: readonly LineRules[]): (line: string) => boolean {
  const patterns = tables.flatMap((table) => Object.values(table).flat())
  return (line) => patterns.some((pattern) => pattern.test(line))
}

const longestCaption = 800

/** True for the words under a picture when they name who took it, or open as agencies do. */
export function isCredited(line: string): boolean {
  return pictureCredit.test(line) || agencyCaption.test(line)
}

/** True for such words that no paragraph of a report is taken for, however long. */
export function isSurelyCaption(line: string): boolean {
  return line.length < longestCaption && (sureCredit.test(line) || agencyCaption.test(line))
}

export const isBoilerplateAnywhere = matcher(anywhere)
export const isFrameLine = matcher(atEdges)
export const isClosingCredit = matcher(credits)
export const isClosingLine = matcher(credits, invitations)

const sectionTitle =
  /^(?:more (?:stories|news|from .{1,40}|on this story)|(?:related|recommended|other|latest|top|trending)(?: (?:stories|articles?|news|coverage|reading|posts))?|most (?:read|popular|viewed)|you (?:may|might) also like|read (?:next|more)|trending(?: now)?|comments?|join the conversation|mehr zum thema|à lire aussi|sur le même sujet|te puede interesar|leia também|leggi anche)\s*:?$/i

/** True for the title of a list of other stories or of the comments ("MORE STORIES"). */
export function isSectionTitle(line: string): boolean {
  return sectionTitle.test(line)
}
