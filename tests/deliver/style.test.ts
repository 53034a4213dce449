import { expect, test } from 'vitest'
import { summaryIn } from '../../src/deliver/style.ts'
import { parsePost } from '../../src/read/post.ts'

const common = {
  headline: 'H',
  url: null,
  outlet: null,
  publishedAt: null,
  updatedAt: null,
  quotes: [],
  image: null,
}
const post = (summary: readonly string[], briefly?: readonly string[]) =>
  parsePost(JSON.stringify({ ...common, topics: [], language: null, notice: null, summary, briefly }))

test('a full post has every sentence, a brief one the best two, a headline none', () => {
  const long = post(['One.', 'Two.', 'Three.'], ['One.', 'Three.'])
  expect(summaryIn(long, 'full')).toEqual(['One.', 'Two.', 'Three.'])
  expect(summaryIn(long, 'brief')).toEqual(['One.', 'Three.'])
  expect(summaryIn(long, 'headline')).toEqual([])
})

test('a post that was stored with one summary has it in both styles', () => {
  expect(summaryIn(post(['One.', 'Two.']), 'brief')).toEqual(['One.', 'Two.'])
})
