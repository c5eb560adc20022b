/**
 * One value, one text: JSON in the canonical form of RFC 8785 (JCS), so that the same content always gives
 * the same bytes and therefore the same hash. Keys are sorted by their UTF-16 code units; numbers and strings
 * are written as ECMAScript writes them. What has no canonical form is refused, never bent into shape.
 */
import { Bug } from './assert.ts';
import { accept, refuse, type Json, type Outcome } from './outcome.ts';

/** What is wrong with a value that has no canonical form. */
type Fault = 'not_json' | 'not_finite' | 'lone_surrogate' | 'too_deep';

/** Deeper than any act; a text of brackets must not exhaust the stack. */
const MOST_DEPTH = 128;

/** The canonical bytes of `value`, or where (a JSON pointer) and why it has none. */
export function canonicalise(value: unknown): Outcome<Uint8Array, 'no_canonical_form'> {
  const found: { fault?: Fault; at?: string } = {};
  const text = write(value, '', 0, (fault, at) => {
    found.fault ??= fault;
    found.at ??= at;
    return '';
  });
  if (found.fault) return refuse('no_canonical_form', { why: found.fault, at: found.at });
  return accept(new TextEncoder().encode(text));
}

/** The canonical bytes of what the caller has ensured is plain JSON. */
export function canonicalBytes(value: Json): Uint8Array {
  const outcome = canonicalise(value);
  if (outcome.ok) return outcome.value;
  throw new Bug(`what is registered has a canonical form: ${JSON.stringify(outcome.refusal)}`);
}

type Complain = (fault: Fault, at: string) => '';

function write(value: unknown, at: string, depth: number, complain: Complain): string {
  if (depth > MOST_DEPTH) return complain('too_deep', at);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? JSON.stringify(value) : complain('not_finite', at);
  if (typeof value === 'string') return quote(value, at, complain);
  if (Array.isArray(value)) {
    // `Array.from` also visits holes, which are no JSON either.
    return `[${Array.from(value, (item, index) => write(item, `${at}/${index}`, depth + 1, complain)).join(',')}]`;
  }
  if (!isPlainObject(value)) return complain('not_json', at);
  const members = Object.keys(value)
    .sort()
    .map((key) => {
      const there = `${at}/${pointerStep(key)}`;
      return `${quote(key, there, complain)}:${write(value[key], there, depth + 1, complain)}`;
    });
  return `{${members.join(',')}}`;
}

function quote(text: string, at: string, complain: Complain): string {
  return text.isWellFormed() ? JSON.stringify(text) : complain('lone_surrogate', at);
}

/**
 * Dates, maps and the like would lose what they are; only what `{}` and `JSON.parse` make is an object here.
 */
function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** One step of a JSON pointer (RFC 6901). */
export function pointerStep(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
