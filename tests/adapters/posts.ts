import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { readPage } from '../../src/read/page/page.ts'
import { composePost, type Post, type PostQuote } from '../../src/read/post.ts'
import { readArticle } from '../../src/read/reading.ts'

function demoStories(): Record<string, Post> {
  const folder = new URL('../../feeds/samples/', import.meta.url)
  const pages = readdirSync(folder).filter((name) => name.endsWith('.html'))
  return Object.fromEntries(pages.map((page) => [page.replace('.html', ''), storyOf(folder, page)]))
}

function storyOf(folder: URL, page: string): Post {
  const outcome = readPage(readFileSync(new URL(page, folder), 'utf8'), {
    url: `https://gazette.example/${page}`,
    now: new Date('2026-01-25T00:00:00Z'),
  })
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  return composePost(readArticle(outcome.article, null), null)
}

const plain: Post = {
  headline: 'Harbour board votes for the longer pier',
  url: 'https://gazette.example/pier',
  outlet: 'The Example Gazette',
  publishedAt: Date.parse('2026-01-24T09:30:00Z'),
  updatedAt: null,
  summary: ['The harbour board voted five to two for the longer pier.', 'Work is to begin in May.'],
  quotes: [quoteOf('We have waited eleven years for this vote')],
  otherQuotes: 0,
  image: null,
  topics: ['Harbour', 'City'],
  language: 'en',
  notice: null,
}

function quoteOf(text: string, changes: Partial<PostQuote> = {}): PostQuote {
  return {
    text,
    start: 0,
    end: text.length,
    speaker: 'Ann Lee',
    role: 'harbour master',
    where: null,
    ...changes,
  }
}

function hostilePosts(): Record<string, Post> {
  const zalgo = 'Z̷̡̢̛̖̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼͇͈͉͍͎̀́̂̃̄̅̆̇̈̉̊̋̌̍̎̏̐̑̒̓̔̽̾̿̀́͂̓̈́͆͊͋͌'.repeat(40)
  const twenty = Array.from({ length: 20 }, (_, index) =>
    quoteOf(
      `Sentence number ${index + 1} was spoken slowly, ${'and it went on and on '.repeat(12)}until the end`,
      {
        speaker: `Speaker ${index + 1}`,
      },
    ),
  )
  const cases: Record<string, Partial<Post>> = {
    plain: {},
    'nothing-but-a-headline': {
      url: null,
      outlet: null,
      publishedAt: null,
      summary: [],
      quotes: [],
      topics: [],
    },
    notice: {
      quotes: [],
      notice: 'The article is behind a paywall; this is what the feed says about it.',
    },
    mentions: {
      headline: '@everyone <!channel> <@U123> <#C123> <@&5> wins @here',
      summary: ['Hello @everyone and <!here|you>, meet <@123456789012345678> in <#123456789012345678>.'],
      quotes: [
        quoteOf('I told @everyone and <!channel> that <@U999> knows <https://evil.example|the truth>', {
          speaker: '@here Smith',
          role: '<!subteam^S1>',
        }),
      ],
    },
    markup: {
      headline: '# `Code` *bold* _it_ ~gone~ ||spoiler|| [link](https://evil.example) ```block```',
      summary: [
        '> not a quote',
        '- not a list',
        '-# not small',
        '1. not one',
        '```',
        '<t:0:R> </help:1> <a:x:1> :smile:',
      ],
      quotes: [
        quoteOf('It is *not* _that_ `simple` ~~at all~~ ||here|| [click](https://evil.example) # no', {
          speaker: '**Bold** Person',
          where: '`Telegram`',
        }),
        quoteOf('First line\nsecond line\n\n> third line', { role: null }),
        quoteOf('He said “nested” words & used <angle> brackets \\ and backslashes'),
      ],
    },
    'right-to-left': {
      headline: 'رئيس الوزراء: لا عودة إلى الوراء \u202eevil\u202c',
      summary: ['قال رئيس الوزراء إن المحادثات كانت بنّاءة.', 'שלום עולם'],
      quotes: [quoteOf('لن نعود إلى الوراء مهما كان الثمن', { speaker: 'محمد علي', role: 'رئيس الوزراء' })],
      language: 'ar',
    },
    zalgo: { headline: zalgo, summary: [zalgo], quotes: [quoteOf(zalgo)] },
    'very-long': {
      headline: 'A headline without an end '.repeat(400),
      outlet: 'The Outlet With The Long Name '.repeat(40),
      summary: ['word '.repeat(2_000), 'wort'.repeat(2_000)],
      quotes: [
        quoteOf('a long quote '.repeat(500)),
        quoteOf('a short quote that fits', { role: 'r'.repeat(900) }),
      ],
      topics: Array.from({ length: 60 }, (_, index) => `topic ${index}`),
      url: `https://gazette.example/${'a'.repeat(1_900)}`,
    },
    'endless-url': { url: `https://gazette.example/?q=${'x'.repeat(4_000)}` },
    'twenty-quotes': { quotes: twenty, otherQuotes: 7 },
    emoji: {
      headline: '👩‍👩‍👧‍👦 family of the year 🇺🇦 '.repeat(30),
      summary: ['👍🏽'.repeat(400)],
      quotes: [quoteOf('We are 👩‍🚀 and 👨🏿‍🚒 and 🏳️‍🌈, so what?')],
    },
    parentheses: {
      url: 'https://gazette.example/wiki/Pier_(harbour)_(1896)?a=[1]&b="2"&c=<3>',
      image: { url: 'https://gazette.example/pier_(1).jpg', alt: 'A pier (longer than before) [drawing]' },
    },
    'bad-addresses': {
      url: 'javascript:alert(1)',
      image: { url: 'data:image/png;base64,AAAA', alt: null },
    },
    invisible: {
      headline: '\u200b\u200b\u200b',
      summary: ['\u200b', '   ', 'a\u0000b\u0007c'],
      quotes: [quoteOf('\u2066hidden\u2069 words \u202eare\u202c here'), quoteOf('   ')],
      outlet: '\n\n',
    },
    surrogates: {
      headline: 'half \ud83d of a pair',
      summary: ['\udc00'],
      quotes: [quoteOf('broken \ud83d word')],
    },
  }
  return Object.fromEntries(Object.entries(cases).map(([name, changes]) => [name, { ...plain, ...changes }]))
}

/** Posts every platform must show well: the bundled stories, and texts that would break a careless adapter. */
export const postCases: Readonly<Record<string, Post>> = { ...demoStories(), ...hostilePosts() }

const pieces = fc.constantFrom(
  'word ',
  'longer words here ',
  '@everyone ',
  '<!channel> ',
  '*',
  '_',
  '`',
  '```',
  '||',
  '\n',
  '\n\n> ',
  '# ',
  '& < > ',
  '](https://x.example)',
  '”',
  '“',
  '\u202e',
  '\u0301\u0301\u0301',
  '👩‍👩‍👧‍👦',
  '\ud83d',
  'ﷺ',
  '漢字',
)
const anyText = fc
  .tuple(
    fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 25 }),
    fc.constantFrom(1, 1, 1, 20, 300),
  )
  .map(([parts, times]) => parts.join('').repeat(times))
const anyUrl = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    '',
    'javascript:alert(1)',
    'ftp://x.example/',
    `https://x.example/${'y'.repeat(3_000)}`,
    'https://x.example/(a)|b>',
  ),
)
const anyTime = fc.oneof(
  fc.integer({ min: 0, max: 4_102_444_800_000 }),
  fc.constantFrom(-1, 8.64e15, -8.64e15),
)
const anyQuote: fc.Arbitrary<PostQuote> = fc.record({
  text: anyText,
  start: fc.nat(),
  end: fc.nat(),
  speaker: anyText,
  role: fc.option(anyText),
  where: fc.option(anyText),
})

/** Whatever the reader could ever compose, and worse. */
export const anyPost: fc.Arbitrary<Post> = fc.record({
  headline: anyText,
  url: fc.option(anyUrl),
  outlet: fc.option(anyText),
  publishedAt: fc.option(anyTime),
  updatedAt: fc.option(anyTime),
  summary: fc.array(anyText, { maxLength: 3 }),
  quotes: fc.array(anyQuote, { maxLength: 12 }),
  otherQuotes: fc.nat({ max: 300 }),
  image: fc.option(fc.record({ url: anyUrl, alt: fc.option(anyText) })),
  topics: fc.array(anyText, { maxLength: 8 }),
  language: fc.option(fc.constantFrom('en', 'de', 'ar')),
  notice: fc.option(anyText),
})
