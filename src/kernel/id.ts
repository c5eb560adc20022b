/**
 * Ids say what they name and sort by the time they were made: `org_` + 26 signs of Crockford's base 32 over a
 * UUIDv7 (RFC 9562 §5.7). Time and chance are arguments, so that a replay makes the same ids.
 */
import { assert } from './assert.ts';

const SIGNS = '0123456789abcdefghjkmnpqrstvwxyz';

export type Id<Kind extends string = string> = `${Kind}_${string}`;

/** Makes an id of `kind` from `millis` since 1970 and 10 random bytes. */
export function makeId<Kind extends string>(kind: Kind, millis: number, chance: Uint8Array): Id<Kind> {
  assert(/^[a-z]{2,8}$/.test(kind), 'an id kind is two to eight small letters');
  assert(Number.isSafeInteger(millis) && millis >= 0 && millis < 2 ** 48, 'an id needs a time after 1970');
  assert(chance.length >= 10, 'an id needs ten random bytes');
  const bytes = new Uint8Array(16);
  let rest = millis;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(chance.subarray(0, 10), 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return `${kind}_${base32(bytes)}`;
}

/** Crockford's base 32 of `bytes`, most significant bit first, left-padded to whole signs. */
export function base32(bytes: Uint8Array): string {
  // What pads it to whole signs stands before the first bit.
  let bits = Math.ceil((bytes.length * 8) / 5) * 5 - bytes.length * 8;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) {
      text += SIGNS[(value >> (bits - 5)) & 31]!;
    }
    value &= (1 << bits) - 1;
  }
  return text;
}

/** Whether `text` has the shape of an id of `kind`. */
export function isId<Kind extends string>(kind: Kind, text: unknown): text is Id<Kind> {
  return (
    typeof text === 'string' &&
    text.startsWith(`${kind}_`) &&
    /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text.slice(kind.length + 1))
  );
}

/** The moment (milliseconds since 1970) at which an id was made. */
export function idMillis(id: Id): number {
  const body = id.slice(id.indexOf('_') + 1);
  let value = 0n;
  for (const sign of body) value = (value << 5n) | BigInt(SIGNS.indexOf(sign));
  return Number(value >> 80n);
}
