import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Asked } from '../../src/ask/asked.ts'
import { latest } from '../../src/ask/news/latest.ts'
import { turnPage } from '../../src/ask/news/paging.ts'
import type { SearchParts } from '../../src/ask/news/search-parts.ts'
import { share } from '../../src/ask/news/share.ts'
import { openSearch } from '../../src/store/search/search.ts'
import { openSqliteStore } from '../../src/store/store.ts'
import { archive, reportOf } from './archive.ts'
import { askedAt, buttonIn, hasButton, quotesIn, titlesIn, viewOf, wordsOf } from './asking.ts'
import { news } from './newsroom.ts'

const now = new Date('2026-01-25T08:00:00Z')
const asked = askedAt(now)
const animals = ['Lion', 'Otter', 'Badger', 'Heron', 'Falcon', 'Marten', 'Weasel']

async function inFolder(work: (open: () => Promise<SearchParts>) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-paging-'))
  const opened: SearchParts[] = []
  try {
    await work(async () => {
      const store = await openSqliteStore(folder)
      const parts = { store, search: openSearch(store, folder), linkTo: () => null }
      opened.push(parts)
      return parts
    })
  } finally {
    for (const { search, store } of opened) {
      await search.close()
      await store.close()
    }
    rmSync(folder, { recursive: true })
  }
}

async function publishAll({ store }: SearchParts): Promise<void> {
  for (const [index, animal] of animals.entries())
    await archive(store, {
      title: `${animal} escapes`,
      agoMs: index * 60_000,
      now,
      ...(index === 0
        ? { text: reportOf(['Anna Berg', 'The lion was back before anybody noticed it']) }
        : {}),
    })
}

test('pages are turned after a restart, and hold what was found then', () =>
  inFolder(async (open) => {
    const before = await open()
    await publishAll(before)
    const first = await latest(asked, { count: '3' }, before)
    expect(titlesIn(first)).toEqual(['Lion escapes', 'Otter escapes', 'Badger escapes'])
    expect(quotesIn(first)).toHaveLength(1)
    expect(hasButton(first, 'Previous')).toBe(false)

    const after = await open()
    await archive(after.store, { title: 'Newest of all', agoMs: 0, now })
    const second = await turnPage(asked, buttonIn(first, 'Next').value, after)
    expect(titlesIn(second)).toEqual(['Heron escapes', 'Falcon escapes', 'Marten escapes'])
    expect(second).toMatchObject({ replaces: true, isPrivate: true })
    expect(wordsOf(second)).toContain('Page 2 of 3')
    const third = await turnPage(asked, buttonIn(second, 'Next').value, after)
    expect(titlesIn(third)).toEqual(['Weasel escapes'])
    expect(hasButton(third, 'Next')).toBe(false)
    expect(titlesIn(await turnPage(asked, buttonIn(second, 'Previous').value, after))).toEqual(
      titlesIn(first),
    )
  }))

test('a page that is shared stands in the channel once, without buttons', () =>
  inFolder(async (open) => {
    const parts = await open()
    await publishAll(parts)
    const first = await latest(asked, { count: '3' }, parts)
    const { value } = buttonIn(first, 'Share to channel')
    const [one, other] = await Promise.all([share(asked, value, parts), share(asked, value, parts)])
    const [shared, refused] = one.kind === 'view' && one.isPrivate ? [other, one] : [one, other]
    expect(shared).toMatchObject({ kind: 'view', isPrivate: false })
    expect(titlesIn(shared)).toEqual(titlesIn(first))
    expect(quotesIn(shared)).toEqual(quotesIn(first))
    expect(viewOf(shared).blocks.some(({ kind }) => kind === 'buttons')).toBe(false)
    expect(wordsOf(shared)).toContain('Shared by Ann')
    expect(wordsOf(refused)).toContain('shared already')
    const second = await turnPage(asked, buttonIn(first, 'Next').value, parts)
    expect(await share(asked, buttonIn(second, 'Share to channel').value, parts)).toMatchObject({
      isPrivate: false,
    })
  }))

test('a forgotten answer, a page beyond the end and a stranger are told apart', () =>
  inFolder(async (open) => {
    const parts = await open()
    await publishAll(parts)
    await latest(asked, { count: '3' }, parts)
    expect(titlesIn(await turnPage(asked, '1.99', parts))).toEqual(['Weasel escapes'])
    const stranger: Asked = askedAt(now, { channel: { ...news, workspaceId: 'other' } })
    for (const reply of [
      await turnPage(asked, '99.0', parts),
      await turnPage(asked, 'nonsense', parts),
      await turnPage(stranger, '1.0', parts),
      await share(stranger, '1.0', parts),
      await turnPage({ ...asked, channel: null }, '1.0', parts),
    ])
      expect(wordsOf(reply)).toContain('Ask again')
    expect(wordsOf(await share({ ...asked, channel: null }, '1.0', parts))).toContain('no channel')
  }))

test('the values of all buttons are short enough for every platform', () =>
  inFolder(async (open) => {
    const parts = await open()
    await publishAll(parts)
    const reply = await latest(asked, { count: '3' }, parts)
    for (const block of viewOf(reply).blocks)
      if (block.kind === 'buttons')
        for (const button of block.buttons)
          if (button.kind === 'action') expect(button.value.length).toBeLessThanOrEqual(60)
  }))
