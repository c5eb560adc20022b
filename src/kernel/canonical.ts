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
  const found: Found = { steps: [] };
  const text = write(value, found);
  if (found.fault) return refuse('no_canonical_form', { why: found.fault, at: found.at });
  return accept(new TextEncoder().encode(text));
}

/** The canonical bytes of what the caller has ensured is plain JSON. */
export function canonicalBytes(value: Json): Uint8Array {
  const outcome = canonicalise(value);
  if (outcome.ok) return outcome.value;
  throw new Bug(`what is registered has a canonical form: ${JSON.stringify(outcome.refusal)}`);
}

/** Where the writer is, as the keys on the way there; and the first thing that was wrong. */
interface Found {
  readonly steps: (string | number)[];
  fault?: Fault;
  at?: string;
}

function write(value: unknown, found: Found): string {
  if (found.steps.length > MOST_DEPTH) return complain(found, 'too_deep');
  if (typeof value === 'string') return quote(value, found);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? JSON.stringify(value) : complain(found, 'not_finite');
  if (Array.isArray(value)) return `[${writeItems(value, found)}]`;
  return isPlainObject(value) ? `{${writeMembers(value, found)}}` : complain(found, 'not_json');
}

function writeItems(list: readonly unknown[], found: Found): string {
  let text = '';
  // By their places, because holes are no JSON either.
  for (let at = 0; at < list.length; at++) {
    found.steps.push(at);
    text += (at === 0 ? '' : ',') + write(list[at], found);
    found.steps.pop();
  }
  return text;
}

function writeMembers(value: { readonly [key: string]: unknown }, found: Found): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    found.steps.push(key);
    text += `${text === '' ? '' : ','}${quote(key, found)}:${write(value[key], found)}`;
    found.steps.pop();
  }
  return text;
}

function complain(found: Found, fault: Fault): '' {
  if (found.fault === undefined) {
    found.fault = fault;
    found.at = found.steps.map((step) => `/${pointerStep(String(step))}`).join('');
  }
  return '';
}

/** Printable ASCII without quotation mark and backslash: nothing in it is written in another way. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quote(text: string, found: Found): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return text.isWellFormed() ? JSON.stringify(text) : complain(found, 'lone_surrogate');
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
  return /[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}
