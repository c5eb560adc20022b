/**
 * A committee elected by approval ballots: every voter names whom she finds fit, and `seats` are to be
 * filled. Rules and their names follow M. Lackner and P. Skowron, "Multi-Winner Voting with Approval
 * Preferences" (Springer 2023, doi:10.1007/978-3-031-09016-5); files are those of their program abcvoting
 * (`.abc.yaml`).
 */
import { TallyError } from '../rules.ts';

export interface ApprovalBallot {
  readonly approved: readonly number[];
  readonly weight: number;
}

export interface CommitteeProfile {
  readonly candidates: number;
  readonly seats: number;
  /** Each different ballot once. */
  readonly ballots: readonly ApprovalBallot[];
  /** For each candidate the numbers of the ballots that approve her. */
  readonly approvers: readonly (readonly number[])[];
}

/** One step of a rule that fills seat by seat. */
export interface CommitteeRound {
  readonly elected: number;
  /** Whom the rule could not tell apart from her. */
  readonly tied: readonly number[];
  /** The number that decided, as an exact fraction: a score, a load or a price, as `says` names it. */
  readonly value: string;
  readonly says: 'gain' | 'load' | 'price' | 'approvals' | 'loss';
}

export interface CommitteeOutcome {
  readonly rule: string;
  /** All winning committees, members ascending. */
  readonly committees: readonly (readonly number[])[];
  /** How the first of them came about; empty for rules that look at whole committees. */
  readonly rounds: readonly CommitteeRound[];
  /** The score of a winning committee, for rules that maximise one. */
  readonly score: string | null;
}

export function committeeProfile(
  candidates: number,
  seats: number,
  ballots: Iterable<readonly number[] | ApprovalBallot>,
): CommitteeProfile {
  if (!Number.isInteger(seats) || seats < 1 || seats > candidates) {
    throw new TallyError(`${seats} seats cannot be filled from ${candidates} candidates.`);
  }
  const groups = new Map<string, { approved: number[]; weight: number }>();
  let at = 0;
  for (const ballot of ballots) {
    at += 1;
    const { approved: named, weight } = isPlain(ballot) ? { approved: ballot, weight: 1 } : ballot;
    if (!Number.isSafeInteger(weight) || weight < 0)
      throw new TallyError(`ballot ${at}: its weight is not a whole number from 0 up.`);
    const approved = [...new Set(named)].sort((a, b) => a - b);
    const wrong = approved.find((one) => !Number.isInteger(one) || one < 0 || one >= candidates);
    if (wrong !== undefined) throw new TallyError(`ballot ${at}: there is no candidate ${wrong}.`);
    const known = groups.get(approved.join());
    if (known) known.weight += weight;
    else if (weight > 0) groups.set(approved.join(), { approved, weight });
  }
  const grouped = [...groups.values()];
  const approvers: number[][] = Array.from({ length: candidates }, () => []);
  grouped.forEach(({ approved }, ballot) => {
    for (const candidate of approved) approvers[candidate]!.push(ballot);
  });
  return { candidates, seats, ballots: grouped, approvers };
}

export interface CommitteeFile {
  readonly profile: CommitteeProfile;
  readonly description: string;
}

/**
 * Reads the keys of an `.abc.yaml` file that make an election; its lists are in brackets, all together or a
 * line each after a dash. Without `num_cand` there are as many candidates as the largest number says.
 */
export function readCommitteeFile(text: string, seats?: number): CommitteeFile {
  const plain = text.replaceAll(/^\uFEFF|\r|#.*$/gm, '');
  const found = /^profile:\s*((?:[\s\d,[\]-](?!\n[a-z]))*[\s\d,[\]-])/m.exec(plain);
  const list = found?.[1];
  if (!found || list === undefined)
    throw new TallyError('this is no file of approval ballots: “profile” is needed.');
  const size = /^committeesize:\s*(\d+)/m.exec(plain)?.[1];
  if (seats === undefined && size === undefined) {
    throw new TallyError('how many seats? The file does not say; give --seats.');
  }
  let ballots: unknown;
  try {
    ballots = JSON.parse(list.trimStart().startsWith('-') ? fromDashes(list) : list);
  } catch (cause) {
    throw new TallyError(`line ${lineOf(plain, found.index)}: the list “profile” cannot be read.`, { cause });
  }
  if (!isListOfLists(ballots)) {
    const place = `line ${lineOf(plain, found.index)}`;
    throw new TallyError(`${place}: “profile” is a list of lists of candidate numbers.`);
  }
  const told = /^num_cand:\s*(\d+)/m.exec(plain)?.[1];
  const candidates =
    told === undefined ? ballots.flat().reduce((a, b) => Math.max(a, b), -1) + 1 : Number(told);
  const description = /^description:\s*"?([^"\n]*)/m.exec(text)?.[1] ?? '';
  return { profile: committeeProfile(candidates, seats ?? Number(size), ballots), description };
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

function fromDashes(list: string): string {
  const items = list.split(/^\s*-/m).map((item) => item.trim());
  return `[${items.filter((item) => item !== '').join()}]`;
}

function isPlain(ballot: readonly number[] | ApprovalBallot): ballot is readonly number[] {
  return Array.isArray(ballot);
}

function isListOfLists(value: unknown): value is number[][] {
  const isNumbers = (one: unknown) => Array.isArray(one) && one.every((entry) => typeof entry === 'number');
  return Array.isArray(value) && value.every(isNumbers);
}
