/** Committee rules by name, and their count for the command line: all winning committees. */
import { drawOrder } from '../lots.ts';
import { type CountedFile, type CountOptions, type CountReport, TallyError } from '../rules.ts';
import type { TieChoice } from './branches.ts';
import { type CommitteeOutcome, type CommitteeProfile, readCommitteeFile } from './profile.ts';
import { equalSharesCommittee, phragmenCommittee } from './sequential.ts';
import { approvalCommittee, optimalCommittee, reverseCommittee, sequentialCommittee } from './thiele.ts';

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

function sequential(kind: Parameters<typeof sequentialCommittee>[1]): Counted {
  return (profile, choice) => sequentialCommittee(profile, kind, choice);
}

function reverse(kind: Parameters<typeof reverseCommittee>[1]): Counted {
  return (profile, choice) => reverseCommittee(profile, kind, choice);
}

export function isCommitteeFile({ text }: CountedFile): boolean {
  return /^profile:/m.test(text) && /^num_cand:/m.test(text);
}

export function committeeReport(file: CountedFile, method: string, options: CountOptions): CountReport {
  const found = committeeMethods.get(method);
  if (!found) throw new TallyError(`no rule for committees is called “${method}”.`);
  const { profile } = readCommitteeFile(file.text, options.seats);
  const outcome = found[1](profile);
  const { committees } = outcome;
  const chosen = drawn(committees, options.seed);
  const json = { ...outcome, rule: method, elected: chosen };
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
