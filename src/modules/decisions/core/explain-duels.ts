/** Explains Schulze and ranked pairs: of every two options, how many rank the one above the other. */
import type { Majority, Pairwise, SchulzeDuel } from '#tally';
import { keptFacts, type KeptData, passedOverTold } from './explain-kept.ts';
import {
  barrier,
  type CountHead,
  type ExplainedProposal,
  headOf,
  NO_CHANGE,
  type Part,
  type Picture,
  type Told,
  told,
  turnout,
  type Verdict,
  type WhyNotTold,
} from './explain-terms.ts';

/** Options go by their number in `options`. */
export interface DuelsData extends CountHead, KeptData {
  readonly options: readonly string[];
  readonly levels: readonly (readonly number[])[];
  readonly ranking: readonly number[];
  readonly byLot: boolean;
  readonly pairwise: Pick<Pairwise, 'over' | 'condorcetWinner'>;
  readonly duels?: readonly SchulzeDuel[];
  readonly majorities?: readonly Majority[];
}

/** A larger table than this nobody reads; the rest follows from the ballots. */
const MOST_DUELS = 20;

export function explainDuels(proposal: ExplainedProposal, count: DuelsData, verdict: Verdict): Part {
  const { took } = count;
  const ranking = ranked(count);
  const { winners, result } = verdict;
  const isOpen = took === 0 || result === 'no_quorum';
  const last = barrier(verdict, proposal.seats, count.options);
  return {
    head: headOf(proposal, verdict),
    facts: [
      ...turnout(count),
      ...(isOpen ? [] : [...factsOf(count), ...keptFacts(count, proposal.seats, winners.length)]),
    ],
    picture: took === 0 ? { kind: 'nothing' } : picture(count, verdict),
    lots: lotOf(count, verdict),
    whyNot:
      isOpen || last === null
        ? []
        : ranking
            .filter((option) => option !== NO_CHANGE && !winners.includes(option))
            .map((option) => {
              const at = count.options.indexOf(option);
              const says = passedOverTold(at, option, count, proposal.seats);
              return says ? { option, says } : whyNot(option, count, last);
            }),
  };
}

function ranked({ options, ranking }: DuelsData): readonly string[] {
  return ranking.map((at) => options[at]!);
}

/** How many rank the one above the other, and the other way round. */
function between(a: string, b: string, { pairwise, options }: DuelsData): readonly [number, number] {
  const [left, right] = [options.indexOf(a), options.indexOf(b)];
  return [pairwise.over[left]?.[right] ?? 0, pairwise.over[right]?.[left] ?? 0];
}

function factsOf(count: DuelsData): Told[] {
  const { condorcetWinner } = count.pairwise;
  const [first, second, ...rest] = ranked(count);
  if (first === undefined || second === undefined) return [];
  const [most, least] = between(first, second, count);
  const values = { who: { option: first }, other: { option: second }, most, least };
  const winner = condorcetWinner === null ? null : { option: count.options[condorcetWinner]! };
  return [
    winner === null
      ? told('outcome.duels.circle')
      : told('outcome.duels.wins_all', { who: winner, rest: rest.length + 1 }),
    told('outcome.duels.runner_up', values),
  ];
}

function picture(count: DuelsData, { winners, result }: Verdict): Picture {
  const { options, ranking, pairwise, duels = [], majorities = [] } = count;
  const name = (at: number) => options[at]!;
  const chains = duels
    .filter(({ winner, chain }) => winner === ranking[0] && chain.length > 2)
    .map(({ chain, strength }) => ({ chain: chain.map(name), strength }));
  const leftOut = majorities
    .filter(({ kept }) => !kept)
    .map(({ winner, loser, votes }) => ({ over: name(winner), under: name(loser), votes }));
  const shown = ranking.slice(0, MOST_DUELS);
  return {
    kind: 'duels',
    ranking: ranking.map(name),
    over: shown.map((a) => shown.map((b) => pairwise.over[a]![b]!)),
    winners: result === 'rejected' ? [NO_CHANGE] : winners,
    chains,
    leftOut,
  };
}

/** The level through which the line between chosen and not runs; “no change” is never drawn. */
function lotOf({ levels, byLot, took, options }: DuelsData, { winners }: Verdict): Told[] {
  if (!byLot || took === 0) return [];
  const cut = levels
    .map((level) => level.map((at) => options[at]!))
    .find(
      (level) =>
        level.some((option) => winners.includes(option)) &&
        level.some((option) => option !== NO_CHANGE && !winners.includes(option)),
    );
  if (!cut) return [];
  const fell = cut.filter((option) => winners.includes(option));
  return [told('outcome.lot.tied', { among: { options: cut }, who: { options: fell } })];
}

/** Who was preferred: the one to pass directly, else by a chain, else by lot. */
function whyNot(option: string, count: DuelsData, last: string): WhyNotTold {
  const values = { who: { option }, other: { option: last } };
  const duel = between(option, last, count);
  if (duel[0] < duel[1]) {
    const says = told('outcome.why.duel', { ...values, own: duel[0], others: duel[1] });
    return { option, says: [says] };
  }
  const [own, other] = [option, last].map((one) => count.options.indexOf(one));
  if (count.levels.some((level) => level.includes(own!) && level.includes(other!))) {
    return { option, says: [told(last === NO_CHANGE ? 'outcome.why.level' : 'outcome.why.lot', values)] };
  }
  return { option, says: [told('outcome.why.chain', values)] };
}
