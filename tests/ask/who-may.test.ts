import { expect, test } from 'vitest'
import { mayAdminister, type Standing } from '../../src/ask/who-may.ts'

const standing = (changes: Partial<Standing> & { readonly mayManage?: boolean | null }): Standing => ({
  actor: { id: 'ann', mayManage: changes.mayManage ?? null },
  whoMay: null,
  listed: [],
  ...changes,
})
const may = (changes: Parameters<typeof standing>[0]) => mayAdminister(standing(changes)).kind

test.each<[string, Parameters<typeof standing>[0], 'yes' | 'no']>([
  ['who may manage channels may', { mayManage: true }, 'yes'],
  ['who may not manage channels may not', { mayManage: false }, 'no'],
  ['where the platform does not say, members may', { mayManage: null }, 'yes'],
  ['everyone may when the workspace says so', { mayManage: false, whoMay: 'everyone' }, 'yes'],
  ['a member may not when only admins may', { mayManage: null, whoMay: 'admins' }, 'no'],
  ['an admin may when only admins may', { mayManage: true, whoMay: 'admins' }, 'yes'],
  ['who is listed may', { whoMay: 'listed', listed: ['bob', 'ann'] }, 'yes'],
  ['who is not listed may not', { whoMay: 'listed', listed: ['bob'] }, 'no'],
  ['who may manage channels is never locked out', { mayManage: true, whoMay: 'listed' }, 'yes'],
  ['who made the channel may', { mayManage: false, whoMay: 'admins', creatorId: 'ann' }, 'yes'],
])('%s', (_, changes, expected) => {
  expect(may(changes)).toBe(expected)
})

test('who is refused hears who may', () => {
  expect(mayAdminister(standing({ mayManage: false }))).toEqual({ kind: 'no', because: 'managers' })
  expect(mayAdminister(standing({ whoMay: 'listed' }))).toEqual({ kind: 'no', because: 'listed' })
})
