/**
 * Voting for somebody else, where the rules allow it, and in open ballots alone: whoever cannot come lets
 * another vote for them, in one matter or in all, until they say otherwise. One's own ballot always comes
 * before; a voice that was given on is not given on once more, so nobody collects voices of whom those do
 * not know.
 */
import type { MemberId } from '#kernel/command';
import type { Way } from '#agents';
import type { Chamber } from './roll.ts';

/** The scope of a delegation that holds in every matter. */
export const EVERY_MATTER = 'all';

export interface Delegation {
  readonly id: string;
  readonly from: MemberId;
  readonly to: MemberId;
  readonly scope: string;
  /** The last day on which it holds. */
  readonly until: string | null;
  readonly since: string;
  readonly endedAt: string | null;
}

export function isInForce(delegation: Pick<Delegation, 'until' | 'endedAt'>, today: string): boolean {
  return delegation.endedAt === null && (delegation.until === null || delegation.until >= today);
}

/** Those who let `to` vote for them today, in whatever matter. */
export function carriedBy(
  delegations: readonly Delegation[],
  to: MemberId,
  today: string,
): ReadonlySet<MemberId> {
  return new Set(delegations.filter((one) => one.to === to && isInForce(one, today)).map((one) => one.from));
}

/** A ballot as it is counted: `by` another, where the voter has let them vote. */
export interface Voiced<Ballot> {
  readonly member: MemberId;
  readonly by: MemberId | null;
  readonly choices: Ballot;
}

export interface DelegatedVote<Ballot> {
  readonly way: Pick<Way, 'secrecy'>;
  readonly matter: string;
  /** Who may vote. */
  readonly roll: readonly MemberId[];
  /** What voters have cast themselves. */
  readonly direct: ReadonlyMap<MemberId, Ballot>;
  readonly delegations: readonly Delegation[];
  /** For how many others one member may vote: `Voice.delegations`. */
  readonly most: number;
  readonly today: string;
}

/**
 * The voices of an open ballot: what everybody on the roll has cast, and for those who have not, what the
 * one to whom they gave their voice has cast. The narrower scope comes before the wider. Nothing comes of a
 * delegation to somebody who has not voted, is not on the roll, or votes for as many as the rules allow;
 * nor of a ring. The result is in the order of the roll.
 */
export function voicesWithDelegations<Ballot>(vote: DelegatedVote<Ballot>): readonly Voiced<Ballot>[] {
  const { roll, direct } = vote;
  const carried = vote.way.secrecy === 'open' && vote.most > 0 ? carriedVoices(vote) : new Map();
  return roll.flatMap((member): Voiced<Ballot>[] => {
    const own = direct.get(member);
    if (own !== undefined) return [{ member, by: null, choices: own }];
    const by = carried.get(member) as MemberId | undefined;
    return by === undefined ? [] : [{ member, by, choices: direct.get(by)! }];
  });
}

/**
 * Who votes for a member in this vote unless they vote themself, as things stand; whether they have voted, and
 * how, is not looked at. Null where nobody does: no voice was given, or the other is not on the roll.
 */
export function standsInFor(vote: Omit<DelegatedVote<unknown>, 'direct'>, member: MemberId): MemberId | null {
  if (vote.way.secrecy !== 'open' || vote.most === 0 || !vote.roll.includes(member)) return null;
  const to = chosenBy({ ...vote, direct: new Map() }).get(member)?.to;
  return to !== undefined && vote.roll.includes(to) ? to : null;
}

/** For how many others the ballot of a voter was counted, in the chamber of those others. */
export type CarriedVoices = {
  readonly voter: MemberId;
  readonly chamber: Chamber;
  readonly voices: number;
};

/** What is told of voices that were given: how many each ballot carried, and not whose they were. */
export function carriedIn(
  voices: readonly Pick<Voiced<unknown>, 'member' | 'by'>[],
  chamberOf: (member: MemberId) => Chamber,
): readonly CarriedVoices[] {
  const carried = new Map<string, CarriedVoices>();
  for (const { member, by: voter } of voices) {
    if (voter === null) continue;
    const chamber = chamberOf(member);
    const before = carried.get(`${voter} ${chamber}`)?.voices ?? 0;
    carried.set(`${voter} ${chamber}`, { voter, chamber, voices: before + 1 });
  }
  return [...carried].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Open ballots as they were counted: each voter’s own, and once more for every voice that it carried. */
export function withCarried<Ballot extends { readonly member: MemberId; readonly chamber: Chamber }>(
  ballots: readonly Ballot[],
  carried: readonly CarriedVoices[],
): readonly Ballot[] {
  const more = carried.flatMap(({ voter, chamber, voices }) => {
    const own = ballots.find((one) => one.member === voter);
    return own === undefined ? [] : new Array<Ballot>(voices).fill({ ...own, chamber });
  });
  return [...ballots, ...more];
}

/**
 * Who voted for a member in a vote that is over, as far as it follows from what its close has recorded: `sure`
 * where the voices reckoned again are those that were counted. Whoever has gone since may be missing among
 * those who gave theirs, and only where one carries as many as the rules allow does that change anything.
 */
export function votedFor(
  vote: DelegatedVote<unknown>,
  member: MemberId,
  counted: readonly CarriedVoices[],
  chamberOf: (member: MemberId) => Chamber,
): { readonly to: MemberId; readonly counted: boolean; readonly sure: boolean } | null {
  const to = vote.direct.has(member) ? null : standsInFor(vote, member);
  if (to === null) return null;
  const voices = voicesWithDelegations(vote);
  const again = carriedIn(voices, chamberOf);
  const lines = (all: readonly CarriedVoices[]) =>
    all.map((one) => `${one.voter} ${one.chamber} ${one.voices}`).join();
  return {
    to,
    counted: voices.some((one) => one.member === member),
    sure: lines(again) === lines(counted),
  };
}

/** Who votes for whom: those who gave their voice first are counted first, up to as many as one may carry. */
function carriedVoices<Ballot>(vote: DelegatedVote<Ballot>): Map<MemberId, MemberId> {
  const { roll, direct, most } = vote;
  const voters = new Set(roll);
  const chosen = chosenBy(vote);
  const load = new Map<MemberId, number>();
  const carried = new Map<MemberId, MemberId>();
  const inTime = [...chosen.values()].sort((a, b) => (`${a.since} ${a.id}` < `${b.since} ${b.id}` ? -1 : 1));
  for (const { from, to } of inTime) {
    const has = load.get(to) ?? 0;
    if (!voters.has(to) || !direct.has(to) || has >= most) continue;
    load.set(to, has + 1);
    carried.set(from, to);
  }
  return carried;
}

/** Of those who have not voted, which of their delegations is meant: the narrower scope before the wider. */
function chosenBy<Ballot>(vote: DelegatedVote<Ballot>): Map<MemberId, Delegation> {
  const { matter, roll, direct, delegations, today } = vote;
  const voters = new Set(roll);
  const chosen = new Map<MemberId, Delegation>();
  for (const one of delegations) {
    if (!isInForce(one, today) || (one.scope !== EVERY_MATTER && one.scope !== matter)) continue;
    if (!voters.has(one.from) || direct.has(one.from) || one.from === one.to) continue;
    const before = chosen.get(one.from);
    if (before === undefined || before.scope === EVERY_MATTER) chosen.set(one.from, one);
  }
  return chosen;
}
