/**
 * Whether what is told of a month lets somebody work out what is not. Each sum that is told is a line of an
 * equation over the smallest parts: one activity, by those of one kind, at home in one way. What few gave
 * can be worked out where its line is a combination of those that are told; so a line is told only where,
 * with all before it, no part of few is. Whoever works it out may even know in which parts there is nobody.
 */
import type { Given, Told } from './carried.ts';

/** Counting is done in a finite field: its numbers stay whole, and a chance agreement only hides more. */
const PRIME = 67_108_859;

type Line = readonly number[];
interface Pivot {
  readonly line: Line;
  readonly at: number;
}

/**
 * The lines of `told`, in their order, that do not let anybody work out what fewer than `least` people
 * gave.
 */
export function withoutGuesses(
  told: readonly Told[],
  given: readonly Given[],
  least: number,
  isOf: (one: Told, given: Given) => boolean,
): Told[] {
  const atoms = [...new Map(given.map((one) => [keyOf(one), one])).values()];
  const hidden = smallParts(given, least).map((own) => {
    const keys = new Set(own.map(keyOf));
    return atoms.map((atom) => (keys.has(keyOf(atom)) ? 1 : 0));
  });
  let known: Pivot[] = [];
  const kept: Told[] = [];
  for (const one of told) {
    const wider = [
      ...known,
      ...pivotOf(
        known,
        atoms.map((atom) => (isOf(one, atom) ? 1 : 0)),
      ),
    ];
    if (hidden.some((line) => isNothing(reduced(wider, line)))) continue;
    known = wider;
    kept.push(one);
  }
  return kept;
}

function keyOf({ activity, parts }: Given): string {
  return [activity, ...Object.entries(parts).flat()].join('\u0000');
}

/** Every part of what was given, however it is cut, that few gave to. */
function smallParts(given: readonly Given[], least: number): Given[][] {
  const found = new Map<string, Given[]>();
  for (const one of given) {
    for (const cut of cutsOf(one)) {
      const own = found.get(cut);
      if (own === undefined) found.set(cut, [one]);
      else own.push(one);
    }
  }
  return [...found.values()].filter((own) => new Set(own.map((one) => one.member)).size < least);
}

/** All parts that an entry is in: by any of what is known of it, and by none. */
function cutsOf({ activity, parts }: Given): string[] {
  const said = [activity, ...Object.values(parts)];
  return said.reduce<string[]>(
    (cuts, one) => cuts.flatMap((cut) => [`${cut}\u0000`, `${cut}\u0000${one}`]),
    [''],
  );
}

function isNothing(line: Line): boolean {
  return line.every((value) => value === 0);
}

/** What of a line the others do not say already. */
function reduced(known: readonly Pivot[], line: Line): Line {
  let rest = line;
  for (const one of known) {
    const times = rest[one.at]!;
    if (times !== 0) rest = rest.map((value, at) => modulo(value - times * one.line[at]!));
  }
  return rest;
}

function pivotOf(known: readonly Pivot[], line: Line): Pivot[] {
  const rest = reduced(known, line);
  const at = rest.findIndex((value) => value !== 0);
  if (at < 0) return [];
  const by = inverse(rest[at]!);
  return [{ line: rest.map((value) => modulo(value * by)), at }];
}

function modulo(value: number): number {
  return ((value % PRIME) + PRIME) % PRIME;
}

/** By Fermat: what, times `value`, is one. */
function inverse(value: number): number {
  let [result, base] = [1, value];
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = modulo(result * base);
    base = modulo(base * base);
  }
  return result;
}
