/**
 * Explains a transferable vote, count by count: who reached the quota, who left, where the ballots went. The
 * sentences stand above the picture of the votes as they are after the count.
 */
import { add, parseFraction, type StvRound, toText } from '#tally';
import { becauseTold, keptFacts, type KeptData } from './explain-kept.ts';
import {
  compareVotes,
  type CountHead,
  difference,
  type ExplainedProposal,
  headOf,
  lengthOf,
  NO_CHANGE,
  type Part,
  type RoundPicture,
  type Told,
  told,
  turnout,
  type Verdict,
  type WhyNotTold,
} from './explain-terms.ts';

type Round = StvRound;

export interface RoundsData extends CountHead, KeptData {
  readonly options: readonly string[];
  readonly quota: string;
  readonly valid: number;
  readonly seats: number;
  /** With very many options the first round and the last ones. */
  readonly rounds: readonly Round[];
}

type Ids = readonly string[];

export function explainRounds(proposal: ExplainedProposal, count: RoundsData, verdict: Verdict): Part {
  const { rounds, valid, quota, seats, options: ids } = count;
  const { winners, result } = verdict;
  const isOpen = valid === 0 || result === 'no_quorum';
  const facts = [...turnout(count)];
  const places = count.kept?.places ?? seats;
  if (valid > 0) facts.push(told('outcome.rounds.quota', { quota: { votes: quota }, seats: places, valid }));
  if (!isOpen) facts.push(...winners.slice(0, 3).flatMap((one) => whenElected(one, count)));
  if (!isOpen) facts.push(...keptFacts(count, seats, winners.length));
  const pictured = rounds.map((_round, at) => roundPicture(rounds, at, ids));
  return {
    head: headOf(proposal, verdict),
    facts,
    picture:
      valid === 0
        ? { kind: 'nothing' }
        : { kind: 'rounds', quota, flows: proposal.method !== 'meek', seats, rounds: pictured },
    lots: rounds.flatMap((round) =>
      round.ties.filter(({ by }) => by === 'lot').map((tie) => lotTold(tie, round.round, ids)),
    ),
    whyNot: isOpen ? [] : whyNotRounds(count, verdict),
  };
}

function whenElected(option: string, { rounds, options }: RoundsData): Told[] {
  const at = options.indexOf(option);
  const round = rounds.find((one) => one.elected.includes(at) || one.electedAsRemaining.includes(at));
  if (!round) return [];
  const values = { who: { option }, votes: { votes: round.votes[at]! }, round: round.round + 1 };
  const isRemaining = round.electedAsRemaining.includes(at);
  return [told(isRemaining ? 'outcome.rounds.elected_remaining' : 'outcome.rounds.elected', values)];
}

function lotTold(tie: Round['ties'][number], round: number, ids: Ids): Told {
  const values = { among: { options: tie.among.map((at) => ids[at]!) }, who: { option: ids[tie.chosen]! } };
  return told(`outcome.lot.${tie.choice}`, { ...values, round: round + 1 });
}

function roundPicture(rounds: readonly Round[], at: number, ids: Ids): RoundPicture {
  const round = rounds[at]!;
  const following = rounds[at + 1];
  const leaving = following?.does === 'exclusion' && following.keep === undefined ? following.from : null;
  const bars = ids.flatMap((option, candidate) => {
    const status = round.status[candidate];
    const votes = round.votes[candidate]!;
    const leavesNow = round.defeated.includes(candidate) && lengthOf(votes) > 0;
    if (status === undefined || status === 'withdrawn' || (status === 'defeated' && !leavesNow)) return [];
    const isElected = status === 'elected' || status === 'pending';
    const leaves = candidate === leaving || leavesNow;
    const shown = isElected ? ('elected' as const) : leaves ? ('leaves' as const) : ('hopeful' as const);
    return [{ option, value: lengthOf(votes), shown: votes, won: isElected, status: shown }];
  });
  return {
    round: round.round + 1,
    says: roundSays(round, rounds[at - 1] ?? null, ids),
    bars,
    exhausted: round.exhausted,
    moves: movesOf(round, ids),
  };
}

/** Transfers by who receives, parcels of different worth together. */
function received(round: Round): { to: number | null; votes: string }[] {
  const sums = new Map<number | null, string>();
  for (const { to, votes } of round.transfers) {
    const before = sums.get(to);
    sums.set(to, before === undefined ? votes : toText(add(parseFraction(before), parseFraction(votes))));
  }
  return [...sums].map(([to, votes]) => ({ to, votes })).sort((a, b) => compareVotes(b.votes, a.votes));
}

function movesOf(round: Round, ids: Ids): RoundPicture['moves'] {
  if (round.from === null) return [];
  const from = ids[round.from]!;
  return received(round).map(({ to, votes }) => ({
    from,
    to: to === null ? null : ids[to]!,
    votes: lengthOf(votes),
  }));
}

/** What happened in this count, in the order in which it did. */
function roundSays(round: Round, before: Round | null, ids: Ids): Told[] {
  const says: Told[] = [];
  const who = round.from === null ? null : { option: ids[round.from]! };
  for (const tie of round.ties) if (tie.by === 'earlier-round') says.push(earlier(tie, ids));
  if (round.does === 'first-preferences') says.push(told('outcome.rounds.first'));
  else if (round.does === 'distribution') says.push(told('outcome.rounds.shared_anew'));
  else if (who !== null && round.does === 'surplus') {
    const surplus = toText(
      received(round).reduce((sum, { votes }) => add(sum, parseFraction(votes)), parseFraction('0')),
    );
    says.push(told('outcome.rounds.surplus', { who, votes: { votes: surplus } }));
  } else if (who !== null) {
    says.push(leavesTold(round, before, who));
  }
  for (const { to, votes } of received(round)) {
    says.push(
      to === null
        ? told('outcome.rounds.to_nobody', { votes: { votes } })
        : told('outcome.rounds.to', { who: { option: ids[to]! }, votes: { votes } }),
    );
  }
  const list = (which: readonly number[]) => ({ who: { options: which.map((at) => ids[at]!) } });
  if (round.elected.length > 0) {
    says.push(told('outcome.rounds.reached', { ...list(round.elected), count: round.elected.length }));
  }
  if (round.electedAsRemaining.length > 0) {
    const count = round.electedAsRemaining.length;
    says.push(told('outcome.rounds.remaining', { ...list(round.electedAsRemaining), count }));
  }
  return [...says, ...boundSays('guarded', round, before, ids), ...boundSays('doomed', round, before, ids)];
}

/** Whom the constraints bind since this count; those of the last one are told as elected or not. */
function boundSays(
  what: 'guarded' | 'doomed',
  round: Round,
  before: Round | null,
  ids: Ids,
): readonly Told[] {
  const known = before?.[what] ?? [];
  const bound = (round[what] ?? []).filter(
    ({ candidate }) =>
      round.status[candidate] === 'hopeful' && !known.some((one) => one.candidate === candidate),
  );
  if (bound.length === 0) return [];
  const who = { options: bound.map(({ candidate }) => ids[candidate]!) };
  return [told(`outcome.rounds.${what}`, { who, count: bound.length })];
}

/** Who had fewer votes than whoever leaves, and stays for a kept place. */
function guardedBelow(round: Round, before: Round | null): readonly number[] {
  const held = round.keep ? round : before;
  if (held === null || round.from === null) return [];
  const own = held.votes[round.from]!;
  return (before?.guarded ?? []).flatMap(({ candidate }) =>
    compareVotes(held.votes[candidate]!, own) < 0 ? [candidate] : [],
  );
}

function leavesTold(round: Round, before: Round | null, who: { readonly option: string }): Told {
  if (isDoomed(round.from!, before)) return told('outcome.rounds.leaves_doomed', { who });
  if (guardedBelow(round, before).length > 0) return told('outcome.rounds.leaves_unguarded', { who });
  return told(round.keep ? 'outcome.rounds.leaves_meek' : 'outcome.rounds.leaves', { who });
}

function isDoomed(candidate: number, before: Round | null): boolean {
  return before?.doomed?.some((one) => one.candidate === candidate) ?? false;
}

function earlier(tie: Round['ties'][number], ids: Ids): Told {
  return told('outcome.rounds.earlier', {
    among: { options: tie.among.map((at) => ids[at]!) },
    who: { option: ids[tie.chosen]! },
    round: (tie.byRound ?? 0) + 1,
  });
}

/** Until when each one stood, with how many, and how far it was from the next that stayed. */
function whyNotRounds(count: RoundsData, { winners }: Verdict): WhyNotTold[] {
  const { rounds, options, quota } = count;
  const isOut = (option: string, at: number) =>
    option !== NO_CHANGE && !winners.includes(option) && rounds[0]!.status[at] !== 'withdrawn';
  const losers = options.flatMap((option, at) => (isOut(option, at) ? [at] : []));
  const outIn = (at: number) => rounds.findIndex((round) => round.defeated.includes(at));
  return losers
    .filter((at) => outIn(at) >= 0)
    .sort((a, b) => outIn(b) - outIn(a) || a - b)
    .map((at) => {
      const [out, who] = [outIn(at), { option: options[at]! }];
      const round = rounds[out]!;
      const before = rounds[out - 1] ?? null;
      const isExcluded = round.from === at && round.does === 'exclusion';
      // Whoever is excluded holds votes for the last time in the count before; by Meek in the same.
      const held = rounds[isExcluded && !round.keep ? Math.max(0, out - 1) : out]!;
      const votes = held.votes[at]!;
      const values = { who, votes: { votes }, round: held.round + 1 };
      const bound = (isExcluded ? before : round)?.doomed?.find(({ candidate }) => candidate === at);
      if (bound) {
        const because = becauseTold(bound.because, count, count.seats);
        return { option: who.option, says: [told('outcome.why.rounds_kept', values), ...because] };
      }
      if (isExcluded) {
        const below = guardedBelow(round, before);
        return { option: who.option, says: excludedSays(at, { held, round, below }, values, options) };
      }
      const missing = difference(quota, votes);
      const shown = { votes: compareVotes(missing, '0') > 0 ? missing : '0' };
      return { option: who.option, says: [told('outcome.why.rounds_end', { ...values, missing: shown })] };
    });
}

interface Left {
  /** The count in which somebody held votes for the last time, and the one in which they left. */
  readonly held: Round;
  readonly round: Round;
  /** Who had fewer votes, and stayed for a kept place. */
  readonly below: readonly number[];
}

function excludedSays(at: number, { held, round, below }: Left, values: Told['values'], ids: Ids): Told[] {
  const others = held.status.flatMap((status, other) =>
    status === 'hopeful' && other !== at && !below.includes(other) ? [other] : [],
  );
  const next = others.toSorted((a, b) => compareVotes(held.votes[a]!, held.votes[b]!))[0];
  const says: Told[] = [];
  if (next === undefined) says.push(told('outcome.why.rounds_alone', values));
  else {
    const missing = difference(held.votes[next]!, held.votes[at]!);
    const other = { option: ids[next]! };
    says.push(
      compareVotes(missing, '0') > 0
        ? told('outcome.why.rounds_out', { ...values, other, missing: { votes: missing } })
        : told('outcome.why.rounds_tied', { ...values, other }),
    );
  }
  if (below.length > 0) {
    const stayed = { options: below.map((one) => ids[one]!) };
    says.push(told('outcome.why.rounds_guarded', { who: stayed, count: below.length }));
  }
  const best = received(round).find(({ to }) => to !== null);
  if (best?.to != null) {
    const went = { who: { option: ids[best.to]! }, votes: { votes: best.votes } };
    says.push(told('outcome.why.rounds_went', went));
  }
  return says;
}
