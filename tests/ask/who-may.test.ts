import { expect, test } from 'vitest'
import { type Applicant, mayAdminister } from '../../src/ask/who-may.ts'

type Changes = Partial<Omit<Applicant, 'standing'>> & Partial<Applicant['standing']>

function applicant({ whoMay = null, isListed = false, ...changes }: Changes): Applicant {
  return { standing: { mayManage: null, isCreator: false, isMember: true, ...changes }, whoMay, isListed }
}

test.each<[string, Changes, 'yes' | 'no']>([
  ['who may manage channels may', { mayManage: true }, 'yes'],
  ['who may not manage channels may not', { mayManage: false }, 'no'],
  ['where the platform does not say, members may', { mayManage: null }, 'yes'],
  ['where the platform does not say, others may not', { mayManage: null, isMember: false }, 'no'],
  ['everyone may when the workspace says so', { mayManage: false, whoMay: 'everyone' }, 'yes'],
  ['who is not in the channel is not everyone', { whoMay: 'everyone', isMember: false }, 'no'],
  ['a member may not when only admins may', { mayManage: null, whoMay: 'admins' }, 'no'],
  ['who made the channel may not when only admins may', { isCreator: true, whoMay: 'admins' }, 'no'],
  ['an admin may when only admins may', { mayManage: true, whoMay: 'admins' }, 'yes'],
  ['who is listed may', { whoMay: 'listed', isListed: true }, 'yes'],
  [
    'who is listed may not in a channel without them',
    { whoMay: 'listed', isListed: true, isMember: false },
    'no',
  ],
  ['who is not listed may not', { whoMay: 'listed' }, 'no'],
  ['who may manage channels is never locked out', { mayManage: true, whoMay: 'listed' }, 'yes'],
  ['who made the channel may when its creator may', { isCreator: true, whoMay: 'creators' }, 'yes'],
  ['a member may not when its creator may', { whoMay: 'creators' }, 'no'],
  ['an admin may when its creator may', { mayManage: true, whoMay: 'creators' }, 'yes'],
])('%s', (_, changes, expected) => {
  expect(mayAdminister(applicant(changes)).kind).toBe(expected)
})

test.each<[string, Changes]>([
  ['managers', { mayManage: false }],
  ['listed', { whoMay: 'listed' }],
  ['creators', { whoMay: 'creators' }],
  ['admins', { whoMay: 'admins' }],
  ['members', { isMember: false }],
])('who is refused hears that it is for %s', (because, changes) => {
  expect(mayAdminister(applicant(changes))).toEqual({ kind: 'no', because })
})
