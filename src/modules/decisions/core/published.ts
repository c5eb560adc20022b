/**
 * What is told of a vote after its close. Of secret ballots there are two lists that do not know of each
 * other: what was chosen, and the marks by which each voter finds theirs counted. No line says whose it is,
 * and neither list has an order that tells anything; one root stands for both and is in the register. Where
 * few have voted, the first list stays closed: somebody might know a rare ranking again.
 */
import { canonicalBytes } from '#kernel/canonical';
import type { Json } from '#kernel/outcome';
import { grouped, writeBlt, writeCsv, writeMarkedCsv, writePabulib, type PabulibFile } from '#tally';
import type { BallotQuestion } from './ballot.ts';
import type { CastBallot } from './count.ts';
import { projectsOf } from './count-budget.ts';
import { markedProfileOf, rankedProfileOf } from './count-options.ts';
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
      return csv(writeCsv(saidRows(ballots)));
  }
}

function sorted(ballots: readonly CastBallot[]): readonly CastBallot[] {
  const texts = ballots.map((one) => ({ one, text: JSON.stringify(one.choices) }));
  return texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ one }) => one);
}

/** How many said what, in each chamber. */
function saidRows(ballots: readonly CastBallot[]): readonly (readonly string[])[] {
  const said = Map.groupBy(ballots, ({ chamber, choices }) => {
    const says = choices?.ballot === 'yes_no' || choices?.ballot === 'consent' ? choices.says : 'abstain';
    return `${chamber},${says}`;
  });
  const rows = [...said].map(([key, own]) => [...key.split(','), String(own.length)]);
  return [['chamber', 'says', 'count'], ...rows.sort((a, b) => (a.join() < b.join() ? -1 : 1))];
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
