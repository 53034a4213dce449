import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseEvidence } from '../../src/read/evidence.ts'
import type { Store } from '../../src/store/store.ts'
import { archive, reportOf } from '../ask/archive.ts'
import { openTestStore } from '../store/engines.ts'

const now = new Date('2026-01-24T12:00:00Z')

let store: Store
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

const names = ['Nina Ortiz', 'Paul Hart', 'Дмитро Литвин', 'Zoë Kılıç', 'the city council']
const words = [
  'The old bridge will carry twice the traffic after the repairs',
  'We have found eleven million euros 🌉 for the work on the river',
  'Every school on the northern bank will get its own bus line',
]
const shapes: readonly ((name: string, said: string) => string)[] = [
  (name, said) => `“${said},” ${name} said on Monday.`,
  (name, said) => `${name}, the mayor of the town, spoke to reporters. “${said},” she said.`,
  (name, said) => `${name} travelled to the coast on Monday.\n\n“${said},” he said in the evening.`,
  (name, said) => `“${said},” said ${name}. “${said} by the end of the year.”`,
  (name, said) => `${name}: “${said}.”`,
  (name, said) => `„${said}“, sagte ${name} am Montag.`,
  (_name, said) => `“${said}.”`,
]
const paragraph = fc
  .tuple(fc.constantFrom(...shapes), fc.constantFrom(...names), fc.constantFrom(...words))
  .map(([shape, name, said]) => shape(name, said))

test('what is stored of a quote proves it: its words, who says so, and the text both stand in', async () => {
  let proven = 0
  let named = 0
  await fc.assert(
    fc.asyncProperty(fc.array(paragraph, { minLength: 2, maxLength: 6 }), async (paragraphs) => {
      const text = [reportOf(), ...paragraphs].join('\n\n')
      await archive(store, { title: 'The council votes', text, now })
      const article = await store.db
        .selectFrom('articles')
        .selectAll()
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      expect(article.text_hash).toBe(createHash('sha256').update(article.text).digest('hex'))
      const quotes = await store.db
        .selectFrom('quotes')
        .selectAll()
        .where('article_id', '=', article.id)
        .execute()
      for (const quote of quotes) {
        expect(article.text.slice(quote.start_offset, quote.end_offset)).toBe(quote.text)
        expect(quote.evidence === null).toBe(quote.speaker === null)
        if (quote.evidence === null) continue
        const evidence = parseEvidence(quote.evidence)
        for (const span of [evidence.said, evidence.named ?? evidence.said]) {
          expect(span.start).toBeLessThan(span.end)
          expect(span.end).toBeLessThanOrEqual(article.text.length)
        }
        proven++
        if (evidence.named !== null) named++
      }
    }),
    { numRuns: 40 },
  )
  expect(proven).toBeGreaterThan(40)
  expect(named).toBeGreaterThan(10)
})

test.each([
  '{}',
  '[]',
  '{"said":[1]}',
  '{"said":[2,1],"named":null}',
  '{"said":[-1,1],"named":null}',
  'null',
])('%s is no evidence', (json) => expect(() => parseEvidence(json)).toThrow())
