import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import { joinPersonal, leafBytes, parseLeaf, splitPersonal, type Leaf } from './leaf.ts';

const leaf: Leaf = {
  v: 1,
  org: 'org_a',
  act: 'act_a',
  at: '2026-11-23T18:00:00.000Z',
  actor: 'mem_a',
  command: 'agents.appoint',
  channel: 'web',
  authority: { by: 'membership', member: 'mem_a' },
  statutes: 3,
  fact: { member: 'mem_b', role: 'treasurer' },
  personal: null,
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (from: Uint8Array): string => new TextDecoder().decode(from);

describe('a leaf', () => {
  test('is canonical JSON, key by key', () => {
    expect(text(leafBytes(leaf))).toBe(
      '{"act":"act_a","actor":"mem_a","at":"2026-11-23T18:00:00.000Z",' +
        '"authority":{"by":"membership","member":"mem_a"},"channel":"web","command":"agents.appoint",' +
        '"fact":{"member":"mem_b","role":"treasurer"},"org":"org_a","personal":null,"statutes":3,"v":1}',
    );
  });

  test.each<Partial<Leaf>>([
    {},
    { actor: null, authority: { by: 'house' }, channel: 'job' },
    { statutes: null },
    { statutes: 'sta_a' },
    { personal: 'ab'.repeat(32) },
  ])('with %o comes back from its bytes', (change) => {
    const whole = { ...leaf, ...change };
    expect(parseLeaf(leafBytes(whole))).toEqual({ ok: true, value: whole });
  });

  test('that lacks something is not written', () => {
    const { actor: _, ...without } = leaf;
    expect(() => leafBytes(without as Leaf)).toThrow('everything');
    expect(() => leafBytes({ ...leaf, mood: 'fine' } as Leaf)).toThrow('everything');
  });

  const good = text(leafBytes(leaf));
  test.each([
    ['no text', Uint8Array.of(0xff, 0xfe), 'leaf_not_json'],
    ['no JSON', bytes(good.slice(1)), 'leaf_not_json'],
    ['nothing', bytes(''), 'leaf_not_json'],
    ['a mark before it', bytes(`\ufeff${good}`), 'leaf_not_json'],
    ['a space', bytes(`${good} `), 'leaf_not_canonical'],
    [
      'a key twice',
      bytes(good.replace('{"act":"act_a"', '{"act":"act_b","act":"act_a"')),
      'leaf_not_canonical',
    ],
    ['another order', bytes(JSON.stringify(leaf)), 'leaf_not_canonical'],
    ['a letter written as a number', bytes(good.replace('web', '\\u0077eb')), 'leaf_not_canonical'],
    ['a list', bytes('[]'), 'leaf_misshapen'],
    ['another version', bytes(good.replace('"v":1', '"v":2')), 'leaf_version_unknown'],
    ['no act', bytes(good.replace('"act":"act_a",', '')), 'leaf_misshapen'],
    ['a member too many', bytes(good.replace('"v":1', '"v":1,"x":1')), 'leaf_misshapen'],
    ['half a commitment', bytes(good.replace('"personal":null', '"personal":"ab"')), 'leaf_misshapen'],
  ])('with %s is refused', (_name, from, rule) => {
    expect(parseLeaf(from)).toMatchObject({ ok: false, refusal: { rule } });
  });
});

describe('what tells of people', () => {
  test('is taken out at any depth and put back', () => {
    const fact: Fact = {
      name: 'Ana',
      role: 'box',
      since: undefined,
      household: { name: { given: 'Ana', family: undefined }, size: 3 },
      keys: [{ name: 'Luis', lock: 1 }, { lock: 2 }, [{ phone: null }]],
      'a/b~c': { phone: '5' },
    };
    const { fact: rest, personal } = splitPersonal(fact, ['name', 'phone']);
    expect(rest).toEqual({
      name: null,
      role: 'box',
      household: { name: null, size: 3 },
      keys: [{ name: null, lock: 1 }, { lock: 2 }, [{ phone: null }]],
      'a/b~c': { phone: null },
    });
    expect(personal).toEqual({
      '/name': 'Ana',
      '/household/name': { given: 'Ana' },
      '/keys/0/name': 'Luis',
      '/keys/2/0/phone': null,
      '/a~1b~0c/phone': '5',
    });
    expect(joinPersonal(rest, personal)).toEqual(JSON.parse(JSON.stringify(fact)));
    expect(joinPersonal(rest, null)).toEqual(rest);
  });

  test('is nothing where no such key is', () => {
    expect(splitPersonal({ role: 'box' }, ['name'])).toEqual({ fact: { role: 'box' }, personal: null });
  });

  test('has its place, or it is not this fact', () => {
    expect(() => joinPersonal({ role: 'box' }, { '/name': 'Ana' })).toThrow('its place');
  });

  test('is gone from the rest, and comes back whole, in any fact', () => {
    const key = fc.constantFrom('name', 'phone', 'a', 'b', '__proto__', '0', 'a/b', '~1', '');
    const { fact: anyFact } = fc.letrec<{ fact: Fact; value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('secret', 1, true, null),
        fc.array(tie('value'), { maxLength: 3 }),
        tie('fact'),
      ),
      fact: fc
        .uniqueArray(fc.tuple(key, tie('value')), { selector: ([name]) => name, maxLength: 4 })
        .map((members) => Object.fromEntries(members)),
    }));
    fc.assert(
      fc.property(anyFact, (fact) => {
        const { fact: rest, personal } = splitPersonal(fact, ['name', 'phone', '__proto__']);
        const expected = JSON.stringify(fact);
        expect(JSON.stringify(joinPersonal(rest, personal))).toBe(expected);
        expect(JSON.stringify(rest)).not.toMatch(/"(name|phone|__proto__)":(?!null)/);
        expect(personal === null).toBe(!/"(name|phone|__proto__)":/.test(expected));
      }),
    );
  });
});
