/**
 * Ballots on paper are read by two tellers, each by themself. As many ballots as voters; what the two have
 * read must be the same, in whatever order the papers lay.
 */
import type { MemberId } from '#kernel/command';
import { accept, refuse, type Outcome, type Refused } from '#kernel/outcome';
import { checkBallot, type BallotQuestion, type BallotRule } from './ballot.ts';
import type { Choices } from './proposal.ts';
import type { Chamber } from './roll.ts';

/** Papers that one teller has read at once, and what has become of them. */
export interface Pile {
  readonly pile: string;
  readonly round: number;
  readonly ballots: number;
  readonly enteredBy: MemberId | null;
  readonly enteredAt: string;
  readonly confirmedBy: MemberId | null;
  readonly confirmedAt: string | null;
  readonly replacedAt: string | null;
  readonly refusedBy: MemberId | null;
  readonly refusedAt: string | null;
  readonly voters: readonly MemberId[];
}

/**
 * Where a pile stands: it is read once, it counts, it was entered anew, or somebody ticked in it has refused
 * it.
 */
export type PileState = 'read' | 'counts' | 'replaced' | 'refused';

export function pileState(pile: Pick<Pile, 'confirmedAt' | 'replacedAt' | 'refusedAt'>): PileState {
  if (pile.refusedAt !== null) return 'refused';
  if (pile.replacedAt !== null) return 'replaced';
  return pile.confirmedAt === null ? 'read' : 'counts';
}

/** The pile that says of a member that they have voted on paper, in this round. */
export function pileTicking<One extends Parameters<typeof pileState>[0] & Pick<Pile, 'round' | 'voters'>>(
  piles: readonly One[],
  round: number,
  member: MemberId | null,
): One | undefined {
  return piles.find(
    (one) =>
      one.round === round &&
      member !== null &&
      one.voters.includes(member) &&
      ['read', 'counts'].includes(pileState(one)),
  );
}

export const PAPER_RULES = [
  'not_on_roll',
  'voter_cannot_vote_now',
  'voter_twice',
  'voted_already',
  'two_chambers',
  'ballots_and_voters',
] as const;
export type PaperRule = (typeof PAPER_RULES)[number];

/**
 * Whether these can have voted on paper: on the roll and still with a vote, once, not otherwise, and all of
 * one chamber. Nobody votes on paper who could not cast a ballot themself: they would not notice.
 */
export function wrongWithVoters(
  voters: readonly MemberId[],
  ballots: number,
  chambers: ReadonlyMap<MemberId, Chamber>,
  of: {
    readonly decides: (member: MemberId) => boolean;
    readonly hasPart: (member: MemberId) => boolean;
  },
): Refused<PaperRule> | null {
  const stranger = voters.find((one) => !chambers.has(one));
  if (stranger !== undefined) return refuse('not_on_roll', { member: stranger });
  const away = voters.find((one) => !of.decides(one));
  if (away !== undefined) return refuse('voter_cannot_vote_now', { member: away });
  const twice = voters.find((one, at) => voters.indexOf(one) !== at);
  if (twice !== undefined) return refuse('voter_twice', { member: twice });
  const voted = voters.find(of.hasPart);
  if (voted !== undefined) return refuse('voted_already', { member: voted });
  if (new Set(voters.map((one) => chambers.get(one))).size > 1) return refuse('two_chambers');
  return voters.length === ballots ? null : refuse('ballots_and_voters', { voters: voters.length, ballots });
}

/**
 * The ballots as they are kept; the first that is none is named by its place. Two options with the same
 * number are read as they stand on the paper: a transferable ballot counts down to them and no further.
 */
export function checkPile(
  question: BallotQuestion,
  ballots: readonly Choices[],
): Outcome<readonly Choices[], BallotRule> {
  const kept: Choices[] = [];
  for (const [at, choices] of ballots.entries()) {
    const checked = checkBallot(question, choices, 'paper');
    if (!checked.ok) return { ok: false, refusal: { ...checked.refusal, place: at + 1 } };
    kept.push(checked.value);
  }
  return accept(kept);
}

/** How many ballots the one has read that the other has not. */
export function differences(one: readonly Choices[], other: readonly Choices[]): number {
  const left = new Map<string, number>();
  for (const choices of one) left.set(textOf(choices), (left.get(textOf(choices)) ?? 0) + 1);
  let missing = 0;
  for (const choices of other) {
    const count = left.get(textOf(choices)) ?? 0;
    if (count === 0) missing += 1;
    else left.set(textOf(choices), count - 1);
  }
  return Math.max(missing, one.length - (other.length - missing));
}

/** Keys by their names: the database keeps them in an order of its own. */
function textOf(choices: Choices): string {
  return JSON.stringify(choices, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
