/**
 * The keys of a blind vote: made when it opens, kept where nobody reads them until it closes, then gone. With
 * the private ones every voter's token is signed once, unseen.
 */
import { constants, createPrivateKey, privateDecrypt, publicEncrypt, type JsonWebKey } from 'node:crypto';
import type { Json } from '#kernel/outcome';
import type { Way } from '#agents';
import { KEY_BITS, keyedChambers, SUITE, type BallotKey, type BallotKeys } from '../core/blind.ts';
import type { Chamber } from '../core/roll.ts';

export interface NewKeys {
  readonly open: BallotKeys;
  /** Private keys as JSON, by chamber. */
  readonly secret: { readonly [chamber: string]: Json };
}

/** New keys for a vote in this way; null where its ballots are not blind. */
export async function newKeysFor(way: Way | null): Promise<NewKeys | null> {
  if (way?.secrecy !== 'blind') return null;
  const open: { [chamber in Chamber]?: BallotKey } = {};
  const secret: { [chamber: string]: Json } = {};
  for (const chamber of keyedChambers(way)) {
    const { privateKey } = await SUITE.generateKey({
      modulusLength: KEY_BITS,
      publicExponent: Uint8Array.from([1, 0, 1]),
    });
    const whole = await crypto.subtle.exportKey('jwk', privateKey);
    open[chamber] = { kty: 'RSA', n: whole.n!, e: whole.e! };
    secret[chamber] = whole as Json;
  }
  return { open, secret };
}

/**
 * Signs what is blinded (RFC 9474, section 4.3), in the same time whatever it is; null where it is no
 * number below that of the key.
 */
export function signBlinded(secret: Json, blinded: string): string | null {
  const key = createPrivateKey({ key: secret as unknown as JsonWebKey, format: 'jwk' });
  const raw = { key, padding: constants.RSA_NO_PADDING };
  const message = Buffer.from(blinded, 'base64url');
  try {
    const signature = privateDecrypt(raw, message);
    return publicEncrypt(raw, signature).equals(message) ? signature.toString('base64url') : null;
  } catch {
    return null;
  }
}
