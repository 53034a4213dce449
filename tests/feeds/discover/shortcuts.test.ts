import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortcutFor } from '../../../feeds/discover/shortcuts.ts'

const video = 'https://www.youtube.com/feeds/videos.xml'
const channel = 'UCabcdefghijklmnopqrstuv'

test.each<readonly [page: string, ...feeds: string[]]>([
  [`https://www.youtube.com/channel/${channel}`, `${video}?channel_id=${channel}`],
  [`https://m.youtube.com/channel/${channel}/videos`, `${video}?channel_id=${channel}`],
  ['https://www.youtube.com/playlist?list=PL0123456789', `${video}?playlist_id=PL0123456789`],
  ['https://youtube.com/watch?v=abc&list=PL0123456789', `${video}?playlist_id=PL0123456789`],
  ['https://www.youtube.com/user/gazette/videos', `${video}?user=gazette`],
  ['https://www.reddit.com/r/news', 'https://www.reddit.com/r/news/.rss'],
  ['https://old.reddit.com/r/news+world/', 'https://www.reddit.com/r/news+world/.rss'],
  ['https://www.reddit.com/r/news/top/?t=day', 'https://www.reddit.com/r/news/top/.rss?t=day'],
  ['https://www.reddit.com/r/news/comments/1abc/a_title/', 'https://www.reddit.com/r/news/.rss'],
  ['https://www.reddit.com/user/ann/', 'https://www.reddit.com/user/ann/.rss'],
  ['https://reddit.com/u/ann', 'https://www.reddit.com/user/ann/.rss'],
  ['https://www.reddit.com/user/ann/m/local/', 'https://www.reddit.com/user/ann/m/local/.rss'],
  ['https://www.reddit.com/domain/gazette.example/', 'https://www.reddit.com/domain/gazette.example/.rss'],
  ['https://github.com/nodejs/node/releases', 'https://github.com/nodejs/node/releases.atom'],
  ['https://github.com/nodejs/node/releases/tag/v24.0.0', 'https://github.com/nodejs/node/releases.atom'],
  ['https://github.com/nodejs/node/tags', 'https://github.com/nodejs/node/tags.atom'],
  ['https://github.com/nodejs/node/commits/main/', 'https://github.com/nodejs/node/commits/main.atom'],
  ['https://github.com/nodejs/node/tree/v24.x', 'https://github.com/nodejs/node/commits/v24.x.atom'],
  [
    'https://github.com/nodejs/node.git',
    'https://github.com/nodejs/node/releases.atom',
    'https://github.com/nodejs/node/tags.atom',
    'https://github.com/nodejs/node/commits.atom',
  ],
  ['https://github.com/nodejs', 'https://github.com/nodejs.atom'],
  ['https://gitlab.com/group/sub/project/-/releases', 'https://gitlab.com/group/sub/project/-/releases.atom'],
  ['https://gitlab.com/group/project/-/tags', 'https://gitlab.com/group/project/-/tags?format=atom'],
  [
    'https://gitlab.com/group/project/-/commits/main',
    'https://gitlab.com/group/project/-/commits/main?format=atom',
  ],
  [
    'https://gitlab.com/group/sub/project',
    'https://gitlab.com/group/sub/project/-/releases.atom',
    'https://gitlab.com/group/sub/project/-/tags?format=atom',
    'https://gitlab.com/group/sub/project.atom',
  ],
  ['https://gitlab.com/ann', 'https://gitlab.com/ann.atom'],
  [
    'https://git.example.org/group/project/-/tags',
    'https://git.example.org/group/project/-/releases.atom',
    'https://git.example.org/group/project/-/tags?format=atom',
  ],
  ['https://bsky.app/profile/ann.example', 'https://bsky.app/profile/ann.example/rss'],
  ['https://bsky.app/profile/did:plc:abc/post/3k', 'https://bsky.app/profile/did:plc:abc/rss'],
  ['https://medium.com/@ann/a-story-1a2b', 'https://medium.com/feed/@ann'],
  ['https://medium.com/the-gazette', 'https://medium.com/feed/the-gazette'],
  ['https://medium.com/the-gazette/tagged/ports', 'https://medium.com/feed/the-gazette/tagged/ports'],
  ['https://medium.com/tag/ports/latest', 'https://medium.com/feed/tag/ports'],
  ['https://ann.medium.com/', 'https://ann.medium.com/feed'],
  ['https://gazette.substack.com/p/a-story', 'https://gazette.substack.com/feed'],
  ['https://substack.com/@ann', 'https://ann.substack.com/feed'],
  ['https://gazette.wordpress.com/2026/01/a-story/', 'https://gazette.wordpress.com/feed/'],
  ['https://gazette.wordpress.com/tag/ports', 'https://gazette.wordpress.com/tag/ports/feed/'],
  ['https://gazette.example/category/ports/', 'https://gazette.example/category/ports/feed/'],
  ['https://gazette.blogspot.com/2026/01/a.html', 'https://gazette.blogspot.com/feeds/posts/default'],
  ['https://gazette.tumblr.com/', 'https://gazette.tumblr.com/rss'],
  ['https://gazette.tumblr.com/tagged/ports', 'https://gazette.tumblr.com/tagged/ports/rss'],
  ['https://www.tumblr.com/gazette', 'https://gazette.tumblr.com/rss'],
  [
    'https://stackoverflow.com/questions/tagged/node.js+rss',
    'https://stackoverflow.com/feeds/tag?tagnames=node.js%20rss&sort=newest',
  ],
  ['https://unix.stackexchange.com/questions/42/why', 'https://unix.stackexchange.com/feeds/question/42'],
  ['https://stackoverflow.com/users/7/ann', 'https://stackoverflow.com/feeds/user/7'],
  ['https://meta.stackexchange.com/', 'https://meta.stackexchange.com/feeds'],
  ['https://news.ycombinator.com/', 'https://news.ycombinator.com/rss'],
  [
    'https://podcasts.apple.com/us/podcast/the-gazette/id123456789?i=1000',
    'https://itunes.apple.com/lookup?id=123456789&entity=podcast',
  ],
  [
    'https://de.m.wikipedia.org/wiki/Hafen',
    'https://de.wikipedia.org/w/index.php?title=Hafen&action=history&feed=atom',
  ],
  ['https://arxiv.org/list/cs.CL/recent', 'https://rss.arxiv.org/rss/cs.CL'],
  ['https://pypi.org/project/requests/', 'https://pypi.org/rss/project/requests/releases.xml'],
  ['https://mastodon.example/@ann', 'https://mastodon.example/@ann.rss'],
  ['https://mastodon.example/@ann/with_replies', 'https://mastodon.example/@ann.rss'],
  ['https://mastodon.example/tags/ports', 'https://mastodon.example/tags/ports.rss'],
  ['https://lemmy.example/c/ports', 'https://lemmy.example/feeds/c/ports.xml?sort=New'],
  [
    'https://lemmy.example/c/ports@other.example',
    'https://lemmy.example/feeds/c/ports@other.example.xml?sort=New',
  ],
  ['https://lemmy.example/u/ann', 'https://lemmy.example/feeds/u/ann.xml?sort=New'],
])('the feeds of %s are known from its address', (page, ...feeds) => {
  expect(shortcutFor(page)?.feeds).toEqual(feeds)
})

test.each([
  'https://gazette.example/',
  'https://gazette.example/feed.xml',
  'https://www.youtube.com/@gazette',
  'https://www.youtube.com/watch?v=abc',
  'https://www.youtube.com/watch?v=abc&list=RDabcdefghij',
  'https://www.youtube.com/feeds/videos.xml?channel_id=UCabc',
  'https://www.reddit.com/r/news/.rss',
  'https://www.reddit.com/r/news/new/.rss',
  'https://github.com/features/actions',
  'https://github.com/nodejs/node/releases.atom',
  'https://github.com/nodejs/node/commits/main.atom',
  'https://github.com/nodejs.atom',
  'https://gitlab.com/group/project/-/releases.atom',
  'https://gitlab.com/group/project.atom',
  'https://bsky.app/profile/ann.example/rss',
  'https://medium.com/feed/@ann',
  'https://gazette.substack.com/feed',
  'https://gazette.wordpress.com/feed/',
  'https://gazette.tumblr.com/rss',
  'https://gazette.blogspot.com/feeds/posts/default',
  'https://mastodon.example/@ann.rss',
  'ftp://github.com/nodejs/node',
  'no address',
])('%s is asked as it is', (address) => {
  expect(shortcutFor(address)).toBeNull()
})

test('a site known by name is sure, a program that may run there is a guess', () => {
  expect(shortcutFor('https://medium.com/@ann')).toMatchObject({ site: 'Medium', isSure: true })
  expect(shortcutFor('https://mastodon.example/@ann')).toMatchObject({ site: 'Mastodon', isSure: false })
})

test('whatever the address, the feeds are addresses and few', () => {
  const hosts = fc.constantFrom(
    'github.com',
    'gitlab.com',
    'www.reddit.com',
    'medium.com',
    'a.tumblr.com',
    'www.tumblr.com',
    'bsky.app',
    'stackoverflow.com',
    'a.wordpress.com',
    'en.wikipedia.org',
    'x.example',
  )
  const words = fc.constantFrom(
    'r',
    'u',
    'c',
    'tag',
    'tags',
    '-',
    '@ann',
    'feed',
    'releases',
    'a b',
    'ü',
    '%2e',
  )
  fc.assert(
    fc.property(hosts, fc.array(fc.oneof(words, fc.string()), { maxLength: 5 }), (host, path) => {
      const feeds = shortcutFor(`https://${host}/${path.join('/')}`)?.feeds ?? []
      expect(feeds.length).toBeLessThanOrEqual(3)
      for (const feed of feeds) expect(URL.canParse(feed)).toBe(true)
    }),
  )
})
