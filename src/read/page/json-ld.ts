import { decodeHTML } from 'entities'
import { type DomDocument, elements } from './dom.ts'
import { oneLine } from './wording.ts'

/** What a page's JSON-LD says about its article; checked and plain, but still the publisher's word. */
export type StructuredArticle = {
  readonly headline: string | null
  readonly dek: string | null
  readonly description: string | null
  readonly byline: readonly string[]
  readonly publisher: string | null
  readonly published: string | null
  readonly updated: string | null
  readonly image: string | null
  readonly imageAlt: string | null
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

type JsonObject = { readonly [key: string]: unknown }

const articleTypes =
  /(?:^|[/#:])(?:(?:Reportage|Analysis|Opinion|Background|Review|Advertiser|AskPublic)?NewsArticle|Article|LiveBlogPosting|BlogPosting|SocialMediaPosting|Report|ScholarlyArticle|TechArticle)$/

/** Where publishers hide the article inside other things. */
const nestings = ['@graph', 'mainEntity', 'mainEntityOfPage', 'itemListElement', 'hasPart', 'about'] as const

const longestScript = 1_000_000
// No headline, name or description is longer; the body is not read as a value.
const longestValue = 5_000
const deepestNesting = 12
const mostObjects = 5_000

/** The article the page's JSON-LD describes; null when it describes none. */
export function findStructuredArticle(document: DomDocument): StructuredArticle | null {
  const found = elements(document, 'script[type*="ld+json"]').flatMap((script) =>
    articlesIn(parseJson(script.textContent ?? '')),
  )
  const article = found.find((one) => textOf(one.headline) ?? textOf(one.articleBody)) ?? found[0]
  return article === undefined ? null : describe(article)
}

function parseJson(script: string): unknown {
  if (script.length > longestScript) return null
  const json = withoutWrapping(script)
  return tryParse(json) ?? tryParse(repaired(json))
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

// Older templates wrap the script in a comment or a CDATA section.
function withoutWrapping(script: string): string {
  return script
    .trim()
    .replace(/^(?:<!--|(?:\/\/\s{0,20})?<!\[CDATA\[)/, '')
    .replace(/(?:-->|(?:\/\/\s{0,20})?\]\]>)\s{0,20};?$/, '')
}

// Line breaks inside strings and commas before a closing bracket: what templates get wrong most often.
function repaired(json: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go
  return json.replace(/[\u0000-\u001f]+/g, ' ').replace(/,\s*([}\]])/g, '$1')
}

function articlesIn(root: unknown): readonly JsonObject[] {
  const found: JsonObject[] = []
  let waiting = [root]
  for (let depth = 0, seen = 0; depth <= deepestNesting && waiting.length > 0; depth++) {
    const level = waiting
      .flat(2)
      .filter(isObject)
      .slice(0, mostObjects - seen)
    seen += level.length
    found.push(...level.filter(isArticle))
    waiting = level.flatMap((object) => nestings.map((key) => object[key]))
  }
  return found
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isArticle(object: JsonObject): boolean {
  return listOf(object['@type']).some((type) => typeof type === 'string' && articleTypes.test(type))
}

function describe(article: JsonObject): StructuredArticle {
  const image = listOf(article.image)[0]
  return {
    headline: textOf(article.headline),
    dek: textOf(article.alternativeHeadline),
    description: textOf(article.description),
    byline: namesOf(article.author ?? article.creator),
    publisher: namesOf(article.publisher)[0] ?? null,
    published: textOf(article.datePublished),
    updated: textOf(article.dateModified),
    image: textOf(image) ?? (isObject(image) ? (textOf(image.url) ?? textOf(image.contentUrl)) : null),
    imageAlt: isObject(image) ? (textOf(image.caption) ?? textOf(image.description)) : null,
    url: textOf(article.url) ?? textOf(article.mainEntityOfPage) ?? idOf(article.mainEntityOfPage),
    language: textOf(article.inLanguage),
    section: textOf(listOf(article.articleSection)[0]),
    body: typeof article.articleBody === 'string' ? article.articleBody : null,
    ...accessOf(article),
  }
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
  const word = /(?:^|\/)(true|false)$/i.exec(String(value))?.[1]
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

function namesOf(value: unknown): readonly string[] {
  return listOf(value)
    .flatMap((one) => (isObject(one) ? listOf(one.name) : [one]))
    .map(textOf)
    .filter((name) => name !== null)
}
