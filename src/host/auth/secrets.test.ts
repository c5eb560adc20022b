import { describe, expect, test } from 'vitest';
import { decideName, decideSecret } from './secrets.ts';

describe('a secret', () => {
  test.each([
    ['', 'secret_too_short'],
    ['      ', 'secret_too_short'],
    ['60471', 'secret_too_short'],
    ['molin', 'secret_too_short'],
    ['x'.repeat(199) + 'yz', 'secret_too_long'],
    ['123456', 'secret_too_common'],
    ['654321', 'secret_too_common'],
    ['890123', 'secret_too_common'],
    ['135791', 'secret_too_common'],
    ['000000', 'secret_too_common'],
    ['111222', 'secret_too_common'],
    ['121212', 'secret_too_common'],
    ['123123', 'secret_too_common'],
    ['abcdefg', 'secret_too_common'],
    ['Contraseña', 'secret_too_common'],
    ['Teresa Lopez', 'secret_too_common'],
    ['teresalopez', 'secret_too_common'],
    ['604713', 'digits'],
    ['６０４７１３', 'digits'],
    ['6047138', 'short'],
    ['molino', 'short'],
    ['molino 42', 'short'],
    ['molino 423', 'long'],
    ['ñandúñandúñ', 'long'],
  ])('“%s” is %s', (typed, expected) => {
    const decided = decideSecret(typed, 'Teresa Lopez');
    expect(decided.ok ? decided.value.kind : decided.refusal.rule).toBe(expected);
  });
});

describe('a name', () => {
  test.each([
    ['  ', 'name_missing'],
    ['\u0000\u202e', 'name_missing'],
    ['x'.repeat(81), 'name_too_long'],
    ['  Doña\tTeresa\n', 'Doña Teresa'],
    ['نازنین', 'نازنین'],
  ])('“%s” is %s', (typed, expected) => {
    const decided = decideName(typed);
    expect(decided.ok ? decided.value : decided.refusal.rule).toBe(expected);
  });
});
