import { expect, test } from 'vitest'
import { tellProblem } from '../../src/ask/texts/reading-problems.ts'
import { locales } from '../../src/deliver/locale.ts'
import { readPage } from '../../src/read/page/page.ts'
import { refusalMessages, refusalReasons } from '../../src/read/refusals.ts'

const now = new Date('2026-11-01T12:00:00Z')
const sentence =
  'The council of Ellery voted on Tuesday to repair the old bridge over the river, after a debate of four hours. '
const story = Array.from({ length: 8 }, (_, number) => `<p>Item ${number}: ${sentence.repeat(3)}</p>`).join(
  '',
)
const menu = '<nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/login">Log in</a></nav>'

function read(title: string, body: string, head = '') {
  const html = `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body>${body}</body></html>`
  return readPage(html, { url: 'https://ellery.example/2026/bridge', now })
}

function outcomeOf(title: string, body: string, head = ''): string {
  const outcome = read(title, body, head)
  return outcome.kind === 'refused' ? outcome.reason : outcome.kind
}

const dated = '<meta property="article:published_time" content="2026-10-30T08:00:00Z">'

test.each([
  [
    'before the start',
    'Before you continue to Ellery News',
    '<h1>Your choice</h1><p>Ellery News and its partners use what your device tells about you. Choose what is allowed, and come back to change it whenever you like.</p><button>Agree</button>',
  ],
  [
    'with partners',
    'Ellery News',
    '<div><p>We and our 1,204 partners wish to know what you read, so that adverts can be chosen for you. You may agree to this or say no to all of it.</p></div>'.replace(
      '1,204',
      '1204',
    ),
  ],
  [
    'in German',
    'Ellery Bote',
    '<p>Wir und unsere 87 Partner möchten wissen, was Sie lesen. Sie können zustimmen oder ein Abonnement ohne Werbung abschließen, das jederzeit kündbar ist.</p>',
  ],
])('a consent page %s is refused as one', (_, title, body) => {
  expect(outcomeOf(title, body)).toBe('consent')
})

test.each([
  ['Just a moment...', '<p>Verifying your connection. This may take a few seconds.</p>'],
  [
    'ellery.example',
    '<h1>One last thing</h1><p>Please verify you are human by holding the button below until the circle is full.</p>',
  ],
  ['ellery.example', '<div id="px-captcha"></div><p>Hold on.</p>'],
  [
    'Access denied',
    '<h1>Access Denied</h1><p>You have no permission to open this page on this server. Our system noticed that many requests were made from your network in a short time.</p>',
  ],
  [
    'Ellery',
    '<noscript>Enable JavaScript and cookies to continue</noscript><script src="/cdn-cgi/challenge-platform/h/b.js"></script>',
  ],
])('a robot check is refused as one: %s', (title, body) => {
  expect(outcomeOf(title, body)).toBe('robot-check')
})

test.each([
  [
    'Log in | Ellery News',
    '<form><input type="email"><input type="password"></form><p>With an account you may comment, save stories for later and read on every device that you own, at home and on the way.</p>',
  ],
  ['Ellery News', `${menu}<form><label>Password <input name="p" type="password"></label></form>`],
  ['Ellery News', '<p>Please sign in to view this page. It takes less than a minute and costs nothing.</p>'],
])('a login page is refused as one: %s', (title, body) => {
  expect(outcomeOf(title, body)).toBe('login')
})

test.each([
  [
    'Page not found - Ellery News',
    `${menu}<h1>Nothing here</h1><p>Perhaps one of these stories is for you:</p>${'<p>A ferry broke down on Monday and nobody knows yet when it will sail again, said the port.</p>'.repeat(6)}`,
  ],
  ['404 Not Found', '<h1>404 Not Found</h1><hr><p>nginx</p>'],
  ['Error 503', '<p>Come back in an hour.</p>'],
  [
    'Oops!',
    '<p>We dropped something. Our people are on their way with a broom, so please try once more.</p>',
  ],
  ['Ellery Bote', '<h1>Seite nicht gefunden</h1><p>Vielleicht hilft die Suche.</p>'],
])('an error that was sent as a page is refused as one: %s', (title, body) => {
  expect(outcomeOf(title, body)).toBe('error-page')
})

test.each([
  ['Are you a robot? A town asks its mayor', story, ''],
  ['Just a moment: the year in pictures', story, ''],
  ['Access denied', story, dated],
  ['Ellery News', `<div class="cookie"><p>We and our 90 partners store cookies.</p></div>${story}`, dated],
  ['Bridge', `<form><input type="password"></form>${story}<div id="px-captcha"></div>`, ''],
])('an article is read whatever else is on its page: %s', (title, body, head) => {
  expect(outcomeOf(title, body, head)).toBe('article')
})

test('a front page with a cookie banner is no consent page', () => {
  const teasers = Array.from(
    { length: 30 },
    (_, number) =>
      `<h2><a href="/${number}">Story ${number} of the day</a></h2><p><a href="/${number}">${sentence}</a></p>`,
  ).join('')
  expect(outcomeOf('Ellery News', `<div>We and our 90 partners store cookies.</div>${teasers}`)).toBe(
    'no-article',
  )
})

function jsonLd(article: object): string {
  return `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'The bridge', ...article })}</script>`
}

const teaser = `<p>${sentence.repeat(3)}</p><p>${sentence.repeat(2)}</p>`
const locked = { isAccessibleForFree: 'False' }

test.each<[string, string, string, string]>([
  ['its JSON-LD says so and there is little of it', jsonLd(locked), teaser, 'teaser'],
  [
    'a part of it is locked and empty',
    jsonLd({ hasPart: { isAccessibleForFree: false, cssSelector: '.rest' } }),
    `${teaser}<div class="rest"></div>`,
    'teaser',
  ],
  [
    'it breaks off',
    jsonLd({ isAccessibleForFree: false }),
    `${story}<p>${'And then the mayor '.repeat(6)}…</p>`,
    'teaser',
  ],
  ['fewer than half of its words are shown', jsonLd({ ...locked, wordCount: 2_000 }), story, 'teaser'],
  ['its metas say so', '<meta property="article:content_tier" content="locked">', teaser, 'teaser'],
  ['a line below it says so', '', `${teaser}<div><b>Subscribe</b> to continue reading</div>`, 'teaser'],
  ['a line in German says so', '', `${teaser}<p>Dieser Artikel ist exklusiv für Abonnenten.</p>`, 'teaser'],
  ['a line in French says so', '', `${teaser}<p>Il vous reste 81 % de cet article à lire.</p>`, 'teaser'],
  ['nothing of it is shown', jsonLd(locked), '<p>Loading</p>', 'subscribers-only'],
  [
    'only the invitation is shown',
    '',
    '<p>Log in or subscribe to read this article.</p>',
    'subscribers-only',
  ],
])('an article for subscribers is known when %s', (_, head, body, expected) => {
  expect(outcomeOf('The bridge', `<article>${body}</article>`, head)).toBe(expected)
})

test.each([
  ['the whole text is there', jsonLd(locked), story],
  [
    'the locked part is there beside the open one',
    jsonLd({ hasPart: [{ isAccessibleForFree: 'False', cssSelector: '.rest' }] }),
    `${teaser}<div class="rest"><p>Later ${sentence.repeat(3)}</p><p>At last ${sentence.repeat(3)}</p></div>`,
  ],
  ['most of its words are shown', jsonLd({ ...locked, wordCount: 110 }), teaser],
  [
    'it is free and its page invites to subscribe',
    jsonLd({ isAccessibleForFree: true }),
    `${teaser}<p>Subscribe to continue reading after your trial.</p>`,
  ],
  ['it is metered', '<meta property="article:content_tier" content="metered">', teaser],
  ['it is long, with an invitation below', '', `${story}<p>Subscribe to continue reading</p>`],
])('an article is read when %s', (_, head, body) => {
  expect(outcomeOf('The bridge', `<article>${body}</article>`, head)).toBe('article')
})

test('a selector that would cost much is not asked', () => {
  const head = jsonLd({ hasPart: { isAccessibleForFree: false, cssSelector: ':has(* * * * *) ~ *, [' } })
  expect(outcomeOf('The bridge', `<article>${story}</article>`, head)).toBe('article')
})

test('why a page was refused is told in every language', () => {
  for (const reason of refusalReasons) {
    const told = locales.map((locale) => tellProblem(refusalMessages[reason], locale))
    expect(new Set([...told, refusalMessages[reason]]).size).toBe(locales.length + 1)
  }
  expect(tellProblem('GET https://ellery.example: status 404', 'de')).toBe(
    'GET https://ellery.example: status 404',
  )
})
