import { expect, test } from 'vitest'
import {
  isBoilerplateAnywhere,
  isClosingLine,
  isFrameLine,
  namesBoilerplate,
} from '../../src/read/page/boilerplate.ts'

test.each([
  'Advertisement',
  'Read more',
  'Sign up for our morning briefing',
  'The bridge at night (Lena Ruiz/Getty Images)',
  'The bridge at night. (AP Photo/Lena Ruiz)',
  'FILE PHOTO: The bridge at night',
  'Photo: Lena Ruiz',
  'The quay in May, photos © Lena Ruiz, 2026',
  'READ MORE: Ferry breaks down again',
  'Lesen Sie auch: Fähre fällt wieder aus',
  'We use cookies to make this site work.',
  '© 2026 Tidewater Media',
  '14:32',
  '12 minutes ago',
  'https://ellery.example/bridge',
  'Listen to this article',
  '0:00 / 4:31',
  'toggle caption',
  'Make Ellery News preferred on Google',
  'after newsletter promotion',
  'This article is more than 3 years old',
  'list 2 of 4',
  'Image caption, The bridge at night',
  'Related article Ferry breaks down again',
  'To view this video please enable JavaScript, and use a newer browser',
  'Empfohlener redaktioneller Inhalt',
  'Lesedauer: 4 Min.',
  'Читайте також: Пором знову зламався',
  'Підписуйтесь на наш канал, щоб знати більше',
  'Temps de lecture 4 min.',
])('%j is part of no article', (line) => {
  expect(isBoilerplateAnywhere(line)).toBe(true)
})

test.each([
  'The deal may be announced next week, according to Bloomberg.',
  'File-sharing companies said they would appeal.',
  'Copyright law has not changed since 1996, she said.',
  'Rep. Ann Bell (R-PA) voted against it.',
  'He has left the network, which was called Twitter (now X).',
  'More than 200 people watched the ferry leave.',
  'Related companies in the region will close as well.',
  'At 14:32 the ferry left the quay.',
  'Watch the river, the captain said.',
  'Listen to this article of the law, the judge said, and read it twice.',
  'Related articles of clothing were found on the shore.',
  'List 4 of the party has no candidate yet.',
  'Реклама коштує дорого, сказав мер.',
])('%j may be a sentence of an article', (line) => {
  expect(isBoilerplateAnywhere(line)).toBe(false)
})

test.each([
  'By Ann Bell',
  'March 14, 2026',
  'Updated 2 hours ago',
  'Stand: 03.02.2026, 17:20 Uhr',
  '4 min read',
])('%j frames an article', (line) => {
  expect(isFrameLine(line)).toBe(true)
})

test.each(['By Friday, 200 people had fled the town, officials said.', 'Nobody came.'])(
  '%j frames nothing',
  (line) => {
    expect(isFrameLine(line)).toBe(false)
  },
)

test.each([
  'Reporting by Ann Bell; editing by Joe Kerr',
  'Ann Bell is a reporter who covers the coast.',
  'Got a tip? Write to us.',
])('%j closes an article', (line) => {
  expect(isClosingLine(line)).toBe(true)
})

test.each(['article__newsletter', 'shareBar', 'c-related-list', 'wp-caption-text', 'social share-tools'])(
  'the class %j names a box around the story',
  (names) => {
    expect(namesBoilerplate(names)).toBe(true)
  },
)

test.each(['article-body', 'shared-header', 'story', 'captioned', 'unrelated'])(
  'the class %j says nothing',
  (names) => {
    expect(namesBoilerplate(names)).toBe(false)
  },
)
