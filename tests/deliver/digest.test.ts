import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderMarkedView } from '../../adapters/discord/render-view.ts'
import { composeDigest, type DigestPost, gatherPosts, rank } from '../../src/deliver/digest.ts'
import { locales } from '../../src/deliver/locale.ts'
import { tellOnce } from '../../src/deliver/told-once.ts'
import type { View } from '../../src/deliver/view.ts'
import type { Post, PostQuote } from '../../src/read/post.ts'

const now = Date.parse('2026-06-10T12:00:00Z')

function quote(text: string): PostQuote {
  return { text, start: 0, end: text.length, speaker: 'Ann Lee', role: 'harbour master', where: null }
}

let lastId = 0
function postOf(headline: string, changes: Partial<Post> & { isUrgent?: boolean } = {}): DigestPost {
  const { isUrgent = false, ...facts } = changes
  const url = `https://news.example/${encodeURIComponent(headline)}`
  const post: Post = {
    headline,
    url,
    outlet: 'The Gazette',
    publishedAt: now,
    updatedAt: null,
    summary: [],
    quotes: [],
    otherQuotes: 0,
    image: null,
    topics: [],
    language: 'en',
    notice: null,
    ...facts,
  }
  const at = post.publishedAt ?? now
  const told = { title: headline, at, keyQuotes: post.quotes.length }
  return { id: ++lastId, post, isUrgent, cause: 'schedule', ...told }
}

/** Everything a reader sees, one line each. */
function linesOf({ blocks }: View): string[] {
  const plain = (text: readonly unknown[]) =>
    text.map((part) => (typeof part === 'string' ? part : (part as { text: string }).text)).join('')
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') return [`# ${block.text}`]
    if (block.kind === 'list') return block.items.map((item) => `- ${plain(item)}`)
    if (block.kind === 'quote') return [`> "${block.text}" ${block.speaker}`]
    return block.kind === 'text' || block.kind === 'note' ? [plain(block.text)] : []
  })
}

/** Titles that share no word, up to 64 of them. */
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    postOf(`Item ${['b', 'd', 'g', 'l', 'm', 'n', 'r', 's'].at(index >> 3)}a${'bdglmnrs'.at(index & 7)}a`),
  )

describe('a digest', () => {
  test('has the best stories first: breaking news, quotes, several outlets, the newest', () => {
    const posts = [
      postOf('Old bridge closes', { publishedAt: now - 1000 }),
      postOf('New pool opens', { publishedAt: now }),
      postOf('Harbour board votes for longer pier', { outlet: 'A' }),
      postOf('Harbour board votes for a longer pier', { outlet: 'B' }),
      postOf('Mayor speaks', { quotes: [quote('We have waited eleven years for this vote')] }),
      postOf('Breaking: dam holds', { isUrgent: true }),
    ]
    expect(rank(tellOnce(posts)).map(({ lead }) => lead.title)).toEqual([
      'Breaking: dam holds',
      'Mayor speaks',
      'Harbour board votes for longer pier',
      'New pool opens',
      'Old bridge closes',
    ])
  })

  test('tells a story once, with the other outlets behind it, and quotes verbatim', () => {
    const words = 'We have waited  eleven years for this "vote"'
    const { view, replies } = composeDigest(
      [
        postOf('Harbour board votes for longer pier', { outlet: 'A', quotes: [quote(words)] }),
        postOf('Harbour board votes for a longer pier', { outlet: 'B' }),
        postOf('Pool opens'),
        postOf('Bridge closes'),
        postOf('Museum burns'),
      ],
      'en',
    )
    expect(replies).toEqual([])
    expect(linesOf(view)).toEqual([
      '# News digest · 4 stories',
      'Harbour board votes for longer pier · A · Also: B',
      `> "${words}" Ann Lee`,
      'Pool opens · The Gazette',
      'Bridge closes · The Gazette',
      '- Museum burns · The Gazette',
    ])
  })

  test('has ten stories at most, the others answer it', () => {
    const { view, replies } = composeDigest(numbered(45), 'en')
    expect(linesOf(view).filter((line) => line.includes('Item'))).toHaveLength(10)
    expect(linesOf(view).at(-1)).toBe('35 more in the replies to this message.')
    expect(replies.map((reply) => linesOf(reply)[0])).toEqual([
      '# Stories 11 to 30 of 45',
      '# Stories 31 to 45 of 45',
    ])
  })

  test('never cuts a quote: one that is too long gives way to one that has room', () => {
    const long = quote(`${'word '.repeat(100)}end`)
    const { view } = composeDigest(
      [
        postOf('One alpha', { quotes: [long, quote('short and whole')] }),
        postOf('Two beta', { quotes: [long] }),
      ],
      'en',
    )
    expect(linesOf(view).filter((line) => line.startsWith('>'))).toEqual(['> "short and whole" Ann Lee'])
  })

  test('is told in every language', () => {
    for (const locale of locales) expect(linesOf(composeDigest(numbered(30), locale).view)[0]).toContain('30')
  })

  test('has every post in one of its messages, and each message has room for it, whatever is in the posts', () => {
    const post = fc
      .record({
        headline: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }),
        outlet: fc.option(fc.string({ maxLength: 40 })),
        url: fc.option(fc.webUrl({ withQueryParameters: true })),
        said: fc.array(fc.string({ minLength: 1, maxLength: 500 }), { maxLength: 3 }),
      })
      .map(({ said, headline, ...facts }) => postOf(headline, { ...facts, quotes: said.map(quote) }))
    fc.assert(
      fc.property(fc.array(post, { minLength: 2, maxLength: 60 }), (posts) => {
        const { view, replies } = composeDigest(posts, 'en')
        const stories = rank(tellOnce(posts))
        expect(stories.reduce((sum, story) => sum + 1 + story.also.length, 0)).toBe(posts.length)
        const shown = [view, ...replies].flatMap(({ blocks }) =>
          blocks.flatMap((block) =>
            block.kind === 'list' ? block.items : block.kind === 'text' ? [block.text] : [],
          ),
        )
        expect(shown).toHaveLength(stories.length)
        for (const block of view.blocks)
          if (block.kind === 'quote')
            expect(posts.some(({ post: { quotes } }) => quotes.some(({ text }) => text === block.text))).toBe(
              true,
            )
      }),
      { numRuns: 100 },
    )
  })

  test('fits into a message of Discord with nothing left out', () => {
    const posts = numbered(50).map((each, index) => {
      const url = `https://news.example/${'long-path/'.repeat(18)}${index}`
      const headline = `${each.post.headline} ${'w*o_r(d '.repeat(18)}`
      return {
        ...each,
        post: { ...each.post, url, headline, quotes: [quote('so it was said '.repeat(25).trim())] },
      }
    })
    const { view, replies } = composeDigest(posts, 'en')
    for (const each of [view, ...replies]) expect(renderMarkedView(each, { key: 'key' })).not.toContain('… +')
  })
})

describe('what has waited', () => {
  const settings = {
    timeZone: 'UTC',
    locale: 'en',
    quietHours: null,
    breakingWords: null,
    budgetPerHour: null,
  }
  const folded = (id: number, body: string) =>
    ({ id, body, isUrgent: false, cause: 'quiet', createdAt: now }) as const
  const body = (headline: string) => JSON.stringify(postOf(headline).post)

  test('goes out as itself when it is a single post', () => {
    expect(gatherPosts([folded(1, body('One'))], settings, now)).toEqual({ kind: 'alone' })
  })

  test('waits on while it is quiet', () => {
    const quiet = { ...settings, quietHours: '11:00-13:00' }
    const later = { kind: 'later', until: now + 3_600_000 }
    expect(gatherPosts([folded(1, body('One'))], quiet, now)).toMatchObject(later)
  })

  test('is named after why it waited, and a stored post that cannot be read holds back nothing', () => {
    const posts = [folded(1, body('One')), folded(2, '{"old":true}'), folded(3, body('Two'))]
    const gathering = gatherPosts(posts, settings, now)
    expect(gathering).toMatchObject({ kind: 'digest', unreadable: [2] })
    expect(JSON.stringify(gathering)).toContain('While it was quiet here')
  })
})
