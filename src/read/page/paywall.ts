/** What a page says about who may read its article. */
export type Access = {
  /** `isAccessibleForFree` of the JSON-LD or the content tier of the metas; null when it says nothing. */
  readonly isFree: boolean | null
  /** Characters of text in the part that the JSON-LD names as for subscribers; null when it names none. */
  readonly lockedCharacters: number | null
  /** Words of the whole article, as the JSON-LD counts them. */
  readonly words: number | null
}

/** What of the article was found on the page. */
export type FoundText = { readonly text: string; readonly hasGate: boolean }

/** A teaser is shorter; the whole story of an agency may be as short, and is then taken for one. */
const longestTeaser = 1_800
/** Beside a line that asks to subscribe. */
export const longestTeaserAtGate = 2_500
const longestCutTeaser = 6_000

/** True when the text is only what everybody may read of an article for subscribers. */
export function isTeaser(access: Access, { text, hasGate }: FoundText): boolean {
  if (access.isFree === true) return false
  if (access.isFree === null) return hasGate && text.length < longestTeaser
  const share = access.words === null ? null : wordCount(text) / access.words
  if (share !== null && share > 0.7) return false
  if (share !== null && share < 0.5) return true
  if (hasLockedPart(access, text)) return false
  if (text.length < (hasGate ? longestTeaserAtGate : longestTeaser)) return true
  return text.length < longestCutTeaser && /(?:…|\.\.\.)\W{0,3}$/.test(text)
}

// The part for subscribers stands on the page, and beside it what everybody may read.
function hasLockedPart({ lockedCharacters }: Access, text: string): boolean {
  return lockedCharacters !== null && lockedCharacters > 500 && lockedCharacters < text.length * 0.9
}

function wordCount(text: string): number {
  return text.split(/\s+/).length
}

const gates = [
  '(?:subscribe|sign up|register|log in|sign in|join)(?: now| today| for free)? to (?:continue|keep|finish) reading',
  '(?:to (?:continue|keep|finish) reading|to read (?:the|this) (?:full|rest of (?:the|this)) (?:article|story)),? (?:please )?(?:subscribe|sign up|register|log in|sign in|become)',
  '(?:subscribe|sign up|register|log in|sign in) to (?:read|access|unlock) (?:the|this) (?:full |rest of (?:the |this )?)?(?:article|story|content)',
  '(?:this|the rest of this|the full) (?:article|story|content|post) is (?:only |exclusively |reserved )?(?:available )?(?:for|to) (?:paid |paying )?(?:subscribers|members|registered)',
  '(?:exclusive to|exclusively for|only for) (?:our )?(?:paid |paying )?(?:subscribers|members)',
  '(?:already a|existing) (?:subscriber|member)[?:]? ?(?:log|sign) in to (?:read|continue)',
  "you(?:[’']ve| have) (?:reached|read|used) your (?:\\w+ )?(?:\\w+ )?(?:free )?(?:article|story)? ?(?:limit|free articles)",
  '(?:jetzt|diesen artikel|artikel) (?:mit \\S+ ?(?:plus|\\+) )?(?:weiterlesen|freischalten) (?:mit|und|für)',
  '(?:dieser|der) (?:artikel|inhalt|text|beitrag) ist (?:nur )?(?:exklusiv )?für (?:abonnenten|abonnentinnen|mitglieder|digitalabonnenten)',
  '(?:weiterlesen|lesen sie weiter) mit (?:einem |ihrem |dem )?\\S*(?:abo|plus|\\+)',
  "(?:cet|l[’']) ?article est (?:réservé|exclusivement réservé) (?:à nos|aux) abonnés",
  '(?:la suite (?:de cet article )?est réservée|article réservé|contenu réservé) (?:à nos|aux) abonnés',
  "il vous reste [\\d.,]+ ?% de (?:cet|l[’']) ?article",
  'abonnez-vous pour (?:lire|continuer|accéder)',
  '(?:contenido|artículo|noticia) (?:exclusivo|exclusiva|solo|sólo) para (?:suscriptores|abonados)',
  '(?:suscríbete|suscríbase|regístrate|inicia sesión) para (?:seguir|continuar) leyendo',
  'para (?:seguir|continuar) leyendo,? (?:suscríbete|hazte|regístrate|inicia)',
  '(?:conteúdo|matéria) exclusiv[oa] para assinantes',
  '(?:contenuto|articolo) riservato agli abbonati',
  '(?:abbonati|registrati) per (?:continuare a leggere|leggere)',
  '(?:передплатіть|підпишіться|зареєструйтеся),? щоб (?:читати|продовжити)',
] as const

const gateLine = new RegExp(gates.join('|'), 'i')

/** Some words of each such line that markup parts on hardly any page: looked for before the page is read once more. */
const gateWords =
  /continue reading|keep reading|finish reading|to read the|to read this|in to read|in to continue|to access the|to access this|to unlock|for subscribers|to subscribers|for members|to members|for registered|to registered|for paid|to paid|for paying|to paying|exclusive to|exclusively for|only for|free article|article limit|story limit|your limit|weiterlesen|freischalten|lesen sie weiter|für abonn|für mitglieder|für digitalabo|abonnés|il vous reste|abonnez-vous pour|suscriptores|abonados|leyendo|para assinantes|agli abbonati|per continuare a leggere|per leggere|щоб читати|щоб продовжити/i

/** True when the page's source may hold such a line as `isGateLine` knows: worth looking at what is shown. */
export function mayHaveGate(html: string): boolean {
  return gateWords.test(html)
}

/** True for "Subscribe to continue reading" in some words and languages. */
export function isGateLine(line: string): boolean {
  return line.length < 600 && gateLine.test(line)
}
