/**
 * What is told of a vote after its close. Of secret ballots there are two lists that do not know of each
 * other: what was chosen, and the marks by which each voter finds theirs counted. No line says whose it is,
 * and neither list has an order that tells anything; one root stands for both and is in the register. Where
 * few have voted, the first list stays closed: somebody might know a rare ranking again.
 */
import { canonicalBytes } from '#kernel/canonical';
import type { Json } from '#kernel/outcome';
import {
  grouped,
  writeBlt,
  writeConstraints,
  writeCsv,
  writeMarkedCsv,
  writePabulib,
  type PabulibFile,
} from '#tally';
import type { BallotQuestion } from './ballot.ts';
import type { CastBallot } from './count.ts';
import { projectsOf } from './count-budget.ts';
import { keptIn, markedProfileOf, namesOf, rankedProfileOf } from './count-options.ts';
import { ballotOf, type Choices, type Proposal } from './proposal.ts';
import type { Chamber } from './roll.ts';

/** A secret ballot as it is kept: no member, no time, no act. */
export interface SealedBallot {
  /** By chance, and of no meaning beyond keeping equal ballots apart. */
  readonly ballot: string;
  /** SHA-256 of what the receipt says, hexadecimal. */
  readonly mark: string;
  readonly chamber: Chamber;
  readonly choices: Choices;
}

/** Canonical JSON, a line for each ballot, then one for each mark; each list in the order of its text. */
export function ballotLines(ballots: readonly SealedBallot[]): readonly Uint8Array[] {
  const chosen = ballots.map(({ ballot, chamber, choices }) => ({
    ballot,
    chamber,
    choices: choices,
  }));
  return [...linesOf(chosen), ...linesOf(ballots.map(({ mark }) => ({ mark })))];
}

function linesOf(values: readonly Json[]): Uint8Array[] {
  const decoder = new TextDecoder();
  const lines = values.map((one) => {
    const bytes = canonicalBytes(one);
    return { bytes, text: decoder.decode(bytes) };
  });
  return lines.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ bytes }) => bytes);
}

/** Whether secret ballots are published one by one, or their counts alone. */
export function arePublished(ballots: number, publishFrom: number): boolean {
  return ballots >= publishFrom;
}

export interface BallotFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/**
 * The ballots as a file that others can count: `tally count FILE --rule … --seed …` comes to the same. Equal
 * ballots stand together, so that the order of the lines tells nothing.
 */
export function exportBallots(
  question: BallotQuestion & Pick<Proposal, 'id'>,
  ballots: readonly CastBallot[],
): BallotFile {
  const csv = (text: string): BallotFile => ({ name: `${question.id}.csv`, type: 'text/csv', text });
  switch (ballotOf(question.way.method)) {
    case 'rank': {
      const profile = rankedProfileOf(question, sorted(ballots));
      const text = writeBlt({ ...profile, ballots: grouped(profile.ballots) });
      return { name: `${question.id}.blt`, type: 'text/plain', text };
    }
    case 'approve':
    case 'marks':
      return csv(writeMarkedCsv(markedProfileOf(question, sorted(ballots))));
    case 'fund':
      return {
        name: `${question.id}.pb`,
        type: 'text/plain',
        text: writePabulib(pabulibOf(question, sorted(ballots))),
      };
    default:
      return csv(writeCsv(saidRows(question.way.voters === 'both' ? ballots : inOne(ballots))));
  }
}

/**
 * The lines under the root in the record, for whoever checks that this is the list that was counted. Null where
 * chambers stand in it that were not counted apart: a rare one would say whose its ballot is.
 */
export function exportList(
  { id, way }: Pick<BallotQuestion, 'way'> & Pick<Proposal, 'id'>,
  ballots: readonly SealedBallot[],
): BallotFile | null {
  if (way.voters !== 'both' && new Set(ballots.map(({ chamber }) => chamber)).size > 1) return null;
  const decoder = new TextDecoder();
  const text = ballotLines(ballots)
    .map((line) => `${decoder.decode(line)}\n`)
    .join('');
  return { name: `${id}-list.jsonl`, type: 'application/jsonl', text };
}

/**
 * Which places are kept, and for whom, as a table beside the ballots: no file of ballots has room for it.
 * Null where none are.
 */
export function exportKept(question: BallotQuestion & Pick<Proposal, 'id'>): BallotFile | null {
  const kept = keptIn(question);
  if (kept === null) return null;
  const text = writeConstraints(kept.constraints, namesOf(question));
  return { name: `${question.id}-kept.csv`, type: 'text/csv', text };
}

function sorted(ballots: readonly CastBallot[]): readonly CastBallot[] {
  const texts = ballots.map((one) => ({ one, text: JSON.stringify(one.choices) }));
  return texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ one }) => one);
}

/** Where all are counted together, in which chamber somebody is says nothing, and might say who they are. */
function inOne(ballots: readonly CastBallot[]): readonly CastBallot[] {
  return ballots.map((one) => ({ ...one, chamber: 'people' }));
}

/** How many said what, in each chamber; of objections also how many were met, and how. */
function saidRows(ballots: readonly CastBallot[]): readonly (readonly string[])[] {
  const said = Map.groupBy(ballots, ({ chamber, choices, resolved }) => {
    const says = choices?.ballot === 'yes_no' || choices?.ballot === 'consent' ? choices.says : 'abstain';
    return `${chamber},${says},${resolved ?? ''}`;
  });
  const rows = [...said].map(([key, own]) => {
    const [chamber = '', says = '', resolved = ''] = key.split(',');
    return [chamber, says, String(own.length), resolved];
  });
  rows.sort((a, b) => (a.join() < b.join() ? -1 : 1));
  const wide = [['chamber', 'says', 'count', 'resolved'], ...rows];
  return rows.every((row) => row[3] === '') ? wide.map((row) => row.slice(0, 3)) : wide;
}

/**
 * Amounts with two decimals, so that the count of others grows everybody's part by the same steps as
 * ours.
 */
function pabulibOf(question: BallotQuestion, ballots: readonly CastBallot[]): PabulibFile {
  const money = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
  const projects = projectsOf(question);
  const votes = ballots.map(({ choices }) => (choices?.ballot === 'fund' ? choices.options : []));
  const ids = new Set(projects.map(({ id }) => id));
  return {
    meta: new Map([
      ['description', question.title],
      ['num_projects', String(projects.length)],
      ['num_votes', String(ballots.length)],
      ['budget', money(question.potMinor ?? 0n)],
      ['vote_type', 'approval'],
      ['rule', question.way.method === 'equal_shares' ? 'equalshares/add1' : question.way.method],
      ...(question.unit === null ? [] : [['currency', question.unit] as const]),
    ]),
    projects: {
      columns: ['project_id', 'cost', 'name'],
      rows: projects.map(({ id, costMinor, title }) => [id, money(costMinor), title]),
    },
    votes: {
      columns: ['voter_id', 'vote'],
      rows: votes.map((options, at) => [String(at + 1), options.filter((id) => ids.has(id)).join(',')]),
    },
  };
}
