import { expect, test } from 'vitest'
import { readPlainText } from '../../src/read/page/plain-text.ts'
import { readArticle } from '../../src/read/reading.ts'
import { quoteRows } from '../../src/read/rows.ts'

function rowsOf(text: string) {
  const read = readPlainText(`The council votes on its bridge\n\n${text}`, { now: new Date('2026-11-01') })
  if (read.kind === 'refused') throw new Error(read.message)
  return quoteRows(readArticle(read.article, null))
}

test('a quote is kept with its paragraph', () => {
  const paragraph =
    '“It rained all day on the coast,” said Ann Lee, the mayor of the town by the sea, on Monday.'
  expect(rowsOf(paragraph)).toMatchObject([{ source_sentence: paragraph, speaker: 'Ann Lee' }])
})

test('of a paragraph without end only what stands around a quote is kept with it', () => {
  const rows = rowsOf('“It rained all day on the coast,” said Ann Lee. '.repeat(2_000))
  expect(rows.length).toBeGreaterThan(500)
  for (const { text, source_sentence } of rows) {
    expect(source_sentence).toContain(text)
    expect(source_sentence.length).toBeLessThan(text.length + 2_001)
  }
})
