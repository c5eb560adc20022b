import { describe, expect, test } from 'vitest';
import { makeIsOurs, originForOthers, reach, type AddressBook, type Arrival } from './addresses.ts';

const arrival = (given: Partial<Arrival>): Arrival => ({
  host: 'localhost:4000',
  remote: '::ffff:192.168.1.7',
  from: undefined,
  forwardedFor: undefined,
  forwardedProto: undefined,
  forwardedHost: undefined,
  ...given,
});
const isOurs = (name: string) => ['localhost', '192.168.1.5', '::1', 'kitchen.local'].includes(name);
const home: AddressBook = { origin: undefined, proxies: 0, isOurs };
const open: AddressBook = { origin: 'https://tequio.example.org', proxies: 0, isOurs };

describe('the origin of a request', () => {
  test.each([
    ['localhost', home, {}, 'http://localhost:4000'],
    ['a phone on the local network', home, { host: '192.168.1.5:4000' }, 'http://192.168.1.5:4000'],
    ['a number of six', home, { host: '[::1]:4000' }, 'http://[::1]:4000'],
    ['capitals', home, { host: 'Kitchen.LOCAL:4000' }, 'http://kitchen.local:4000'],
    ['a name bent to this machine', home, { host: 'evil.example:4000' }, null],
    ['no name', home, { host: undefined }, null],
    ['a name with something in it', home, { host: 'localhost/x' }, null],
    ['forwarding that nobody trusts', home, { forwardedHost: 'evil.example' }, 'http://localhost:4000'],
    ['the configured name', open, { host: 'tequio.example.org' }, 'https://tequio.example.org'],
    ['a proxy that calls us by our number', open, { forwardedFor: '1.2.3.4' }, 'https://tequio.example.org'],
    [
      'a form of ours through a quiet proxy',
      open,
      { from: 'https://tequio.example.org' },
      'https://tequio.example.org',
    ],
    ['beside the proxy, on this machine', open, {}, 'http://localhost:4000'],
    ['another name at the proxy', open, { host: 'evil.example', forwardedFor: '1.2.3.4' }, null],
    [
      'a trusted proxy',
      { ...home, proxies: 1 },
      { forwardedHost: 'a.b', forwardedProto: 'https' },
      'https://a.b',
    ],
    ['a trusted proxy that says nonsense', { ...home, proxies: 1 }, { forwardedHost: 'a b' }, null],
  ] as const)('%s', (_name, book, given, origin) => {
    expect(reach(arrival(given), book)?.origin ?? null).toBe(origin);
  });
});

describe('the address of a visitor', () => {
  test.each([
    [0, '6.6.6.6', '192.168.1.7'],
    [1, '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    [2, '6.6.6.6, 1.2.3.4, 10.0.0.1', '1.2.3.4'],
    [1, 'unknown', '192.168.1.7'],
    [1, undefined, '192.168.1.7'],
    [1, '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
    [1, '2001:DB8:1:2::9', '2001:db8:1:2::'],
    [1, '2001:db8::1', '2001:db8::'],
    [1, '2001:db8:1:2:3::', '2001:db8:1:2::'],
    [1, 'fe80::1%eth0', 'fe80::'],
    [1, '::1', '::'],
    [1, '::ffff:c0a8:0107', '192.168.1.7'],
    [1, '0:0:0:0:0:ffff:192.168.1.7', '192.168.1.7'],
    [0, '2001:db8::1', '192.168.1.7'],
  ])('with %i trusted proxies and %s', (proxies, forwardedFor, visitor) => {
    expect(reach(arrival({ forwardedFor }), { ...home, proxies })?.visitor).toBe(visitor);
  });
});

test('this machine answers to its own names only', () => {
  const ours = makeIsOurs();
  expect(['localhost', 'a.localhost', '127.0.0.1', '::1'].map(ours)).toEqual([true, true, true, true]);
  expect(['127.evil.example', 'example.org', '8.8.8.8'].map(ours)).toEqual([false, false, false]);
});

test.each([
  ['http://localhost:4000', ['192.168.1.5'], 'http://192.168.1.5:4000'],
  ['http://127.0.0.1:4000', ['10.0.0.2', '10.0.0.3'], 'http://10.0.0.2:4000'],
  ['http://[::1]:4000', ['10.0.0.2'], 'http://10.0.0.2:4000'],
  ['http://localhost:4000', [], 'http://localhost:4000'],
  ['https://tequio.example.org', ['10.0.0.2'], 'https://tequio.example.org'],
  ['http://192.168.1.7:4000', ['10.0.0.2'], 'http://192.168.1.7:4000'],
])('whoever is at %s tells others to come to another address: %j', (origin, lan, others) => {
  expect(originForOthers(origin, lan)).toBe(others);
});
