import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideMove, type Moving } from '../../src/poll/moving.ts'

const hourMs = 3_600_000
const start = Date.UTC(2026, 0, 24, 12)
const at = (hours: number) => new Date(start + hours * hourMs)
const still: Moving = { moved_to: null, moved_since: null, moved_polls: 0 }
const old = 'https://old.example/feed'
const next = 'https://new.example/feed'

/** Where the feed goes after polls that said these, each so many hours after the start. */
function goes(answers: readonly (readonly [hours: number, to: string | null])[], url = old): string | null {
  let moving = still
  let last: string | null = null
  for (const [hours, permanentUrl] of answers) {
    const { remember, to } = decideMove({ url, source: 'added', ...moving }, permanentUrl, at(hours))
    moving = remember
    last = to
  }
  return last
}

test('a feed moves after three polls over a day that name the same address', () => {
  expect(
    goes([
      [0, next],
      [12, next],
      [24, next],
    ]),
  ).toBe(next)
})

test.each([
  [
    'two polls',
    [
      [0, next],
      [30, next],
    ],
  ],
  [
    'a few hours',
    [
      [0, next],
      [1, next],
      [2, next],
      [23, next],
    ],
  ],
  [
    'another address between',
    [
      [0, next],
      [12, 'https://x.example/'],
      [24, next],
      [25, next],
    ],
  ],
  [
    'the old address answering between',
    [
      [0, next],
      [12, null],
      [24, next],
      [47, next],
    ],
  ],
  [
    'a clock that went back',
    [
      [100, next],
      [0, next],
      [1, next],
      [2, next],
    ],
  ],
  [
    'its own address',
    [
      [0, old],
      [12, old],
      [24, old],
    ],
  ],
  [
    'a way down to http',
    [
      [0, 'http://old.example/feed'],
      [12, 'http://old.example/feed'],
      [24, 'http://old.example/feed'],
    ],
  ],
] as const)('%s moves nothing', (_, answers) => {
  expect(goes(answers)).toBeNull()
})

test('a feed that is asked with secrets stays where it is, apart from the one that anybody follows', () => {
  const answers = [0, 12, 24].map((hours) => [hours, next] as const)
  expect(goes(answers, `${old}#private-abcdefghijklmnopqrstuv`)).toBeNull()
})

test('a feed on http may move up to https', () => {
  const up = 'https://old.example/feed'
  expect(
    goes(
      [
        [0, up],
        [1, up],
        [24, up],
      ],
      'http://old.example/feed',
    ),
  ).toBe(up)
})

test('whatever publishers answer: no move without three of the same answers in a row over a day, none from https to http', () => {
  const answer = fc.tuple(
    fc.integer({ min: 0, max: 20 }),
    fc.constantFrom(
      null,
      next,
      'https://third.example/',
      'http://old.example/feed',
      `${next}/${'x'.repeat(2_000)}`,
      old,
    ),
  )
  fc.assert(
    fc.property(
      fc.array(answer, { maxLength: 20 }),
      fc.constantFrom(old, 'http://old.example/feed'),
      (steps, url) => {
        let moving = still
        let hours = 0
        const said: { hours: number; to: string | null }[] = []
        for (const [pass, permanentUrl] of steps) {
          hours += pass
          said.push({ hours, to: permanentUrl })
          const { remember, to } = decideMove({ url, source: 'added', ...moving }, permanentUrl, at(hours))
          moving = remember
          if (to === null) continue
          const since = said.findLastIndex((one) => one.to !== to) + 1
          const same = said.slice(since)
          expect(same.length).toBeGreaterThanOrEqual(3)
          expect(hours - (same[0]?.hours ?? hours)).toBeGreaterThanOrEqual(24)
          expect(url.startsWith('https:') && to.startsWith('http:')).toBe(false)
          expect(to.length).toBeLessThanOrEqual(2_000)
        }
      },
    ),
  )
})
