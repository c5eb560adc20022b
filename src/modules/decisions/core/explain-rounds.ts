/**
 * Explains a transferable vote, count by count: who reached the quota, who left, where the ballots went. The
 * sentences stand above the picture of the votes as they are after the count.
 */
import { add, parseFraction, type StvRound, toText } from '#tally';
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

export interface RoundsData extends CountHead {
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
  if (valid > 0) facts.push(told('outcome.rounds.quota', { quota: { votes: quota }, seats, valid }));
  if (!isOpen) facts.push(...winners.slice(0, 3).flatMap((one) => whenElected(one, count)));
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
  const key = tie.choice === 'surplus' ? 'outcome.lot.surplus' : 'outcome.lot.exclusion';
  return told(key, { ...values, round: round + 1 });
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
    says: roundSays(round, ids),
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
function roundSays(round: Round, ids: Ids): Told[] {
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
    says.push(told(round.keep ? 'outcome.rounds.leaves_meek' : 'outcome.rounds.leaves', { who }));
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
  return says;
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
      const isExcluded = round.from === at && round.does === 'exclusion';
      // Whoever is excluded holds votes for the last time in the count before; by Meek in the same.
      const held = rounds[isExcluded && !round.keep ? Math.max(0, out - 1) : out]!;
      const votes = held.votes[at]!;
      const values = { who, votes: { votes }, round: held.round + 1 };
      if (isExcluded) return { option: who.option, says: excludedSays(at, held, round, values, options) };
      const missing = difference(quota, votes);
      const shown = { votes: compareVotes(missing, '0') > 0 ? missing : '0' };
      return { option: who.option, says: [told('outcome.why.rounds_end', { ...values, missing: shown })] };
    });
}

function excludedSays(at: number, held: Round, round: Round, values: Told['values'], ids: Ids): Told[] {
  const others = held.status.flatMap((status, other) =>
    status === 'hopeful' && other !== at ? [other] : [],
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
  const best = received(round).find(({ to }) => to !== null);
  if (best?.to != null) {
    const went = { who: { option: ids[best.to]! }, votes: { votes: best.votes } };
    says.push(told('outcome.why.rounds_went', went));
  }
  return says;
}
