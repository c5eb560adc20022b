/**
 * Blind ballots (RFC 9474, RSABSSA-SHA384-PSS-Randomized). A voter's browser makes a token by chance and has
 * it signed blinded, as in an envelope of carbon paper: whoever signs sees for whom, and not what. With
 * the blinding taken off, the token is one of those that were signed, and nobody can tell which.
 *
 * This half runs in the voter's browser too. What needs the private key is in commands/ballot-keys.ts.
 */
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import type { Way } from '#agents';
import { CHAMBERS, type Chamber } from './roll.ts';

/** A public key as JSON (RFC 7517). */
export type BallotKey = { readonly kty: 'RSA'; readonly n: string; readonly e: string };

/** The keys of one vote: where people and organizations are counted apart, one for each. */
export type BallotKeys = { readonly [chamber in Chamber]?: BallotKey };

export const SUITE = RSABSSA.SHA384.PSS.Randomized();
export const KEY_BITS = 2048;

/** Base64url of a token of 32 bytes, and of what has the length of the key. */
export const TOKEN = /^[0-9A-Za-z_-]{43}$/;
export const SIGNED = /^[0-9A-Za-z_-]{342}$/;

/**
 * A token on its way to be signed. `inverse` takes the blinding off, and is nobody's business but its
 * voter's.
 */
export interface Wish {
  readonly token: string;
  readonly blinded: string;
  readonly inverse: string;
}

/** The chambers whose ballots are told apart, and so have a key of their own. */
export function keyedChambers({ voters }: Pick<Way, 'voters'>): readonly Chamber[] {
  return voters === 'both' ? CHAMBERS : ['people'];
}

export async function newWish(key: BallotKey): Promise<Wish> {
  const token = SUITE.prepare(new Uint8Array());
  const { blindedMsg, inv } = await SUITE.blind(await imported(key), token);
  return { token: textOf(token), blinded: textOf(blindedMsg), inverse: textOf(inv) };
}

/** The signature under the token itself; throws where what came back was not signed with this key. */
export async function unblind(key: BallotKey, wish: Wish, blindSignature: string): Promise<string> {
  const { token, inverse } = wish;
  const signature = await SUITE.finalize(
    await imported(key),
    bytesOf(token),
    bytesOf(blindSignature),
    bytesOf(inverse),
  );
  return textOf(signature);
}

export async function isSigned(key: BallotKey, token: string, signature: string): Promise<boolean> {
  return SUITE.verify(await imported(key), bytesOf(signature), bytesOf(token));
}

function imported({ kty, n, e }: BallotKey): Promise<CryptoKey> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  return crypto.subtle.importKey('jwk', { kty, n, e }, algorithm, true, ['verify']);
}

function textOf(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}
