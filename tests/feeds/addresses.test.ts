import { expect, test } from 'vitest'
import {
  describeAddress,
  isAllowedAddress,
  isPublicAddress,
  parseAllowedNetworks,
} from '../../feeds/http/addresses.ts'

const none = parseAllowedNetworks([])

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '93.184.215.14',
  '172.15.255.255',
  '172.32.0.1',
  '100.128.0.1',
  '169.253.1.1',
  '2606:4700::1111',
  '2a00:1450:4001::1',
  '::ffff:8.8.8.8',
])('%s is on the internet', (ip) => {
  expect(isPublicAddress(ip, none)).toBe(true)
})

test.each([
  ['this network', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.255.254'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['cloud metadata', '169.254.169.254'],
  ['Azure wire server', '168.63.129.16'],
  ['Alibaba metadata', '100.100.100.200'],
  ['Oracle metadata', '192.0.0.192'],
  ['provider network', '100.64.0.1'],
  ['documentation', '192.0.2.1'],
  ['documentation', '198.51.100.1'],
  ['documentation', '203.0.113.1'],
  ['benchmark', '198.18.0.1'],
  ['6to4 relay', '192.88.99.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['mapped loopback', '::ffff:127.0.0.1'],
  ['mapped private', '::ffff:10.0.0.1'],
  ['mapped metadata', '::ffff:a9fe:a9fe'],
  ['compatible loopback', '::127.0.0.1'],
  ['translated', '::ffff:0:127.0.0.1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['NAT64 of a public address', '64:ff9b::808:808'],
  ['local NAT64', '64:ff9b:1::a00:1'],
  ['6to4', '2002:7f00:1::'],
  ['6to4 of a public address', '2002:808:808::1'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['unique local', 'fc00::1'],
  ['AWS metadata', 'fd00:ec2::254'],
  ['multicast', 'ff02::1'],
  ['documentation', '2001:db8::1'],
  ['documentation', '3fff::1'],
  ['benchmark', '2001:2::1'],
  ['ORCHID', '2001:20::1'],
  ['discard', '100::1'],
  ['segment routing', '5f00::1'],
  ['not assigned', '4000::1'],
  ['not assigned', 'e000::1'],
])('%s address %s is refused', (_kind, ip) => {
  expect(isPublicAddress(ip, none)).toBe(false)
})

test.each([
  '',
  'localhost',
  'example.org',
  '256.1.1.1',
  '1.2.3.4.5',
  ':::',
  '[::1]',
  '2130706433',
  '0x7f.1',
  '127.1',
])('"%s" is no public address', (text) => {
  expect(isPublicAddress(text, none)).toBe(false)
})

test('an opened network lets its addresses through, in both notations, and no others', () => {
  const allowed = parseAllowedNetworks(['10.1.0.0/16', ' fd00::/8 ', '192.168.1.7'])
  for (const ip of ['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1', '192.168.1.7']) {
    expect(isPublicAddress(ip, allowed)).toBe(true)
    expect(isAllowedAddress(ip, allowed)).toBe(true)
  }
  for (const ip of ['10.2.0.1', 'fc00::1', '192.168.1.8', '127.0.0.1', 'nonsense']) {
    expect(isPublicAddress(ip, allowed)).toBe(false)
    expect(isAllowedAddress(ip, allowed)).toBe(false)
  }
  expect(isAllowedAddress('8.8.8.8', allowed)).toBe(false)
})

test.each(['10.0.0.0/33', '10.0.0.0/-1', 'intranet', '', '10.0.0.0/8, 192.168.0.0/16', '*'])(
  'the network "%s" is refused by name',
  (line) => {
    expect(() => parseAllowedNetworks([line])).toThrow(
      `expected a network such as 10.0.0.0/8, found "${line}"`,
    )
  },
)

test('a message can say what an address is and which network to open', () => {
  expect(describeAddress('10.0.0.5')).toEqual({ what: 'a private address', intranet: '10.0.0.0/8' })
  expect(describeAddress('::1')).toEqual({ what: 'an address of this machine', intranet: '::1/128' })
  expect(describeAddress('169.254.169.254').intranet).toBeNull()
  expect(describeAddress('2002::1')).toEqual({ what: 'a reserved address', intranet: null })
})
