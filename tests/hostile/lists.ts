/** A list of feeds somebody made to do harm, and what must come of it. */
export type HostileList = {
  readonly document: () => string
  readonly becomes: 'opml' | 'empty' | 'too-large' | 'not-opml'
}

const opml = (body: string) => `<opml version="2.0"><body>${body}</body></opml>`
const feed = (index: number) => `<outline type="rss" text="F" xmlUrl="https://publisher.example/${index}"/>`
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join('')

export const hostileLists: Readonly<Record<string, HostileList>> = {
  '60,000 feeds': { document: () => opml(times(60_000, feed)), becomes: 'opml' },
  '250,000 folders inside of each other': {
    document: () => opml('<outline text="a">'.repeat(250_000)),
    becomes: 'opml',
  },
  '800,000 attributes': { document: () => opml(`<outline ${'a="b" '.repeat(800_000)}/>`), becomes: 'opml' },
  '5 million <': { document: () => '<'.repeat(5_000_000), becomes: 'not-opml' },
  '200,000 lines': { document: () => 'https://publisher.example/feed\n'.repeat(160_000), becomes: 'opml' },
  'one line of 5 MB': { document: () => 'a'.repeat(5_000_000), becomes: 'not-opml' },
  '5 MB of spaces': { document: () => ' '.repeat(5_000_000), becomes: 'empty' },
  'more than 5 MB': { document: () => 'a'.repeat(5_000_001), becomes: 'too-large' },
}
