/**
 * What a count by transferable vote says of itself: each round with every tally, every transfer and the
 * reason for every choice, as plain data. Votes are exact decimal text (or fractions such as 7/3 where a
 * rule counts without rounding).
 */
import type { Bound, Constraints } from '../constraints.ts';
import { placesOf, tieOrder } from '../lots.ts';
import { type RankedProfile, withdrawnFlags } from './profile.ts';

export type StvStatus = 'hopeful' | 'pending' | 'elected' | 'defeated' | 'withdrawn';

export interface StvTransfer {
  /** The candidate who receives, or null: papers that name nobody else. */
  readonly to: number | null;
  readonly papers: number;
  /** What each of these papers is worth from now on. */
  readonly value: string;
  readonly votes: string;
}

export interface StvTie {
  /**
   * What the tied stand for: whose surplus goes first, who is excluded, or who takes a seat that constraints
   * leave to one of them.
   */
  readonly choice: 'surplus' | 'exclusion' | 'election';
  readonly among: readonly number[];
  readonly chosen: number;
  /** Told apart by their votes in this earlier round; null when it took a lot. */
  readonly byRound: number | null;
  readonly by: 'earlier-round' | 'lot';
}

export interface StvRound {
  readonly round: number;
  readonly does: 'first-preferences' | 'surplus' | 'exclusion' | 'distribution';
  /** Whose surplus or whose papers are transferred. */
  readonly from: number | null;
  readonly quota: string;
  /** What elected candidates hold above the quota and have not passed on, at the beginning of the round. */
  readonly surplus: string;
  readonly transfers: readonly StvTransfer[];
  /** After the round, by candidate number. */
  readonly votes: readonly string[];
  readonly status: readonly StvStatus[];
  /** In this round, in order: by votes, or because there are no more candidates than seats. */
  readonly elected: readonly number[];
  readonly defeated: readonly number[];
  readonly electedAsRemaining: readonly number[];
  /** Votes on papers that name nobody further, after the round. */
  readonly exhausted: string;
  /** Votes that rounding has left over so far; 0 where the rule does not round. */
  readonly lost: string;
  readonly ties: readonly StvTie[];
  /** Meek only: the share of each vote that a candidate keeps. */
  readonly keep?: readonly string[];
  /** With constraints, after the round: who may not be excluded, and who is excluded next because of them. */
  readonly guarded?: readonly Bound[];
  readonly doomed?: readonly Bound[];
}

export interface StvResult {
  readonly rule: string;
  readonly seats: number;
  /** With constraints: how many of the seats those who stand can fill; the quota is that of so many. */
  readonly places?: number;
  readonly candidates: readonly string[];
  readonly valid: number;
  readonly empty: number;
  readonly quota: string;
  /** Candidate numbers in the order of their election. */
  readonly elected: readonly number[];
  readonly rounds: readonly StvRound[];
}

export interface StvOptions {
  readonly seats?: number;
  /** For residual ties; without one, the order of the file decides. */
  readonly seed?: string;
  /**
   * Of all seats at least or at most so many for the candidates of a group: nobody is excluded whom they
   * need, and whoever they leave no seat for is excluded at once (`SeatPlan`).
   */
  readonly constraints?: Constraints;
}

/**
 * For each candidate her place in the lot: the seed's, else the file's own order of ties, else the order of
 * the paper.
 */
export function lotPlaces(profile: RankedProfile, options: StvOptions): number[] {
  if (options.seed === undefined && profile.tieOrder) return placesOf(profile.tieOrder);
  return placesOf(tieOrder(profile.candidates.length, options.seed));
}

export function firstStatus(profile: RankedProfile): StvStatus[] {
  const gone = withdrawnFlags(profile);
  return profile.candidates.map((_name, at) => (gone[at] === 1 ? 'withdrawn' : 'hopeful'));
}

/** Numbers of the candidates with one of these statuses, in the order of the paper. */
export function having(status: readonly StvStatus[], ...wanted: readonly StvStatus[]): number[] {
  return status.flatMap((one, at) => (wanted.includes(one) ? [at] : []));
}
