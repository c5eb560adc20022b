import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CARD_SIGNS,
  codeOf,
  hashOf,
  holdsCard,
  INVITATION_SIGNS,
  newCode,
  readCode,
  SHORT_SIGNS,
} from './codes.ts';

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a code', () => {
  test('is printed in groups of four', () => {
    expect(newCode(CARD_SIGNS)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/);
    expect(newCode(INVITATION_SIGNS)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(newCode(SHORT_SIGNS)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test('of a letter is the same whenever it is asked for, and no other letter has it', () => {
    const codes = Array.from({ length: 200 }, (_, at) =>
      codeOf('by chance', `resident:${at}`, INVITATION_SIGNS),
    );
    expect(new Set(codes).size).toBe(200);
    expect(codes.map((code) => readCode(code, INVITATION_SIGNS))).toEqual(codes);
    expect(codeOf('by chance', 'resident:7', INVITATION_SIGNS)).toBe(codes[7]);
    expect(codeOf('by another', 'resident:7', INVITATION_SIGNS)).not.toBe(codes[7]);
  });

  test('is read however it is typed', () => {
    const code = newCode(CARD_SIGNS);
    for (const typed of [
      code,
      code.toLowerCase(),
      code.replaceAll('-', ''),
      code.replaceAll('-', ' '),
      ` ${code.replaceAll('0', 'o').replaceAll('1', 'l')} `,
      code.replaceAll('0', 'O').replaceAll('1', 'I'),
    ]) {
      expect(readCode(typed, CARD_SIGNS)).toBe(code);
    }
  });

  test('of an invitation, whose hash a whole group can read, is no smaller than 75 bits', () => {
    expect((INVITATION_SIGNS - 1) * Math.log2(SIGNS.length)).toBeGreaterThanOrEqual(75);
    const code = newCode(INVITATION_SIGNS);
    expect(readCode(code.toLowerCase().replaceAll('-', ' '), INVITATION_SIGNS)).toBe(code);
  });

  test('with one wrong sign is never taken for another', () => {
    fc.assert(
      fc.property(fc.nat(SHORT_SIGNS - 1), fc.integer({ min: 1, max: 31 }), (place, step) => {
        const code = newCode(SHORT_SIGNS);
        const plain = Array.from(code.replace('-', ''));
        plain[place] = SIGNS[(SIGNS.indexOf(plain[place]!) + step) % 32]!;
        expect(readCode(plain.join(''), SHORT_SIGNS)).toBeNull();
      }),
    );
  });

  test.each(['', 'K7Q2', 'K7Q2-9FM!', 'ÜÜÜÜ-ÜÜÜÜ', 'U'.repeat(8), '0'.repeat(9)])('is not “%s”', (typed) => {
    expect(readCode(typed, SHORT_SIGNS)).toBeNull();
  });

  test('is kept as 32 bytes that do not hold it', () => {
    const code = newCode(CARD_SIGNS);
    expect(hashOf(code)).toHaveLength(32);
    expect(hashOf(code).toString('latin1')).not.toContain(code.slice(0, 4));
  });

  test('of a card is recognised in a text', () => {
    expect(holdsCard(`Your card: ${newCode(CARD_SIGNS)}.`)).toBe(true);
    expect(holdsCard(`The code is ${newCode(SHORT_SIGNS)}.`)).toBe(false);
  });
});
