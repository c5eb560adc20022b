/**
 * Codes that people read aloud, copy by hand and type: Crockford's base 32 (no I, L, O, U), in groups of
 * four, the last sign a check sign. The check is ISO 7064's hybrid scheme with 32 signs: it finds every
 * single wrong sign, so that a slip of the pen is told apart from a code that is not valid.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { assert } from '#kernel/assert';

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Signs of a return card: 19 by chance (95 bits) and the check sign. */
export const CARD_SIGNS = 20;
/**
 * Signs of an invitation: 15 by chance (75 bits) and the check sign. Its hash stands in the record, where
 * everybody of the group can try against it for as long as they like.
 */
export const INVITATION_SIGNS = 16;
/**
 * Signs of a code that lives for an hour or a week, whose tries are counted and whose hash stays in the
 * database: 35 bits.
 */
export const SHORT_SIGNS = 8;

/** A new code of `signs` signs, as it is printed: `K7Q2-9FMD`. */
export function newCode(signs: number): string {
  return codeFrom(randomBytes(signs - 1), signs);
}

/**
 * One of many codes that are made together, from a chance of at least 128 bits that is kept nowhere: whoever
 * asks for the same ones again, because an answer was lost, is given the same.
 */
export function codeOf(chance: string, which: string, signs: number): string {
  return codeFrom(
    createHmac('sha256', chance)
      .update(which)
      .digest()
      .subarray(0, signs - 1),
    signs,
  );
}

function codeFrom(bytes: Uint8Array, signs: number): string {
  const body = [...bytes].map((byte) => SIGNS[byte & 31]).join('');
  assert(body.length === signs - 1, 'there is chance enough for each sign');
  return grouped(body + checkSign(body));
}

/** What a person typed, as it was printed; null when it has another length or a slip in it. */
export function readCode(typed: string, signs: number): string | null {
  const plain = typed
    .toUpperCase()
    .replace(/[\s\-–—.·_]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (plain.length !== signs || Array.from(plain).some((sign) => !SIGNS.includes(sign))) return null;
  return checkSign(plain.slice(0, -1)) === plain.at(-1) ? grouped(plain) : null;
}

/** How a code or token is kept: 32 bytes from which it cannot be read. Only for what chance has made. */
export function hashOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}

/** Whether a text holds something shaped like a return card. */
export function holdsCard(text: string): boolean {
  return /[0-9A-Z]{4}(-[0-9A-Z]{4}){4}/i.test(text);
}

function checkSign(body: string): string {
  let product = 32;
  for (const sign of body) {
    const sum = (product + SIGNS.indexOf(sign)) % 32;
    product = ((sum === 0 ? 32 : sum) * 2) % 33;
  }
  return SIGNS[(33 - product) % 32]!;
}

function grouped(code: string): string {
  return code.match(/.{1,4}/g)!.join('-');
}
