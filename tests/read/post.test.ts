import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/read/article.ts'
import { composeHeadlinePost, composePost, type FeedFacts, parsePost } from '../../src/read/post.ts'
import { readArticle } from '../../src/read/reading.ts'
import { bodyArticle } from './body-article.ts'

const feed: FeedFacts = {
  title: 'Bridge opens',
  url: 'https://gazette.example/bridge?utm_source=rss',
  outlet: 'The Gazette',
  summary: null,
  publishedAt: 1,
  imageUrl: null,
  categories: ['Local'],
}

const article: Article = {
  ...bodyArticle([
    'The bridge across the harbour in Port Ellery opened to cars on Monday morning.',
    '“We waited seven months for this very morning,” Mayor Helena Strand said.',
  ]),
  headline: 'Bridge opens to traffic after seven months',
  url: 'https://gazette.example/bridge',
}
const post = (changes: Partial<Article> = {}, facts: FeedFacts | null = feed) =>
  composePost(readArticle({ ...article, ...changes }, facts?.title ?? null), facts)

describe('the post of an article', () => {
  test('has the feed’s headline, the article’s summary and quotes with their speakers', () => {
    expect(post()).toMatchObject({
      headline: 'Bridge opens',
      outlet: 'The Gazette',
      quotes: [
        { text: 'We waited seven months for this very morning', speaker: 'Helena Strand', role: 'Mayor' },
      ],
      topics: ['Local'],
      notice: null,
    })
  })

  test('takes the article’s headline where there is no feed', () => {
    expect(post({}, null).headline).toBe('Bridge opens to traffic after seven months')
  })

  test('links to the address the page gives itself, unless that is somebody else’s site', () => {
    expect(post({ canonicalUrl: 'https://www.gazette.example/b/1' }).url).toBe(
      'https://www.gazette.example/b/1',
    )
    expect(post({ canonicalUrl: 'https://evil.example/b/1' }).url).toBe('https://gazette.example/bridge')
  })

  test('names the site where nobody names the outlet', () => {
    expect(post({}, { ...feed, outlet: null }).outlet).toBe('gazette.example')
  })

  test('is in the language of its page, else in the one the feed says, readable or not', () => {
    const french = { ...feed, language: 'fr' }
    expect(post({ language: 'en-GB' }, french).language).toBe('en-GB')
    expect(post({ language: null }, french).language).toBe('fr')
    expect(composeHeadlinePost(french, null).language).toBe('fr')
  })

  test('comes back from the store as it went in', () => {
    expect(parsePost(JSON.stringify(post()))).toEqual(post())
  })
})

describe('the post of an item that could not be read', () => {
  const said = (summary: string | null) => composeHeadlinePost({ ...feed, summary }, 'Not to be opened.')

  test('says what the feed says, with the link, without quotes, and why', () => {
    expect(said('It opened on Monday. Cars cross it again. Buses too.')).toMatchObject({
      headline: 'Bridge opens',
      url: feed.url,
      summary: ['It opened on Monday.', 'Cars cross it again.'],
      quotes: [],
      notice: 'Not to be opened.',
    })
  })

  test('shortens a long sentence with a visible ellipsis, and never inside a quotation', () => {
    const long = `Mayor Helena Strand told the council on Monday evening that the town “${'has waited long enough and '.repeat(14)}will wait no more”.`
    for (const sentence of said(long).summary) {
      expect(sentence.length).toBeLessThanOrEqual(300)
      expect(sentence.split('“').length).toBe(sentence.split('”').length)
    }
  })

  test('has a headline even when the feed gives none', () => {
    expect(composeHeadlinePost({ ...feed, title: null }, null).headline).toBe('Untitled')
  })
})
