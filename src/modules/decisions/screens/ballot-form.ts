/**
 * A ballot as it stands in a form: what somebody has written so far, which may still be anything, and the
 * choices that it means. The same fields serve with and without a script.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Choices } from '../core/proposal.ts';

export type BallotKind = Choices['ballot'];

/** One thing to choose, as a ballot shows it. */
export interface BallotOption {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly costMinor: bigint | null;
  /** The same with its unit, in words. */
  readonly cost: string | null;
}

/** What stands in the fields. */
export interface WrittenBallot {
  readonly says: string;
  readonly reason: string;
  readonly ticked: readonly string[];
  /** Places and marks, by option, as they were typed. */
  readonly numbers: Readonly<Record<string, string>>;
}

export const BLANK: WrittenBallot = { says: '', reason: '', ticked: [], numbers: {} };

/** Names of fields; what stands behind the mark is the option. */
export const NUMBER = 'at-';
const TICK = 'option';

export function writtenOn(form: FormData): WrittenBallot {
  const text = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value.trim() : '');
  const numbers: Record<string, string> = {};
  for (const [name, value] of form) {
    if (name.startsWith(NUMBER) && text(value) !== '') numbers[name.slice(NUMBER.length)] = text(value);
  }
  return {
    says: text(form.get('says')),
    reason: text(form.get('reason')),
    ticked: form.getAll(TICK).map(text),
    numbers,
  };
}

/** A ballot that was cast before, as it is shown to whoever changes it. */
export function writtenFrom(choices: Choices): WrittenBallot {
  switch (choices.ballot) {
    case 'yes_no':
      return { ...BLANK, says: choices.says };
    case 'consent':
      return { ...BLANK, says: choices.says, reason: choices.reason ?? '' };
    case 'approve':
    case 'fund':
      return { ...BLANK, ticked: choices.options };
    case 'marks':
      return { ...BLANK, numbers: mapped(Object.entries(choices.marks)) };
    case 'rank':
      return {
        ...BLANK,
        numbers: mapped(choices.ranking.flatMap((tied, i) => tied.map((option) => [option, i + 1] as const))),
      };
  }
}

function mapped(entries: readonly (readonly [string, number])[]): Record<string, string> {
  return Object.fromEntries(entries.map(([option, number]) => [option, String(number)]));
}

/**
 * The choices that a filled-in ballot means. What a form can hold and no choice can is refused here: nothing
 * chosen at all, and a place that is not a whole number. Everything else the act itself looks at.
 */
export function choicesOf(
  kind: BallotKind,
  written: WrittenBallot,
): Outcome<Choices, 'ballot_says_nothing' | 'ballot_place_odd'> {
  const { says, reason, ticked, numbers } = written;
  switch (kind) {
    case 'yes_no':
      if (says === 'yes' || says === 'no' || says === 'abstain') return accept({ ballot: kind, says });
      return refuse('ballot_says_nothing');
    case 'consent':
      if (says !== 'consent' && says !== 'aside' && says !== 'object' && says !== 'abstain')
        return refuse('ballot_says_nothing');
      return accept({ ballot: kind, says, ...(reason === '' ? {} : { reason }) });
    case 'approve':
    case 'fund':
      return accept({ ballot: kind, options: [...new Set(ticked)] });
    case 'marks':
    case 'rank': {
      const typed = Object.entries(numbers);
      if (typed.some(([, value]) => !/^[0-9]{1,4}$/.test(value))) return refuse('ballot_place_odd');
      const known = typed.map(([option, value]) => [option, Number(value)] as const);
      return accept(
        kind === 'marks'
          ? { ballot: kind, marks: Object.fromEntries(known) }
          : { ballot: kind, ranking: ranked(known) },
      );
    }
  }
}

/** Which options stand in a place that another has as well. */
export function sharingPlaces({ numbers }: WrittenBallot): readonly string[] {
  const places = Map.groupBy(Object.entries(numbers), ([, typed]) => Number(typed));
  return [...places.values()].filter((tied) => tied.length > 1).flatMap((tied) => tied.map(([id]) => id));
}

/** Smaller numbers lead; gaps between them mean nothing; equal ones share a place. */
function ranked(places: readonly (readonly [string, number])[]): string[][] {
  const shared = Map.groupBy(places, ([, place]) => place);
  return [...shared].sort(([a], [b]) => a - b).map(([, tied]) => tied.map(([option]) => option));
}

/** What the ticked projects cost together. */
export function totalOf(options: readonly BallotOption[], ticked: readonly string[]): bigint {
  const chosen = new Set(ticked);
  return options.reduce((sum, one) => (chosen.has(one.id) ? sum + (one.costMinor ?? 0n) : sum), 0n);
}
