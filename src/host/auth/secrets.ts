/** What may be a secret, and what may be a name; pure. */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { SecretKind } from './tables.ts';

export const LONG_SECRET = 10;
const SHORTEST = 6;
const LONGEST = 200;
const NAME_LONGEST = 80;

/** Guessed first by whoever guesses; digits are judged by their pattern instead. */
const COMMON = new Set(
  `password passw0rd contraseña contrasena qwerty qwertz azerty asdfgh letmein welcome bienvenido bienvenida
  iloveyou teamo tequiero tequio secret secreto amigos amigas familia estrella mariposa america corazon
  princesa princess football futbol monkey dragon sunshine superman master shadow admin1 abc123 a1b2c3
  123abc qwerty123 password1 password123 contraseña1 contrasena1 contrasena123 qwertyuiop asdfghjkl 1q2w3e
  1q2w3e4r 1q2w3e4r5t zaq12wsx abcdef abcdefgh abcd1234 tequio123 password1234`.split(/\s+/),
);

export interface ReadSecret {
  readonly text: string;
  readonly kind: SecretKind;
}

/** The secret as it is hashed and how strong it is, or why it cannot be one. */
export function decideSecret(
  typed: string,
  name: string,
): Outcome<ReadSecret, 'secret_too_short' | 'secret_too_long' | 'secret_too_common'> {
  const text = readSecret(typed);
  const signs = Array.from(text);
  if (signs.length < SHORTEST) return refuse('secret_too_short', { least: SHORTEST });
  if (signs.length > LONGEST) return refuse('secret_too_long', { most: LONGEST });
  if (isCommon(text, name)) return refuse('secret_too_common');
  const digits = /^\d{6}$/.test(text);
  return accept({ text, kind: digits ? 'digits' : signs.length < LONG_SECRET ? 'short' : 'long' });
}

/** One spelling for what looks the same, however the keyboard made it. */
export function readSecret(typed: string): string {
  return typed.normalize('NFKC').trim();
}

export function decideName(typed: string): Outcome<string, 'name_missing' | 'name_too_long'> {
  const name = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\s]+/gu, ' ')
    .trim();
  if (name === '') return refuse('name_missing');
  if (Array.from(name).length > NAME_LONGEST) return refuse('name_too_long', { most: NAME_LONGEST });
  return accept(name);
}

function isCommon(text: string, name: string): boolean {
  const plain = text.toLowerCase();
  const own = name.toLowerCase().replace(/\s+/g, '');
  return (
    COMMON.has(plain) ||
    plain.replace(/\s+/g, '') === own ||
    isRepeated(plain) ||
    isRun(plain) ||
    /^(\d)(\d)\1\2\1\2$/.test(plain) ||
    /^(\d\d\d)\1$/.test(plain)
  );
}

function isRepeated(text: string): boolean {
  return new Set(text).size <= 1 || /^(.)\1*(.)\2*$/.test(text);
}

/** 123456, 654321, 456789, abcdefg, 135790: every step the same, around the end and on. */
function isRun(text: string): boolean {
  const codes = Array.from(text).map((sign) => sign.codePointAt(0)!);
  const digits = /^\d+$/.test(text);
  const steps = codes.slice(1).map((code, i) => {
    const step = code - codes[i]!;
    return digits ? (step + 10) % 10 : step;
  });
  return new Set(steps).size === 1;
}
