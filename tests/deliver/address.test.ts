import { expect, test } from 'vitest'
import { addressOf, parseAddress } from '../../src/deliver/address.ts'

test.each([
  'console',
  'discord:100/200',
  'discord:100/200/300',
  'slack:T1/C0123ABC',
  'slack:T1/C1/1712.000100',
])('%s is read and written the same', (text) => {
  const parsed = parseAddress(text)
  expect(parsed.kind === 'channel' && addressOf(parsed.channel)).toBe(text)
})

test.each(['', 'discord', 'discord:100', 'discord:100/200/300/400', '#news', 'slack:T1 C1'])(
  '"%s" is told to be no channel',
  (text) => {
    expect(parseAddress(text)).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('expected discord:GUILD/CHANNEL'),
    })
  },
)
