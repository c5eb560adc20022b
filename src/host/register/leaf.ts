/**
 * A leaf is what the register remembers of one act, for ever: who did what, for whom, on which authority,
 * when, by which channel and under which version of the rules. What it tells of a person is kept apart, in a
 * payload that the leaf only commits to.
 */
import type { Authority, Channel, Fact } from '#kernel/command';
import { assert } from '#kernel/assert';
import { accept, refuse, type Json, type Outcome } from '#kernel/outcome';
import { canonicalBytes, canonicalise, pointerStep } from '#kernel/canonical';
import { sameHash } from '#kernel/merkle';

export interface Leaf {
  readonly v: 1;
  readonly org: string;
  readonly act: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Under which name this register knows whoever acted; null when it was nobody's hand. */
  readonly actor: string | null;
  readonly command: string;
  readonly channel: Channel;
  readonly authority: Authority;
  /** The version of the statutes in force; null where there were none yet. */
  readonly statutes: string | number | null;
  readonly fact: { readonly [key: string]: Json };
  /** The commitment to the personal payload, in hexadecimal; null when the fact tells of nobody. */
  readonly personal: string | null;
}

/** Values that tell of people, by the JSON pointer (RFC 6901) of their place in the fact. */
export type Personal = { readonly [pointer: string]: Json };

export type LeafRule = 'leaf_not_json' | 'leaf_not_canonical' | 'leaf_version_unknown' | 'leaf_misshapen';

/** The exact bytes that are stored and hashed. */
export function leafBytes(leaf: Leaf): Uint8Array {
  assert(whatIsMissing(leaf) === null, 'a leaf says everything that a leaf has to say');
  return canonicalBytes(leaf as unknown as Json);
}

/** Reads a leaf from its bytes, and refuses any that {@link leafBytes} would not have written. */
export function parseLeaf(bytes: Uint8Array): Outcome<Leaf, LeafRule> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return refuse('leaf_not_json');
  }
  const canonical = canonicalise(value);
  if (!canonical.ok || !sameHash(canonical.value, bytes)) return refuse('leaf_not_canonical');
  if (!isRecord(value)) return refuse('leaf_misshapen', { missing: '' });
  if (value['v'] !== 1) return refuse('leaf_version_unknown');
  const missing = whatIsMissing(value);
  if (missing !== null) return refuse('leaf_misshapen', { missing });
  return accept(value as unknown as Leaf);
}

/**
 * Takes what stands under one of `personalKeys`, at any depth, out of a fact. The key stays, with null, so
 * that the shape of the fact and the positions in its lists do not depend on what was erased; a value that
 * was null is taken too, so that not having one is no less private. Members that are undefined are not there.
 */
export function splitPersonal(
  fact: Fact,
  personalKeys: readonly string[],
): { fact: { [key: string]: Json }; personal: Personal | null } {
  const keys = new Set(personalKeys);
  const taken: [string, Json][] = [];
  const rest = mapMembers(fact, '', (key, value, pointer) => {
    if (!keys.has(key)) return undefined;
    taken.push([pointer, mapValue(value, pointer, () => undefined)]);
    return null;
  });
  return { fact: rest, personal: taken.length > 0 ? Object.fromEntries(taken) : null };
}

/** Puts personal values back in their places; where the payload has been erased, null stays. */
export function joinPersonal(
  fact: { readonly [key: string]: Json },
  personal: Personal | null,
): { [key: string]: Json } {
  if (personal === null) return mapMembers(fact, '', () => undefined);
  const left = new Set(Object.keys(personal));
  const whole = mapMembers(fact, '', (_key, _value, pointer) =>
    left.delete(pointer) ? personal[pointer] : undefined,
  );
  assert(left.size === 0, 'every personal value has its place in the fact');
  return whole;
}

/** Whose personal words these are: the member or person that a fact names, else whoever acted. */
export function subjectOf<Actor extends string | null>(fact: Fact, actor: Actor): string | Actor {
  const named = fact['member'] ?? fact['person'];
  return typeof named === 'string' ? named : actor;
}

/** What to put in the place of a member; undefined to go on into it. */
type Replace = (key: string, value: Json, pointer: string) => Json | undefined;

function mapMembers(
  from: { readonly [key: string]: Json | undefined },
  at: string,
  replace: Replace,
): { [key: string]: Json } {
  const members: [string, Json][] = [];
  for (const [key, value] of Object.entries(from)) {
    if (value === undefined) continue;
    const pointer = `${at}/${pointerStep(key)}`;
    const replaced = replace(key, value, pointer);
    members.push([key, replaced === undefined ? mapValue(value, pointer, replace) : replaced]);
  }
  return Object.fromEntries(members);
}

function mapValue(value: Json, at: string, replace: Replace): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item, index) => mapValue(item, `${at}/${index}`, replace));
  return mapMembers(value, at, replace);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** What each member of a leaf has to be, in the order in which a reader looks. */
const SHAPE: { readonly [member: string]: (value: unknown) => boolean } = {
  v: (value) => value === 1,
  org: isText,
  act: isText,
  at: isText,
  actor: (value) => value === null || isText(value),
  command: isText,
  channel: isText,
  authority: (value) => isRecord(value) && isText(value['by']),
  statutes: (value) => value === null || isText(value) || Number.isSafeInteger(value),
  fact: isRecord,
  personal: (value) => value === null || (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)),
};

/** The first member that is missing, misshapen, or that a leaf does not have; null when all is well. */
function whatIsMissing(leaf: object): string | null {
  const members: { readonly [key: string]: unknown } = { ...leaf };
  const wrong = Object.keys(SHAPE).find((name) => !SHAPE[name]!(members[name]));
  return wrong ?? Object.keys(members).find((name) => !Object.hasOwn(SHAPE, name)) ?? null;
}
