import { type DomDocument, type DomElement, elements } from './dom.ts'
import { oneLine } from './wording.ts'

const leadIn =
  /^(?:(?:written|reported|story|text|words|article|analysis|opinion|review|commentary) )?(?:by|von|par|por|di|door|av|af)\b:?\s+/iu
const person =
  /^\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:de|da|do|dos|del|della|di|van|von|der|den|la|le|al|bin|ibn|el|y|e|\p{Lu}[\p{L}\p{M}.'’-]*)){1,4}$/u
const notNames =
  /\b(?:staff|desk|team|newsroom|agency|agencies|press|news|editorial|admin|posted|updated|published|writer|reporter|correspondent|editor|bureau|business|insider|times|post|journal|magazine|media|today|sports?|reuters|afp|bbc|cnn|nbc|cbs)\b/i
/** What programs write when nobody is named: user names and their default. */
const notWritten =
  /^(?:admin|administrator|webmaster|editor|user|guest|root|default|unknown|none|null|undefined|n\/a|anonymous|author)$|^[a-z\d]+[-_.\d][a-z\d_.-]*$/

/** Names from what publishers write into author fields: no links, no "By", two people parted. */
export function cleanByline(entries: readonly string[]): readonly string[] {
  const names = entries
    .map((entry) => oneLine(entry).replace(leadIn, ''))
    .filter((entry) => entry !== '' && entry.length <= 200 && !/^https?:|^@|@\S+\.\S/.test(entry))
    .filter((entry) => !notWritten.test(entry))
    .flatMap(splitPeople)
  return [...new Set(names)]
}

// Split only what is surely a list of people: "Jane Roe, Reuters" is one entry, "Jane Roe and John Doe" are two.
function splitPeople(entry: string): readonly string[] {
  const parts = entry.split(/\s*(?:,\s*(?:and\s+)?|;|\s+(?:and|und|et|&)\s+)\s*/u)
  return parts.length > 1 && parts.every(isPerson) ? parts : [entry]
}

function isPerson(text: string): boolean {
  return person.test(text) && !notNames.test(text)
}

/** The people a line such as "By Jane Roe and John Doe" names; none when the line is anything else. */
export function bylineOf(line: string): readonly string[] {
  if (line.length > 120 || !leadIn.test(line)) return []
  const names = cleanByline([line.replace(/\s*[|·•,]?\s*\b(?:updated|published|posted)\b.*$/i, '')])
  return names.every((name) => isPerson(name.replace(/,.*$/, ''))) ? names : []
}

const bylinePlaces = '[rel~="author"], [itemprop~="author"], .byline, .author-name, .article-author'

/** The names that stand beside the main heading and that no metadata mentions. */
export function visibleByline(document: DomDocument): readonly string[] {
  for (const place of elements(storyOf(document), bylinePlaces).slice(0, 20)) {
    const names = cleanByline([(place.textContent ?? '').slice(0, 300)])
    if (names.length > 0 && names.every(isPerson)) return names
  }
  return []
}

// Teasers of other stories carry the names of their authors.
function storyOf(document: DomDocument): DomElement {
  const articles = elements(document, 'article, main')
  return articles.find((article) => article.querySelector('h1') !== null) ?? document.body
}
