/**
 * What an explanation of an outcome is made of: sentences that screens put into words, and pictures that
 * they draw. Options go by their id; `none` is the choice that everything stays as it is.
 */
import type { Key } from '#locales';
import { compare, type Fraction, parseFraction, sub, toText } from '#tally';
import type { Method } from '#agents';
import type { Result } from './proposal.ts';

/** A value in a sentence: a count, a name, options, votes as exact text, money in minor units. */
export type ToldValue =
  | number
  | string
  | { readonly option: string }
  | { readonly options: readonly string[] }
  | { readonly votes: string }
  /** A grade of a judgment, from the lowest. */
  | { readonly grade: number }
  | { readonly money: string };

export interface Told {
  readonly key: Key;
  readonly values: Readonly<Record<string, ToldValue>>;
}

/** Data as it lies in the record: whole numbers of any size are text. */
export type AsData<T> = T extends bigint
  ? string
  : T extends object
    ? { readonly [K in keyof T]: AsData<T[K]> }
    : T;

export interface ExplainedProposal {
  readonly title: string;
  readonly method: Method;
  readonly seats: number;
  readonly seed: string | null;
  /** The options are people who stand for election. */
  readonly electsPeople: boolean;
  readonly options: readonly { readonly id: string; readonly costMinor: bigint | null }[];
}

/** What every count says first; see `count.ts`. */
export interface CountHead {
  readonly options?: readonly string[];
  readonly roll: number;
  readonly took: number;
  readonly quorum: { readonly percent: number; readonly wanted: number; readonly holds: boolean };
}

/** What came of it: the result, and who or what has won. */
export interface Verdict {
  readonly result: Result;
  readonly winners: readonly string[];
}

export interface Explanation {
  readonly method: Method;
  readonly result: Result;
  /** The outcome as a sentence. */
  readonly head: Told;
  /** Turnout, quorum, threshold and margin, in the order in which they are said. */
  readonly facts: readonly Told[];
  readonly picture: Picture;
  /** Where a lot decided. */
  readonly lots: readonly Told[];
  readonly seed: string | null;
  /** For each option that did not win, what was missing. */
  readonly whyNot: readonly WhyNotTold[];
}

export interface WhyNotTold {
  /** Null where there is one proposal and no options. */
  readonly option: string | null;
  readonly says: readonly Told[];
}

export interface ChamberPicture {
  readonly chamber: 'all' | 'people' | 'organizations';
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly silent: number;
  readonly roll: number;
  /** How many must say yes, and how many must take part; null where nothing asks for it. */
  readonly neededYes: number;
  readonly neededPart: number | null;
  readonly passes: boolean;
}

/** An objection as the talk has it, and what became of it. */
export interface ObjectionTold {
  readonly who: string;
  readonly reason: string;
  readonly resolved: 'integrated' | 'withdrawn' | 'not-paramount' | null;
  /** How it was answered, in somebody's words. */
  readonly answer: string | null;
}

/** One bar: how long it is (for drawing alone), and what stands at its end. */
export interface Bar {
  readonly option: string;
  readonly value: number;
  readonly shown: string;
  readonly won: boolean;
}

export interface MarksRow {
  readonly option: string;
  /** Voters by mark, from the lowest. */
  readonly counts: readonly number[];
  /** Points in all, or the number of the majority grade. */
  readonly worth: string | null;
  readonly won: boolean;
}

export interface RoundPicture {
  readonly round: number;
  readonly says: readonly Told[];
  /** Who still stands or is elected, in the order of the paper. */
  readonly bars: readonly (Bar & { readonly status: 'hopeful' | 'elected' | 'leaves' })[];
  readonly exhausted: string;
  /** What moved into this round: null is a paper that names nobody further. */
  readonly moves: readonly { readonly from: string; readonly to: string | null; readonly votes: number }[];
}

export interface PaidBar {
  readonly option: string;
  readonly cost: string;
  readonly supporters: number | null;
  /** Who paid the same, who gave the rest of what they had, and what came from money left over. */
  readonly full: { readonly voters: number; readonly each: string; readonly paid: string } | null;
  readonly rest: { readonly voters: number; readonly paid: string } | null;
  readonly fromLeft: boolean;
}

export type Picture =
  | { readonly kind: 'yes_no'; readonly chambers: readonly ChamberPicture[] }
  | {
      readonly kind: 'consent';
      readonly consent: number;
      readonly aside: number;
      /** Objections that stand, and those that were met before the end. */
      readonly object: number;
      readonly met: number;
      readonly abstain: number;
      readonly silent: number;
      /** How many may stand, and it passes all the same. */
      readonly allowed: number;
      readonly objections: readonly ObjectionTold[];
    }
  | { readonly kind: 'bars'; readonly bars: readonly Bar[]; readonly full: number }
  | {
      readonly kind: 'marks';
      readonly of: 'points' | 'grades';
      readonly highest: number;
      readonly rows: readonly MarksRow[];
      readonly runoffs: readonly { readonly bars: readonly Bar[]; readonly neither: number }[];
    }
  | {
      readonly kind: 'rounds';
      readonly quota: string;
      /** Whether what moved from whom to whom is known: Meek shares all votes out anew. */
      readonly flows: boolean;
      readonly rounds: readonly RoundPicture[];
      readonly seats: number;
    }
  | {
      readonly kind: 'duels';
      readonly ranking: readonly string[];
      /** over[a][b]: voters who rank the a-th of the ranking above the b-th, for the first of them. */
      readonly over: readonly (readonly number[])[];
      readonly winners: readonly string[];
      /** Schulze: by which chain of duels the first stands before those whom it does not beat directly. */
      readonly chains: readonly { readonly chain: readonly string[]; readonly strength: number }[];
      /** Ranked pairs: majorities that would have closed a circle, and were left out. */
      readonly leftOut: readonly { readonly over: string; readonly under: string; readonly votes: number }[];
    }
  | {
      readonly kind: 'budget';
      /** By which rule the money was given out, and what each had. */
      readonly rule: readonly Told[];
      readonly pot: string;
      readonly left: string;
      /** What everybody held at the beginning; null where nobody holds a part. */
      readonly each: string | null;
      readonly bars: readonly PaidBar[];
      readonly not: readonly { readonly option: string; readonly cost: string }[];
      readonly comparison: Told | null;
    }
  | {
      readonly kind: 'lot';
      readonly drawn: readonly string[];
      readonly reserves: readonly string[];
      readonly commitment: string;
    }
  /** Nobody voted: there is nothing to draw. */
  | { readonly kind: 'nothing' };

export type Part = Pick<Explanation, 'head' | 'facts' | 'picture' | 'lots' | 'whyNot'>;

export function told(key: Key, values: Readonly<Record<string, ToldValue>> = {}): Told {
  return { key, values };
}

/** How much one number of votes is more than another, as exact text. */
export function difference(more: string, less: string): string {
  return toText(sub(parseFraction(more), parseFraction(less)));
}

export function compareVotes(a: string, b: string): number {
  return compare(parseFraction(a), parseFraction(b));
}

/** For drawing alone: no decision hangs on it. */
export function lengthOf(votes: string): number {
  const { num, den } = parseFraction(votes);
  return Number((num * 1_000_000n) / den) / 1_000_000;
}

export function fractionText({ num, den }: AsData<Fraction>): string {
  return toText({ num: BigInt(num), den: BigInt(den) });
}

/** Who took part, and whether they were enough. */
export function turnout({ took, roll, quorum }: CountHead): readonly Told[] {
  const said = told('outcome.turnout', { took, roll });
  if (quorum.percent === 0 && took > 0) return [said];
  const needed = Math.max(1, quorum.wanted);
  if (took >= needed) return [said, told('outcome.quorum.met', { needed })];
  return [said, told('outcome.quorum.missed', { needed, missing: needed - took })];
}

/** “No change”: what does not stand before it has not won. */
export const NO_CHANGE = 'none';

/**
 * What an option would have had to pass: the last that won, or “no change” where a place stayed free. It is
 * null where there is neither.
 */
export function barrier({ winners }: Verdict, seats: number, options: readonly string[]): string | null {
  const isFree = winners.length < seats && options.includes(NO_CHANGE);
  return isFree ? NO_CHANGE : (winners.at(-1) ?? null);
}

/** Who or what was chosen, as a sentence. People are elected, other options chosen. */
export function headOf(proposal: ExplainedProposal, { result, winners }: Verdict): Told {
  const title = { title: proposal.title };
  if (result === 'no_quorum') return told('outcome.head.no_quorum', title);
  if (result === 'undecided') return told('outcome.head.undecided', title);
  if (winners.length === 0) return told('outcome.head.none', title);
  const values = { who: { options: winners }, count: winners.length, ...title };
  return told(proposal.electsPeople ? 'outcome.head.elected' : 'outcome.head.chosen', values);
}
