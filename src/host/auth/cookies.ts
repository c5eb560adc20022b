/**
 * The three cookies of signing in: who is here (the session), on what (the device), and for a minute the
 * challenge of a passkey. All are out of reach of scripts, and over https bound to this very host.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface CookieNames {
  readonly session: string;
  readonly device: string;
  readonly passkey: string;
  readonly secure: boolean;
}

/** A cookie for the answer; the shape that `cookies.set(name, value, options)` takes. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    readonly path: '/';
    readonly httpOnly: true;
    readonly sameSite: 'lax';
    readonly secure: boolean;
    readonly maxAge: number;
  };
}

/** What a request brings along; SvelteKit's `cookies` fits. */
export interface CookieReader {
  get(name: string): string | undefined;
}

export const DEVICE_SECONDS = 400 * 24 * 3600;

export function cookieNames(prefix: string, origin: string): CookieNames {
  const secure = origin.startsWith('https://');
  const name = secure ? `__Host-${prefix}` : prefix;
  return { session: name, device: `${name}_device`, passkey: `${name}_passkey`, secure };
}

export function cookie(names: CookieNames, name: string, value: string, maxAge: number): SetCookie {
  return {
    name,
    value,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure: names.secure, maxAge },
  };
}

/**
 * `token.signature`, as the sign-in library writes and reads it: what stands in the database lets nobody in.
 */
export function signed(token: string, secret: string): string {
  return `${token}.${signature(token, secret)}`;
}

/** The token of a signed cookie, or null when the signature is not ours. */
export function unsigned(value: string | undefined, secret: string): string | null {
  const dot = value?.lastIndexOf('.') ?? -1;
  if (value === undefined || dot < 1) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1));
  const right = Buffer.from(signature(token, secret));
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

function signature(token: string, secret: string): string {
  return createHmac('sha256', secret).update(token).digest('base64');
}
