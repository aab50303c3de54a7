import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { BlockList } from 'node:net';
import { describe, expect, test } from 'vitest';
import { addressMatcher, parseCidrs } from './allow-list.ts';
import { isPublicAddress } from './public-address.ts';

/** First and last address of each block, and the public neighbours before and after it. */
const IPV4_BLOCKS: readonly [cidr: string, last: string, before: string | null, after: string | null][] = [
  ['0.0.0.0/8', '0.255.255.255', null, '1.0.0.0'],
  ['10.0.0.0/8', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
  ['100.64.0.0/10', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
  ['127.0.0.0/8', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
  ['169.254.0.0/16', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
  ['172.16.0.0/12', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
  ['192.0.0.0/24', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
  ['192.0.2.0/24', '192.0.2.255', '192.0.1.255', '192.0.3.0'],
  ['192.31.196.0/24', '192.31.196.255', '192.31.195.255', '192.31.197.0'],
  ['192.52.193.0/24', '192.52.193.255', '192.52.192.255', '192.52.194.0'],
  ['192.88.99.0/24', '192.88.99.255', '192.88.98.255', '192.88.100.0'],
  ['192.168.0.0/16', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
  ['192.175.48.0/24', '192.175.48.255', '192.175.47.255', '192.175.49.0'],
  ['198.18.0.0/15', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
  ['198.51.100.0/24', '198.51.100.255', '198.51.99.255', '198.51.101.0'],
  ['203.0.113.0/24', '203.0.113.255', '203.0.112.255', '203.0.114.0'],
  ['224.0.0.0/4', '239.255.255.255', '223.255.255.255', null],
  ['240.0.0.0/4', '255.255.255.255', null, null],
];

const ONES = 'ffff:ffff:ffff:ffff';
const IPV6_BLOCKS: readonly [cidr: string, last: string, before: string | null, after: string | null][] = [
  ['::/128', '::', null, null],
  ['::1/128', '::1', null, null],
  ['::/96', '::ffff:ffff', null, null],
  ['::ffff:0:0/96', '::ffff:255.255.255.255', null, null],
  ['::ffff:0:0:0/96', '::ffff:0:ffff:ffff', null, null],
  ['64:ff9b::/96', '64:ff9b::ffff:ffff', null, null],
  ['64:ff9b:1::/48', `64:ff9b:1:ffff:${ONES}`, null, null],
  ['100::/64', `100::${ONES}`, null, null],
  ['100:0:0:1::/64', `100:0:0:1:${ONES}`, null, null],
  ['2001::/32', `2001:0:ffff:ffff:${ONES}`, `2000:ffff:ffff:ffff:${ONES}`, null],
  ['2001:2::/48', `2001:2:0:ffff:${ONES}`, null, null],
  ['2001:3::/32', `2001:3:ffff:ffff:${ONES}`, null, null],
  ['2001:4:112::/48', `2001:4:112:ffff:${ONES}`, null, null],
  ['2001:10::/28', `2001:1f:ffff:ffff:${ONES}`, null, null],
  ['2001:20::/28', `2001:2f:ffff:ffff:${ONES}`, null, null],
  ['2001:30::/28', `2001:3f:ffff:ffff:${ONES}`, null, null],
  ['2001::/23', `2001:1ff:ffff:ffff:${ONES}`, `2000:ffff:ffff:ffff:${ONES}`, '2001:200::'],
  ['2001:db8::/32', `2001:db8:ffff:ffff:${ONES}`, `2001:db7:ffff:ffff:${ONES}`, '2001:db9::'],
  ['2002::/16', `2002:ffff:ffff:ffff:${ONES}`, `2001:ffff:ffff:ffff:${ONES}`, '2003::'],
  ['2620:4f:8000::/48', `2620:4f:8000:ffff:${ONES}`, `2620:4f:7fff:ffff:${ONES}`, '2620:4f:8001::'],
  ['3fff::/20', `3fff:fff:ffff:ffff:${ONES}`, `3ffe:ffff:ffff:ffff:${ONES}`, '3fff:1000::'],
  ['4000::/2', `7fff:ffff:ffff:ffff:${ONES}`, `3fff:ffff:ffff:ffff:${ONES}`, null],
  ['5f00::/16', `5f00:ffff:ffff:ffff:${ONES}`, null, null],
  ['fc00::/7', `fdff:ffff:ffff:ffff:${ONES}`, null, null],
  ['fe80::/10', `febf:ffff:ffff:ffff:${ONES}`, null, null],
  ['fec0::/10', `feff:ffff:ffff:ffff:${ONES}`, null, null],
  ['ff00::/8', `ffff:ffff:ffff:ffff:${ONES}`, null, null],
];

const ipv4 = fc
  .uint8Array({ minLength: 4, maxLength: 4 })
  .map((octets) => ipaddr.fromByteArray([...octets]).toString());
const ipv6 = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((octets) => ipaddr.fromByteArray([...octets]).toString());

describe('isPublicAddress', () => {
  test.each([...IPV4_BLOCKS, ...IPV6_BLOCKS])('%s to %s is special', (cidr, last, before, after) => {
    expect(isPublicAddress(cidr.split('/')[0] ?? '')).toBe(false);
    expect(isPublicAddress(last)).toBe(false);
    if (before !== null) expect(isPublicAddress(before)).toBe(true);
    if (after !== null) expect(isPublicAddress(after)).toBe(true);
  });

  test.each(['8.8.8.8', '1.1.1.1', '93.184.215.14', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    '',
    'localhost',
    '8.8.8',
    '0x08.8.8.8',
    '010.8.8.8',
    '134744072',
    '8.8.8.8 ',
    '8.8.8.8/32',
    '[::1]',
  ])('%j is no address', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });

  test('an address with a zone is never public', () => {
    expect(isPublicAddress('2606:4700::1111')).toBe(true);
    expect(isPublicAddress('2606:4700::1111%eth0')).toBe(false);
  });

  test('no other IPv4 address is special', () => {
    const special = new BlockList();
    for (const [cidr] of IPV4_BLOCKS) {
      const [network = '', prefix] = cidr.split('/');
      special.addSubnet(network, Number(prefix));
    }
    fc.assert(
      fc.property(ipv4, (address) => {
        expect(isPublicAddress(address)).toBe(!special.check(address));
      }),
      { numRuns: 2_000 },
    );
  });

  test('no IPv6 address is public that lies outside of 2000::/3 or in a special block', () => {
    fc.assert(
      fc.property(ipv6, fc.constantFrom(...IPV6_BLOCKS), (address, [cidr]) => {
        const [network, prefix] = ipaddr.IPv6.parseCIDR(cidr);
        const bytes = network.toByteArray();
        const host = ipaddr.IPv6.parse(address).toByteArray();
        const inside = bytes.map((byte, index) => {
          const kept = Math.min(8, Math.max(0, prefix - index * 8));
          return byte | ((host[index] ?? 0) & (0xff >> kept));
        });
        expect(isPublicAddress(ipaddr.fromByteArray(inside).toString())).toBe(false);
        if (!/^[23]...:/.test(address)) expect(isPublicAddress(address)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('an IPv4 address inside an IPv6 one is never public', () => {
    fc.assert(
      fc.property(ipv4, fc.constantFrom('::ffff:', '::', '64:ff9b::', '64:ff9b:1::'), (address, prefix) => {
        expect(isPublicAddress(prefix + address)).toBe(false);
      }),
    );
  });
});

describe('parseCidrs', () => {
  test.each([
    ['', []],
    [' , ', []],
    ['10.0.0.0/8', ['10.0.0.0/8']],
    [' 192.168.1.0/24, fd00::/8 ', ['192.168.1.0/24', 'fd00::/8']],
    ['127.0.0.1', ['127.0.0.1/32']],
    ['::1', ['::1/128']],
    ['0.0.0.0/0', ['0.0.0.0/0']],
    ['FD00:0:0:0::/8', ['fd00::/8']],
  ])('%j', (text, expected) => {
    expect(parseCidrs(text)).toEqual(expected);
  });

  test.each([
    ['example.org/8', 'no address block'],
    ['10.0.0/8', 'no address block'],
    ['0x0a.0.0.0/8', 'no address block'],
    ['10.0.0.0/8/8', 'no address block'],
    ['fe80::1%eth0/64', 'no address block'],
    ['10.0.0.0/33', 'from 0 to 32'],
    ['10.0.0.0/', 'from 0 to 32'],
    ['10.0.0.0/-1', 'from 0 to 32'],
    ['fd00::/129', 'from 0 to 128'],
    ['10.0.0.1/8', 'its block is 10.0.0.0/8'],
    ['fd00::1/8', 'its block is fd00::/8'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => parseCidrs(`10.0.0.0/8,${text}`)).toThrow(message);
  });
});

describe('addressMatcher', () => {
  const matches = addressMatcher(parseCidrs('192.168.1.0/24,fd00::/8,127.0.0.1'));

  test.each([
    ['192.168.1.0', true],
    ['192.168.1.255', true],
    ['192.168.0.255', false],
    ['192.168.2.0', false],
    ['::ffff:192.168.1.7', true],
    ['::ffff:c0a8:107', true],
    ['::ffff:192.168.2.7', false],
    ['64:ff9b::192.168.1.7', false],
    ['fd12::1', true],
    ['fc12::1', false],
    ['fd12::1%eth0', false],
    ['127.0.0.1', true],
    ['127.0.0.2', false],
    ['localhost', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(matches(address)).toBe(expected);
  });

  test('matches nothing without blocks', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (address) => {
        expect(addressMatcher([])(address)).toBe(false);
      }),
    );
  });
});
