/** Committee rules by name, and their count for the command line: all winning committees. */
import { readMarked } from '../format/ballots.ts';
import { drawOrder } from '../lots.ts';
import { type CountedFile, type CountOptions, type CountReport, TallyError } from '../rules.ts';
import type { TieChoice } from './branches.ts';
import {
  type CommitteeOutcome,
  committeeProfile,
  type CommitteeProfile,
  readCommitteeFile,
} from './profile.ts';
import { equalSharesCommittee, phragmenCommittee } from './sequential.ts';
import { approvalCommittee, optimalCommittee, reverseCommittee, sequentialCommittee } from './thiele.ts';
import { wholeCommittee, type WholeRule } from './whole.ts';

type Counted = (profile: CommitteeProfile, choice?: TieChoice) => CommitteeOutcome;

/** Names as in abcvoting, with a sentence each. */
export const committeeMethods: ReadonlyMap<string, readonly [says: string, counted: Counted]> = new Map([
  ['av', ['the most approved', (profile, choice) => approvalCommittee(profile, 'av', choice)]],
  [
    'sav',
    [
      'every ballot is one point, split evenly',
      (profile, choice) => approvalCommittee(profile, 'sav', choice),
    ],
  ],
  ['pav', ['proportional approval: a voter’s k-th member counts 1/k', optimal('pav')]],
  ['slav', ['a voter’s k-th member counts 1/(2k − 1)', optimal('slav')]],
  ['geom2', ['a voter’s k-th member counts half of the one before', optimal('geom2')]],
  ['cc', ['as many voters as can be have at least one member', optimal('cc')]],
  ['seqpav', ['proportional approval seat after seat', sequential('pav')]],
  ['seqslav', ['slav seat after seat', sequential('slav')]],
  ['seqcc', ['cc seat after seat', sequential('cc')]],
  ['lexcc', ['cc; then as many as can be with two members, and so on', whole('lexcc')]],
  ['monroe', ['each member speaks for an equal share of the voters', whole('monroe')]],
  ['minimaxav', ['whoever is furthest from the committee is as near as can be', whole('minimaxav')]],
  ['lexminimaxav', ['minimaxav; then whoever is next furthest, and so on', whole('lexminimaxav')]],
  ['revseqpav', ['proportional approval, taking away one after the other', reverse('pav')]],
  ['seqphragmen', ['each seat as one load, shared as evenly as can be', phragmenCommittee]],
  ['phragmen', ['the same as seqphragmen', phragmenCommittee]],
  ['equal-shares', ['everybody pays for seats from an equal purse', equalSharesCommittee]],
  [
    'equal-shares-with-av-completion',
    [
      'equal shares, seats left over by approvals',
      (profile, choice) => equalSharesCommittee(profile, { ...choice, completion: 'approvals' }),
    ],
  ],
] satisfies [string, readonly [string, Counted]][]);

function optimal(kind: Parameters<typeof optimalCommittee>[1]): Counted {
  return (profile, choice) => optimalCommittee(profile, kind, choice);
}

function whole(rule: WholeRule): Counted {
  return (profile, choice) => wholeCommittee(profile, rule, choice);
}

function sequential(kind: Parameters<typeof sequentialCommittee>[1]): Counted {
  return (profile, choice) => sequentialCommittee(profile, kind, choice);
}

function reverse(kind: Parameters<typeof reverseCommittee>[1]): Counted {
  return (profile, choice) => reverseCommittee(profile, kind, choice);
}

/** Other names, for the command line. */
export const COMMITTEE_ALSO: Readonly<Record<string, readonly string[]>> = {
  av: ['approval-committee', 'approval-voting'],
  sav: ['satisfaction-approval-voting'],
  pav: ['proportional-approval-voting', 'proportional-approval'],
  cc: ['chamberlin-courant'],
  seqpav: ['seq-pav', 'sequential-pav'],
  seqslav: ['seq-slav', 'sequential-slav'],
  seqcc: ['seq-cc', 'sequential-cc'],
  revseqpav: ['revseq-pav', 'rev-seq-pav', 'reverse-sequential-pav'],
  seqphragmen: ['seq-phragmen', 'sequential-phragmen'],
  minimaxav: ['minimax-av'],
  lexminimaxav: ['lexminimax-av'],
};

export function isCommitteeFile({ text }: CountedFile): boolean {
  return /^\uFEFF?profile:/m.test(text) && !/^META\s*;?\s*$/m.test(text);
}

/** Approval ballots for a committee; candidates have the numbers of the file. */
function readCommittee(file: CountedFile, seats?: number): { profile: CommitteeProfile; from: number } {
  if (isCommitteeFile(file)) return { profile: readCommitteeFile(file.text, seats).profile, from: 0 };
  const { options, ballots, seats: own } = readMarked(file, true);
  const approvals = ballots.map(({ count = 1, marks }) => ({
    approved: marks.flatMap((mark, at) => ((mark ?? 0) > 0 ? [at] : [])),
    weight: count,
  }));
  return { profile: committeeProfile(options.length, seats ?? own ?? 1, approvals), from: 1 };
}

export function committeeReport(file: CountedFile, method: string, options: CountOptions): CountReport {
  const found = committeeMethods.get(method);
  if (!found) throw new TallyError(`no rule for committees is called “${method}”.`);
  const { profile, from } = readCommittee(file, options.seats);
  const outcome = found[1](profile);
  const numbered = (members: readonly number[]) => members.map((one) => one + from);
  const committees = outcome.committees.map(numbered);
  const rounds = outcome.rounds.map((round) => ({
    ...round,
    elected: round.elected + from,
    tied: numbered(round.tied),
  }));
  const chosen = drawn(committees, options.seed);
  const json = { rule: method, committees, elected: chosen, score: outcome.score, rounds };
  const many =
    committees.length === 1 ? 'one winning committee' : `${committees.length} winning committees, tied`;
  const lines = [
    `${method}: ${profile.seats} of ${profile.candidates} candidates, ${many}`,
    ...committees.map((members) => members.join(', ')),
    ...(committees.length > 1 && chosen ? [`the lot falls on: ${chosen.join(', ')}`] : []),
  ];
  return { json, lines };
}

/** The only winning committee, or the one on which the lot falls; null when there is neither. */
function drawn(committees: readonly (readonly number[])[], seed?: string): readonly number[] | null {
  if (committees.length === 1) return committees[0]!;
  if (seed === undefined) return null;
  const first = drawOrder(
    seed,
    'committee',
    committees.map((members) => members.join()),
  )[0]!;
  return committees.find((members) => members.join() === first)!;
}
