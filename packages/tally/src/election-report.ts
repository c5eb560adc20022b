/**
 * Reports of elections for the command line: the count as an object in which candidates have the numbers of
 * the file, from 1, and as lines for people.
 */
import type { Bound } from './constraints.ts';
import type { StvResult, StvRound, StvTie } from './ranked/stv-count.ts';
import type { CountReport } from './rules.ts';

const number = (candidate: number) => candidate + 1;

/** What all elections say first: the winners by number and by name, in order. */
export function headOf(rule: string, names: readonly string[], elected: readonly number[]) {
  return {
    rule,
    elected: elected.map(number),
    electedNames: elected.map((one) => names[one]!),
    candidates: names,
  };
}

/** A list by candidate as an object by her number. */
export function byNumber<T>(list: readonly T[]): Record<string, T> {
  return Object.fromEntries(list.map((one, at) => [String(number(at)), one]));
}

export function stvReport(result: StvResult): CountReport {
  const { rule, seats, places, valid, empty, quota, candidates, elected, rounds } = result;
  const json = {
    ...headOf(rule, candidates, elected),
    seats,
    ...(places === undefined ? {} : { places }),
    valid,
    empty,
    quota,
    rounds: rounds.map(roundJson),
  };
  const lines = [
    `${rule}: ${valid} ballots, ${seats} seats, quota ${quota}`,
    ...rounds.flatMap((round) => ['', ...roundLines(round, candidates)]),
    '',
    ...electedLines(candidates, elected),
  ];
  return { json, lines };
}

/** Who has a seat, and whom constraints passed over. */
export interface Seats {
  readonly elected: readonly number[];
  readonly passedOver?: readonly Bound[];
}

export function seatLines(names: readonly string[], { elected, passedOver }: Seats): string[] {
  return [...electedLines(names, elected), ...passedOverLine(names, passedOver)];
}

export function passedOverLine(names: readonly string[], list: readonly Bound[] | undefined): string[] {
  return boundLine('Passed over', list, names);
}

/** Candidates and rows of the constraints by their numbers, from 1. */
export function passedOverJson(list: readonly Bound[] | undefined): object {
  return list === undefined ? {} : { passedOver: boundJson(list) };
}

function electedLines(names: readonly string[], elected: readonly number[]): string[] {
  return ['Elected:', ...elected.map((one, at) => `  ${at + 1}. ${names[one]!}`)];
}

function boundJson(list: readonly Bound[]) {
  return list.map(({ candidate, because }) => ({
    candidate: number(candidate),
    because: because.map(number),
  }));
}

function boundLine(says: string, list: readonly Bound[] | undefined, names: readonly string[]): string[] {
  if (!list || list.length === 0) return [];
  return [`${says}: ${list.map(({ candidate }) => names[candidate]!).join(', ')}`];
}

function roundJson(round: StvRound) {
  return {
    ...round,
    from: round.from === null ? null : number(round.from),
    transfers: round.transfers.map((one) => ({ ...one, to: one.to === null ? null : number(one.to) })),
    votes: byNumber(round.votes),
    status: byNumber(round.status),
    elected: round.elected.map(number),
    defeated: round.defeated.map(number),
    electedAsRemaining: round.electedAsRemaining.map(number),
    ties: round.ties.map((tie) => ({ ...tie, among: tie.among.map(number), chosen: number(tie.chosen) })),
    ...(round.keep ? { keep: byNumber(round.keep) } : {}),
    ...(round.guarded ? { guarded: boundJson(round.guarded) } : {}),
    ...(round.doomed ? { doomed: boundJson(round.doomed) } : {}),
  };
}

const DOES: Readonly<Record<StvRound['does'], string>> = {
  'first-preferences': 'first preferences',
  surplus: 'surplus of',
  exclusion: 'without',
  distribution: 'votes shared out anew',
};

function roundLines(round: StvRound, names: readonly string[]): string[] {
  const from = round.from === null ? '' : ` ${names[round.from]!}`;
  const list = (which: readonly number[]) => which.map((one) => names[one]!).join(', ');
  const tallies = names.flatMap((name, at) =>
    round.status[at] === 'withdrawn'
      ? []
      : [`  ${round.votes[at]!.padStart(16)}  ${name} (${round.status[at]!})`],
  );
  return [
    `Round ${round.round}: ${DOES[round.does]}${from}`,
    ...round.ties.map((tie) => tieLine(tie, names)),
    ...tallies,
    `  ${round.exhausted.padStart(16)}  exhausted`,
    ...(round.elected.length > 0 ? [`  elected: ${list(round.elected)}`] : []),
    ...(round.defeated.length > 0 ? [`  defeated: ${list(round.defeated)}`] : []),
    ...(round.electedAsRemaining.length > 0
      ? [`  elected as remaining: ${list(round.electedAsRemaining)}`]
      : []),
    ...boundLine('  guarded', round.guarded, names),
    ...boundLine('  doomed', round.doomed, names),
  ];
}

function tieLine(tie: StvTie, names: readonly string[]): string {
  const among = tie.among.map((one) => names[one]!).join(', ');
  const by = tie.byRound === null ? 'by lot' : `by round ${tie.byRound}`;
  return `  tie of ${among}: ${names[tie.chosen]!}, ${by}`;
}
