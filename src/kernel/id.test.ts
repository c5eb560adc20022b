import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base32, idMillis, isId, makeId } from './id.ts';

const anyMillis = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const anyChance = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('an id', () => {
  test('is a UUIDv7 in Crockford signs: the example of RFC 9562, appendix A.6', () => {
    const chance = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    const bytes = Uint8Array.from(Buffer.from('017f22e279b07cc398c4dc0c0c07398f', 'hex'));
    expect(makeId('act', 0x017f22e279b0, chance)).toBe(`act_${base32(bytes)}`);
  });

  test('says what it names and when it was made', () => {
    fc.assert(
      fc.property(anyMillis, anyChance, (millis, chance) => {
        const id = makeId('mem', millis, chance);
        expect(isId('mem', id)).toBe(true);
        expect(isId('org', id)).toBe(false);
        expect(idMillis(id)).toBe(millis);
      }),
    );
  });

  test('sorts by the time it was made', () => {
    fc.assert(
      fc.property(anyMillis, anyMillis, anyChance, anyChance, (first, second, chance, other) => {
        fc.pre(first !== second);
        expect(makeId('act', first, chance) < makeId('act', second, other)).toBe(first < second);
      }),
    );
  });

  test('is the same for the same time and chance, and another for another', () => {
    const chance = new Uint8Array(10);
    expect(makeId('org', 5, chance)).toBe(makeId('org', 5, chance));
    expect(makeId('org', 5, chance)).not.toBe(makeId('org', 5, new Uint8Array(10).fill(1)));
  });

  test.each([
    'org_',
    'org_0123456789abcdefghjkmnpqrs2',
    'org_81234567890abcdefghjkmnpqr',
    'org_0123456789abcdefghijklmnop',
    'org_0123456789ABCDEFGHJKMNPQRS',
    'org_0123456789abcdefghjkmnpqrs\n',
    'per_0123456789abcdefghjkmnpqrs',
    '',
    7,
    null,
  ])('%o names no organization', (text) => {
    expect(isId('org', text)).toBe(false);
  });

  test.each([
    ['O', 0, 10],
    ['or9', 0, 10],
    ['org', -1, 10],
    ['org', 1.5, 10],
    ['org', 2 ** 48, 10],
    ['org', 0, 9],
  ])('cannot be made of %s, %s and %i bytes', (kind, millis, bytes) => {
    expect(() => makeId(kind, millis, new Uint8Array(bytes))).toThrow();
  });
});
