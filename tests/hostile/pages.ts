import type { ArticleRefusal } from '../../src/read/article.ts'

/** A page somebody made to do harm, and what must come of it. */
export type HostilePage = {
  readonly document: () => string
  readonly becomes: 'read' | ArticleRefusal
  /** `text` is what was saved from a page. */
  readonly form: 'html' | 'text'
  /** Half a second or more: the bench replays it, the tests do not. */
  readonly isCostly?: true
}

type Make = () => string

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join('')
const paragraph = (number: number) =>
  `<p>On day ${number} the council voted to repair the old bridge, the mayor said, after a debate of four hours.</p>\n`
const paragraphs = (count: number) => times(count, paragraph)
const filled = (characters: number, text: string) =>
  text.repeat(Math.ceil(characters / text.length)).slice(0, characters)
const jsonLd = (json: string) => `<script type="application/ld+json">${json}</script>${paragraphs(5)}`

const read = (document: Make): HostilePage => ({ document, becomes: 'read', form: 'html' })
const refused = (becomes: ArticleRefusal, document: Make): HostilePage => ({
  document,
  becomes,
  form: 'html',
})
const costly = (page: HostilePage): HostilePage => ({ ...page, isCostly: true })

const markup: Readonly<Record<string, HostilePage>> = {
  '100,000 nested divs': refused('too-deep', () => '<div>'.repeat(100_000)),
  '5,000 nested divs that are closed': refused(
    'too-deep',
    () => '<div>'.repeat(5_000) + '</div>'.repeat(5_000),
  ),
  '590 nested divs around 5,000 paragraphs': refused(
    'too-deep',
    () => '<div>'.repeat(590) + paragraphs(5_000),
  ),
  'many paragraphs far down': refused('too-deep', () => '<div>'.repeat(190) + paragraphs(6_000)),
  '3,000 nested tables': refused('too-deep', () => '<table><tr><td>'.repeat(3_000)),
  '20,000 unclosed tags': refused('too-deep', () => '<a><b><i><p>'.repeat(5_000)),
  'nested divs behind a script that only a comment opens': refused(
    'too-deep',
    () => `<!-- <script> -->${'<div>'.repeat(5_000)}`,
  ),
  'nested divs behind a script in capitals': refused(
    'too-deep',
    () => `<SCRIPT></script>${'<div>'.repeat(5_000)}`,
  ),
  '200,000 attributes on a tag': refused('huge-tag', () => `<p ${times(200_000, (n) => `a${n}=1 `)}>`),
  '24,000 sections of cards': refused('too-many-tags', () =>
    times(
      24_000,
      (n) => `<section class="card"><h2>Story ${n}</h2>${paragraph(n)}<a href="/${n}">More</a></section>`,
    ),
  ),
  '5 MB of flat paragraphs': refused('too-many-tags', () => paragraphs(50_000)),
  '200,000 line breaks': refused('too-many-tags', () => '<br>'.repeat(200_000)),
  'text broken into 700,000 entities': refused('too-many-tags', () => '&lt;'.repeat(700_000)),
  '74,000 closing tags without a name': refused('too-many-tags', () => '</<b x="y">'.repeat(74_000)),
  '66,000 unfinished references': refused('too-many-tags', () => `<p>${'&#x'.repeat(66_000)}`),
  '20,000 processing instructions': refused('too-many-tags', () => '<?x y>'.repeat(20_000)),
  '3 million opening brackets': refused('too-many-tags', () => '<'.repeat(3_000_000)),
  '20,000 empty paragraphs': refused('too-much-work', () => '<p>'.repeat(20_000)),
  'half a megabyte of words in 50 nested lists': costly(
    refused('too-much-work', () => `${'<ul><li><h2>'.repeat(50)}${'It rained all day. '.repeat(27_000)}`),
  ),
  '1,500 links in 100 lists': costly(
    refused(
      'too-much-work',
      () => `${'<ul>'.repeat(100)}${'<a href="/x">y</a>'.repeat(1_500)}${'</ul>'.repeat(100)}`,
    ),
  ),
  'as many flat paragraphs as are taken': costly(read(() => paragraphs(12_000))),
  'links that are never closed': read(() => `${'<a href="/x">'.repeat(5_000)}${paragraphs(5)}`),
  '300,000 comments before a story': read(() => '<!--x-->'.repeat(300_000) + paragraphs(5)),
  '500,000 comments': refused('no-article', () => '<!--a-->'.repeat(500_000)),
  'comments without end': refused('no-article', () => '<!--'.repeat(100_000) + paragraphs(5)),
  'JSON-LD nested 100,000 times': read(() => jsonLd(`${'['.repeat(100_000)}1${']'.repeat(100_000)}`)),
  'JSON-LD with 100,000 graphs inside of each other': read(() =>
    jsonLd(`${'{"@graph":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
  ),
  'JSON-LD of 85,000 articles': read(() => jsonLd(`[${'{"@type":"NewsArticle"},'.repeat(85_000)}1]`)),
  'JSON-LD with names of prototypes': read(() =>
    jsonLd('{"__proto__":{"polluted":1},"@type":"NewsArticle"}'),
  ),
  'JSON-LD with a headline of 2 MB and 10,000 authors': read(() => {
    const authors = Array.from({ length: 10_000 }, (_, n) => `{"@type":"Person","name":"Ann Lee${n}"}`)
    return jsonLd(
      `{"@type":"NewsArticle","headline":"${filled(2_000_000, 'Rain ')}","author":[${authors.join(',')}]}`,
    )
  }),
  '19,000 meta elements': costly(
    read(
      () =>
        `<head>${times(19_000, (n) => `<meta property="og:title" content="${n}">`)}</head>${paragraphs(5)}`,
    ),
  ),
  'a class of a megabyte': read(
    () => `<div class="${filled(1_000_000, 'share related ')}">${paragraphs(5)}</div>`,
  ),
  'a flat text of 5 MB': refused('too-much-work', () => filled(5_000_000, 'It rained all day. ')),
  'a paragraph of 5 MB': refused('too-much-work', () => `<p>${filled(5_000_000, 'It rained all day. ')}</p>`),
  '3 MB without a space': refused('too-much-work', () => 'a'.repeat(3_000_000)),
}

/** Finding quotes, people and sentences is our own work. */
const spoken: Readonly<Record<string, string>> = {
  quotes: '“It rained all day on the coast,” said Ann Lee. ',
  'opening quotation marks': '“',
  'closing quotation marks': '”',
  'straight quotation marks': '"a ',
  apostrophes: "'a ",
  'guillemets that never close': '« a ',
  'a sentence without end': 'rain and ',
  'full stops': '.',
  abbreviations: 'U.S. Dr. ',
  'a name without end': 'Ann ',
  pronouns: '“Yes, it rained,” he said. She said: “No.” ',
  'said and nothing else': 'said ',
  commas: 'a, ',
  hyphens: 'a-',
  dashes: '— a ',
  capitals: 'A',
  digits: '1',
  'combining marks': '\u0301',
  'direction marks': '\u202ea',
  'halves of characters': '\ud800',
  'Chinese without a space': '记者昨日从市政府获悉“该桥将修复”他说。',
  'mail addresses': 'a.b@c.example ',
  'addresses of pages': 'https://a.example/b ',
}

const around = (text: string) => `${paragraphs(5)}<p>${text}</p>`
const speakers = (count: number) =>
  times(count, (n) => `“It rained here on day ${n},” said Ann${n} Lee${n}. `)

const wording: Readonly<Record<string, HostilePage>> = {
  ...Object.fromEntries(
    Object.entries(spoken).flatMap(([name, text]) => [
      [`a story of ${name}`, read(() => around(filled(60_000, text)))],
      // As much as an article may have.
      [`a long story of ${name}`, costly(read(() => around(filled(299_000, text))))],
    ]),
  ),
  'a quote without end': read(() => around(`“${filled(100_000, 'it rained, and rained, ')}” said Ann Lee.`)),
  'quotes inside of quotes': read(() => around(`${'“‘'.repeat(20_000)} rain ${'’”'.repeat(20_000)}`)),
  'a thousand people who speak': read(() => around(speakers(1_000))),
  'all the people an article has room for': costly(read(() => around(speakers(4_500)))),
  'many names': read(() => around(times(4_000, (n) => `Ann${n} Lee${n} said so. `))),
}

const saved = (becomes: HostilePage['becomes'], document: Make): HostilePage => ({
  document,
  becomes,
  form: 'text',
})

const texts: Readonly<Record<string, HostilePage>> = {
  'a saved text of 3 MB in lines': saved('read', () =>
    times(
      28_000,
      (n) =>
        `On day ${n} it rained all day on the coast, and nobody at all went out, not even the mayor.\n\n`,
    ),
  ),
  'a saved text of 3 MB in one line': saved('no-article', () => filled(3_000_000, 'It rained all day. ')),
  'a saved text of a million empty lines': saved('no-article', () => '\n'.repeat(1_000_000)),
}

export const hostilePages: Readonly<Record<string, HostilePage>> = { ...markup, ...wording, ...texts }
