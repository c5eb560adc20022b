/**
 * A proposal, from its first draft to what became of it. Where it stands is never typed in: it follows from
 * its dates.
 */
import { canonicalBytes } from '#kernel/canonical';
import type { MemberId } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import type { Method, Way } from '#agents';
import type { BallotKeys } from './blind.ts';
import type { Candidacy } from './candidacy.ts';
import type { CarriedVoices } from './delegation.ts';
import type { ParityRule } from './parity.ts';

export const RESULTS = ['passed', 'rejected', 'no_quorum', 'undecided'] as const;
export type Result = (typeof RESULTS)[number];

/** An act that a decision brings about: which command, and exactly what is asked of it. */
export type ProposedAct = {
  readonly command: string;
  /** The version of the command's input for which it was written. */
  readonly version: number;
  readonly input: Json;
};

/** Keys of what is asked for that tell of a person; see `Command.personal`. */
export const PERSONAL_IN_ACTS: readonly string[] = ['reason', 'note'];

/** An act without what in it tells of a person; null stands in its place, as after somebody is forgotten. */
export function impersonal(act: ProposedAct): ProposedAct {
  return { ...act, input: withoutPersonal(act.input) };
}

function withoutPersonal(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutPersonal);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      PERSONAL_IN_ACTS.includes(key) || one === undefined ? null : withoutPersonal(one),
    ]),
  );
}

export interface ProposalOption {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** The candidate, in an election of one by one. */
  readonly member: MemberId | null;
  readonly costMinor: bigint | null;
  /** Options with the same word here exclude each other. */
  readonly excludes: string | null;
  readonly acts: readonly ProposedAct[];
  readonly addedBy: MemberId;
  readonly withdrawnAt: string | null;
  /** Who would be given a post by it, in the order of the posts; nobody is without their yes. */
  readonly people: readonly Candidacy[];
}

/** What an election or a lot fills, and for when; for the whole term where that is not said. */
export type Post = {
  readonly role: string;
  /**
   * Where people stand together: the posts that are given with it, in their order; the same one may come
   * again.
   */
  readonly also?: readonly string[] | undefined;
  readonly startsOn?: string | undefined;
  readonly endsOn?: string | undefined;
};

/** Instants in ISO 8601, UTC. */
export interface ProposalDates {
  readonly publishedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly mergedInto: string | null;
  readonly opensAt: string | null;
  readonly openedAt: string | null;
  /** Hands were counted, of the round that it is in. */
  readonly countedAt: string | null;
  readonly closesAt: string | null;
  readonly closedAt: string | null;
  readonly result: Result | null;
  readonly effectAt: string | null;
  readonly enactedAt: string | null;
  readonly stuckRule: string | null;
  readonly returnedAt: string | null;
}

export interface Proposal extends ProposalDates {
  readonly id: string;
  readonly kind: string;
  readonly matter: string;
  readonly version: number;
  readonly title: string;
  readonly body: string;
  readonly seats: number;
  readonly potMinor: bigint | null;
  readonly unit: string | null;
  readonly post: Post | null;
  /** Who must be among those who are elected. */
  readonly parity: readonly ParityRule[];
  readonly classes: readonly string[];
  readonly proposedBy: MemberId;
  readonly createdAt: string;
  /** Picked by its authors; frozen as `way` when the vote opens. */
  readonly chosenWay: Way | null;
  readonly way: Way | null;
  readonly questionHash: string | null;
  readonly rollSize: number | null;
  readonly seedCommitment: string | null;
  /** Of a blind vote, the public keys of the round that it is in. */
  readonly ballotKeys: BallotKeys | null;
  readonly round: number;
  /** How many counts of hands have fallen: each of them has taken a round. */
  readonly fallen: number;
  /** Since when it has been talked over as it is now; null where that was before it was published. */
  readonly talkedFrom: string | null;
  readonly rewordedAt: string | null;
  readonly extendedAt: string | null;
  /** Of an open vote, for how many others each ballot was counted. */
  readonly carried: readonly CarriedVoices[];
  readonly outcome: Json | null;
  readonly seed: string | null;
  readonly ballotsRoot: string | null;
  readonly stuckPosition: number | null;
  readonly stuckFacts: Json | null;
  readonly stuckAt: string | null;
  /** Members have asked that it rest for longer. */
  readonly brakedUntil: string | null;
  readonly meeting: string | null;
  readonly budget: string | null;
  /** The one that was turned down and of which this is a new version. */
  readonly renews: string | null;
}

export type ProposalState =
  | 'draft'
  | 'talk'
  | 'vote'
  /** The time is over and nobody has counted yet. */
  | 'counting'
  /** Hands were counted, and nobody else who was there has said yet that it was so. */
  | 'counted'
  | 'rejected'
  | 'no_quorum'
  | 'undecided'
  /** Passed, and waits until it takes effect. */
  | 'passed'
  | 'in_effect'
  /** Passed, and could not be carried out. */
  | 'stuck'
  /** Given back to the group after it could not be carried out. */
  | 'returned'
  | 'withdrawn'
  | 'merged';

/** A lot falls by itself: nobody has anything to fill in. */
export function isVotedOn({ way }: Pick<Proposal, 'way'>): boolean {
  return way === null || ballotOf(way.method) !== null;
}

/** Where a proposal stands at an instant. */
export function stateOf(dates: ProposalDates, now: string): ProposalState {
  if (dates.mergedInto !== null) return 'merged';
  if (dates.withdrawnAt !== null) return 'withdrawn';
  if (dates.closedAt !== null) return afterClose(dates);
  if (dates.countedAt !== null) return 'counted';
  if (dates.openedAt !== null) return dates.closesAt !== null && dates.closesAt <= now ? 'counting' : 'vote';
  return dates.publishedAt === null ? 'draft' : 'talk';
}

function afterClose(dates: ProposalDates): ProposalState {
  if (dates.result !== 'passed') return dates.result ?? 'undecided';
  if (dates.enactedAt !== null) return 'in_effect';
  if (dates.returnedAt !== null) return 'returned';
  return dates.stuckRule === null ? 'passed' : 'stuck';
}

/**
 * Which vote on it this is: the first, or a second where the first had no quorum. A count of hands that fell
 * takes a round and is no vote: whoever comes is not enough after it.
 */
export function voteNumber({ round, fallen }: Pick<Proposal, 'round' | 'fallen'>): number {
  return round - fallen;
}

/** What one voter chose, by the kind of ballot that the method asks for. */
export type Choices =
  | { readonly ballot: 'yes_no'; readonly says: 'yes' | 'no' | 'abstain' }
  | {
      readonly ballot: 'consent';
      readonly says: 'consent' | 'aside' | 'object' | 'abstain';
      readonly reason?: string;
    }
  | { readonly ballot: 'approve'; readonly options: readonly string[] }
  /** 0 to 5 for a score or a judgment; options without a mark have none. */
  | { readonly ballot: 'marks'; readonly marks: { readonly [option: string]: number } }
  /** Best first; options that share a place stand in one list. */
  | { readonly ballot: 'rank'; readonly ranking: readonly (readonly string[])[] }
  /** Projects that should be funded. */
  | { readonly ballot: 'fund'; readonly options: readonly string[] };

/** How one votes by this method; null where nobody does. */
export function ballotOf(method: Method): Choices['ballot'] | null {
  switch (method) {
    case 'majority':
      return 'yes_no';
    case 'consent':
    case 'consensus':
      return 'consent';
    case 'approval':
      return 'approve';
    case 'score':
    case 'star':
    case 'majority_judgment':
      return 'marks';
    case 'scottish_stv':
    case 'meek':
    case 'schulze':
    case 'ranked_pairs':
      return 'rank';
    case 'equal_shares':
    case 'greedy':
    case 'phragmen':
      return 'fund';
    case 'lot':
      return null;
  }
}

/**
 * Whether two values say the same; the database keeps no order of keys, and what is undefined is not there.
 */
export function isSame(a: unknown, b: unknown): boolean {
  const text = (value: unknown) =>
    new TextDecoder().decode(canonicalBytes(JSON.parse(JSON.stringify(value)) as Json));
  return text(a) === text(b);
}
