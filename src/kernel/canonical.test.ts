/** Vectors: RFC 8785, §3.2.2–3.2.4 and appendix B. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalBytes, canonicalise } from './canonical.ts';

const text = (value: unknown): string => {
  const outcome = canonicalise(value);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return new TextDecoder().decode(outcome.value);
};

describe('the examples of RFC 8785', () => {
  test('§3.2.2 to §3.2.4: literals, numbers and strings, down to the bytes', () => {
    const sample: unknown = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    const bytes = canonicalise(sample);
    expect(bytes.ok && Buffer.from(bytes.value).toString('hex')).toBe(
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a' +
        '5b3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d3237' +
        '5d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d',
    );
  });

  test('§3.2.3: keys go by UTF-16 code units, so that an emoji comes before a Hebrew letter', () => {
    const sample = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(text(sample).match(/(?<=:")[^"]+/g)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('appendix B: the number with the bits %s is %s', (bits, written) => {
    expect(text(Buffer.from(bits, 'hex').readDoubleBE())).toBe(written);
  });
});

describe('what has no canonical form is refused', () => {
  test.each([
    ['a number that is none', { sum: NaN }, 'not_finite', '/sum'],
    ['infinity', [1, -Infinity], 'not_finite', '/1'],
    ['undefined', { a: { b: undefined } }, 'not_json', '/a/b'],
    ['a hole', [1].concat(new Array<number>(1)), 'not_json', '/1'],
    ['a bigint', { minor: 5n }, 'not_json', '/minor'],
    ['a symbol', Symbol('x'), 'not_json', ''],
    ['a function', { toJSON: () => 1 }, 'not_json', '/toJSON'],
    ['a date', { at: new Date(0) }, 'not_json', '/at'],
    ['a map', new Map(), 'not_json', ''],
    ['bytes', new Uint8Array(1), 'not_json', ''],
    ['half an emoji', { name: 'Ana \ud83d' }, 'lone_surrogate', '/name'],
    ['the other half, as a key', { '\ude00': 1 }, 'lone_surrogate', '/\ude00'],
    ['the first of two', { b: NaN, a: 1n }, 'not_json', '/a'],
    ['behind an odd key', { 'a/b~c': NaN }, 'not_finite', '/a~1b~0c'],
  ])('%s', (_name, value, why, at) => {
    expect(canonicalise(value)).toEqual({ ok: false, refusal: { rule: 'no_canonical_form', why, at } });
  });

  test('nesting without end', () => {
    const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(canonicalise(nested(120)).ok).toBe(true);
    expect(canonicalise(nested(5000))).toMatchObject({ refusal: { why: 'too_deep' } });
  });

  test('and a bug where it was promised', () => {
    expect(() => canonicalBytes({ a: NaN })).toThrow('"why":"not_finite","at":"/a"');
  });
});

test('the canonical text says the same, and is its own canonical form', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const once = text(value);
      expect(JSON.parse(once)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(text(JSON.parse(once))).toBe(once);
    }),
  );
});

test('the order of keys does not matter', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(text(turned)).toBe(text(value));
    }),
  );
});
