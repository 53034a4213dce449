import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tellOnce } from '../../src/deliver/told-once.ts'

const hourMs = 3_600_000
const story = (title: string | null, at = 0, keyQuotes = 0) => ({ title, at, keyQuotes })
const titlesOf = (...stories: ReturnType<typeof story>[]) =>
  tellOnce(stories).map(({ lead, also }) => [lead.title, ...also.map(({ title }) => title)])

test('outlets that tell of one event are put together, however they spell its names', () => {
  expect(
    titlesOf(
      story('Zelenskyy calls trilateral talks with Russia constructive'),
      story('Storm closes harbour in Odesa'),
      story('Selenskyj: trilateral Russia talks “constructive”'),
      story('Harbour of Odesa closed by storm'),
    ),
  ).toEqual([
    [
      'Zelenskyy calls trilateral talks with Russia constructive',
      'Selenskyj: trilateral Russia talks “constructive”',
    ],
    ['Storm closes harbour in Odesa', 'Harbour of Odesa closed by storm'],
  ])
})

test('two events with a word in common, or days between them, stay two', () => {
  expect(titlesOf(story('Trump meets Xi in Seoul'), story('Trump sues a newspaper in Florida'))).toHaveLength(
    2,
  )
  expect(titlesOf(story('Weekly market report', 0), story('Weekly market report', 72 * hourMs))).toHaveLength(
    2,
  )
})

test('who has quotes tells the story, in the place of the first', () => {
  const [first] = tellOnce([
    story('Storm closes harbour in Odesa'),
    story('Storm closes Odesa harbour', 0, 2),
  ])
  expect(first?.lead.keyQuotes).toBe(2)
})

test('stories without words are told each for itself', () => {
  expect(titlesOf(story(null), story('—'), story(null))).toHaveLength(3)
})

test('an event that everybody tells is told once', () => {
  const all = Array.from({ length: 300 }, (_, index) =>
    story(`Earthquake shakes northern Japan ${index}th report`),
  )
  expect(tellOnce(all)).toHaveLength(1)
})

test('nothing is lost and nothing told twice', () => {
  const title = fc.array(fc.constantFrom('storm', 'harbour', 'odesa', 'talks', 'trump', 'budget', 'vote'), {
    maxLength: 6,
  })
  fc.assert(
    fc.property(fc.array(title.map((words) => words.join(' '))), (titles) => {
      const stories = titles.map((words, index) => story(words, index))
      const told = tellOnce(stories).flatMap(({ lead, also }) => [lead, ...also])
      expect(told.toSorted((one, other) => one.at - other.at)).toEqual(stories)
    }),
  )
})
