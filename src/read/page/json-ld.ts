import { decodeHTML } from 'entities'
import { type DomDocument, type DomElement, elementsNamed } from './dom.ts'
import { parseJsonLd } from './json-ld-parse.ts'
import { oneLine, wordsOf } from './wording.ts'

/** What a page's JSON-LD says about its article; checked and plain, but still the publisher's word. */
export type StructuredArticle = {
  readonly headline: string | null
  readonly dek: string | null
  readonly description: string | null
  readonly byline: readonly string[]
  readonly publisher: string | null
  readonly published: string | null
  readonly updated: string | null
  readonly image: StructuredImage | null
  readonly url: string | null
  readonly language: string | null
  readonly section: string | null
  /** May hold markup and may be a lead only: a fallback, never the first choice. */
  readonly body: string | null
  /** False when some part of it is for subscribers; null when nothing is said. */
  readonly isFree: boolean | null
  /** Class and id selectors of the parts for subscribers. */
  readonly lockedParts: readonly string[]
  /** Words of the whole article. */
  readonly words: number | null
}

export type StructuredImage = {
  readonly url: string
  readonly alt: string | null
  /** In pixels; null when not said. */
  readonly width: number | null
}

/** What the page says of itself in other places: which of several articles is its own. */
export type PageClues = { readonly url: string | null; readonly titles: readonly string[] }

type JsonObject = { readonly [key: string]: unknown }

const articleTypes =
  /(?:^|[/#:])(?:(?:Reportage|Analysis|Opinion|Background|Review|Advertiser|AskPublic)?NewsArticle|Article|LiveBlogPosting|BlogPosting|SocialMediaPosting|Report|ScholarlyArticle|TechArticle)$/

/** Where publishers hide the article inside other things; a list is of other pages' articles as a rule. */
const nestings = [
  '@graph',
  'mainEntity',
  'mainEntityOfPage',
  'hasPart',
  'about',
  'itemListElement',
  'item',
] as const
const lists: ReadonlySet<string> = new Set(['itemListElement', 'item'])

// No headline, name or description is longer; the body is not read as a value.
const longestValue = 5_000
const deepestNesting = 12
const mostObjects = 5_000

/** The article the page's JSON-LD describes; null when it describes none. */
export function findStructuredArticle(document: DomDocument, clues: PageClues): StructuredArticle | null {
  const scripts = elementsNamed(document, 'script').filter(isJsonLd)
  const graph = readGraph(scripts.map((script) => script.textContent ?? ''))
  const article = chooseArticle(graph.articles, clues)
  return article === null ? null : describe(article, graph.byId)
}

function isJsonLd(script: DomElement): boolean {
  return script.getAttribute('type')?.toLowerCase().includes('ld+json') === true
}

type Found = { readonly object: JsonObject; readonly isListed: boolean }
type Graph = { readonly articles: readonly Found[]; readonly byId: ReadonlyMap<string, JsonObject> }

// Objects name each other by @id, so all scripts of a page are one graph.
function readGraph(scripts: readonly string[]): Graph {
  const articles: Found[] = []
  const byId = new Map<string, JsonObject>()
  let waiting: readonly Value[] = scripts.map((script) => ({ value: parseJsonLd(script), isListed: false }))
  for (let depth = 0, seen = 0; depth <= deepestNesting && waiting.length > 0; depth++) {
    const level = waiting.flatMap(objectsOf).slice(0, mostObjects - seen)
    seen += level.length
    articles.push(...level.filter(({ object }) => isArticle(object)))
    for (const { object } of level) remember(object, byId)
    waiting = level.flatMap(({ object, isListed }) =>
      nestings.map((key) => ({ value: object[key], isListed: isListed || lists.has(key) })),
    )
  }
  return { articles, byId }
}

type Value = { readonly value: unknown; readonly isListed: boolean }

function objectsOf({ value, isListed }: Value): readonly Found[] {
  return [value]
    .flat(2)
    .filter(isObject)
    .map((object) => ({ object, isListed }))
}

function remember(object: JsonObject, byId: Map<string, JsonObject>): void {
  const id = object['@id']
  // A mere reference has nothing else.
  if (typeof id === 'string' && Object.keys(object).length > 1 && !byId.has(id)) byId.set(id, object)
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isArticle(object: JsonObject): boolean {
  return listOf(object['@type']).some((type) => typeof type === 'string' && articleTypes.test(type))
}

// Teasers of other stories are articles as well: of several, the page's own has its address or its headline.
function chooseArticle(found: readonly Found[], { url, titles }: PageClues): JsonObject | null {
  const own = found.filter(({ isListed }) => !isListed)
  const told = own.filter(({ object }) => textOf(object.headline) ?? textOf(object.articleBody))
  if (told.length === 1 && told[0] !== undefined) return told[0].object
  const names = titles.map(wordsOf)
  const isThisPage = ({ object }: Found) => {
    if (url !== null && addressesOf(object).includes(url)) return true
    const headline = wordsOf(textOf(object.headline) ?? '')
    return headline !== '' && names.some((name) => name.startsWith(headline))
  }
  const candidates = [...told, ...found.filter(({ isListed }) => isListed)]
  return (candidates.find(isThisPage) ?? told[0] ?? own[0])?.object ?? null
}

function addressesOf(article: JsonObject): readonly string[] {
  const { url, mainEntityOfPage } = article
  return [textOf(url), textOf(mainEntityOfPage), idOf(mainEntityOfPage)].filter((one) => one !== null)
}

function describe(article: JsonObject, byId: Graph['byId']): StructuredArticle {
  const known = (value: unknown) => listOf(value).map((one) => resolve(one, byId))
  return {
    headline: textOf(article.headline) ?? textOf(article.name),
    dek: textOf(article.alternativeHeadline),
    description: textOf(article.description),
    byline: namesOf(known(article.author ?? article.creator)),
    publisher: namesOf(known(article.publisher))[0] ?? null,
    published: textOf(article.datePublished),
    updated: textOf(article.dateModified),
    image: imageOf(known(article.image)),
    url: addressesOf(article)[0] ?? null,
    language: textOf(listOf(article.inLanguage)[0]),
    section: textOf(listOf(article.articleSection)[0]),
    body: bodyOf(article),
    ...accessOf(article),
  }
}

function resolve(value: unknown, byId: Graph['byId']): unknown {
  if (!isObject(value) || Object.keys(value).length > 1) return value
  const id = value['@id']
  return typeof id === 'string' ? byId.get(id) : value
}

/** The widest where widths are given, else the first. */
function imageOf(values: readonly unknown[]): StructuredImage | null {
  const images = values.flatMap(describeImage).slice(0, 20)
  return images.reduce<StructuredImage | null>(
    (best, image) => (best === null || (image.width ?? 0) > (best.width ?? 0) ? image : best),
    null,
  )
}

function describeImage(value: unknown): readonly StructuredImage[] {
  if (!isObject(value)) {
    const url = textOf(value)
    return url === null ? [] : [{ url, alt: null, width: null }]
  }
  const url = textOf(listOf(value.url)[0]) ?? textOf(value.contentUrl)
  if (url === null) return []
  const alt = textOf(value.caption) ?? textOf(value.description)
  return [{ url, alt, width: pixelsOf(isObject(value.width) ? value.width.value : value.width) }]
}

function pixelsOf(value: unknown): number | null {
  const pixels = typeof value === 'string' ? Number.parseInt(value, 10) : value
  return typeof pixels === 'number' && pixels > 0 ? pixels : null
}

// A live blog has no body of its own, only that of its posts.
function bodyOf(article: JsonObject): string | null {
  if (typeof article.articleBody === 'string') return article.articleBody
  const posts = listOf(article.liveBlogUpdate).filter(isObject)
  const bodies = posts.map((post) => post.articleBody).filter((body) => typeof body === 'string')
  return bodies.length === 0 ? null : bodies.join('\n')
}

function accessOf(article: JsonObject): Pick<StructuredArticle, 'isFree' | 'lockedParts' | 'words'> {
  const locked = listOf(article.hasPart)
    .filter(isObject)
    .filter((part) => truthOf(part.isAccessibleForFree) === false)
  const words = Number(article.wordCount)
  return {
    isFree: locked.length > 0 ? false : truthOf(article.isAccessibleForFree),
    lockedParts: locked.flatMap((part) => listOf(part.cssSelector).map(textOf)).filter((one) => one !== null),
    words: Number.isInteger(words) && words > 0 ? words : null,
  }
}

// "False", "http://schema.org/False" and false are all in use.
function truthOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const word = typeof value === 'string' ? /(?:^|\/)(true|false)$/i.exec(value)?.[1] : undefined
  return word === undefined ? null : word.toLowerCase() === 'true'
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

// Inside a script nothing decodes entities, so many publishers deliver "&amp;" and "&#8217;" here.
function textOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > longestValue) return null
  const text = oneLine(decodeHTML(value).replace(/<[^<>]{1,200}>/g, ''))
  return text === '' ? null : text
}

function idOf(value: unknown): string | null {
  return isObject(value) ? textOf(value['@id']) : null
}

function namesOf(values: readonly unknown[]): readonly string[] {
  return values
    .flatMap((one) => (isObject(one) ? listOf(one.name) : [one]))
    .map(textOf)
    .filter((name) => name !== null)
}
