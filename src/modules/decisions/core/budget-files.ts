/**
 * What of a shared budget is taken away as files: a table of its projects with their costs, votes and what
 * was built; and for each pot a Pabulib file, with the ballots where they are published (see `published.ts`),
 * and where they are not with the votes that each project had and no ballot at all.
 * Format: https://pabulib.org/format
 */
import { formatAmount } from '#kernel/amount';
import { writeCsv, writePabulib } from '#tally';
import type { Delivery } from './budget.ts';
import { ballotOfPot, fundedIn, fundedOf, projectState, type BudgetWhole } from './budget-results.ts';
import type { BallotFile } from './published.ts';

const HUNDREDTHS = { id: 'money', scale: 2 };

function decimal(minor: bigint): string {
  return formatAmount({ minor, unit: HUNDREDTHS });
}

/** How many wanted each option, as the count of its ballot says; nothing before the close. */
export function supportersIn(outcome: unknown): Readonly<Record<string, number>> {
  const count = (outcome as { readonly count?: { readonly supporters?: Record<string, number> } } | null)
    ?.count;
  return count?.supporters ?? {};
}

/** Names of columns stay as they are in every language: whoever reads the file is a program. */
const COLUMNS = [
  'project',
  'pot',
  'title',
  'place',
  'state',
  'cost',
  'unit',
  'why',
  'votes',
  'delivery',
  'spent',
  'last_report',
] as const;

/** Every idea of a budget, a row each; no name of anybody. */
export function projectsCsv(whole: BudgetWhole): string {
  const { budget, pots, projects, ballots, told } = whole;
  const names = new Map(pots.map((one) => [one.id, one.name]));
  const delivered = new Map(fundedOf(whole).map((one) => [one.project.id, one]));
  const rows = projects.map((one) => {
    const ballot = ballotOfPot(pots, ballots, one.pot);
    const built = delivered.get(one.id);
    const votes = one.option === null ? undefined : supportersIn(ballot?.outcome ?? null)[one.option];
    return [
      one.id,
      names.get(one.pot) ?? '',
      one.title,
      one.place,
      projectState(one, ballot),
      one.costMinor === null ? '' : decimal(one.costMinor),
      budget.unit,
      one.ruledOutReason ?? one.costReason ?? '',
      votes === undefined ? '' : String(votes),
      built?.state ?? '',
      built === undefined ? '' : decimal(built.spentMinor),
      lastReport(told, one.id),
    ];
  });
  return writeCsv([[...COLUMNS], ...rows.map((row) => row.map(harmless))]);
}

function lastReport(told: readonly Delivery[], project: string): string {
  return told.findLast((one) => one.project === project)?.onDay ?? '';
}

/** A spreadsheet takes a cell that begins like a formula for one; what people wrote stays text. */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}

/** A pot whose ballots stay closed: its projects, their costs, how many wanted each, and what was funded. */
export function potWithoutBallots(whole: BudgetWhole, pot: string, method: string): BallotFile | null {
  const found = whole.pots.find((one) => one.id === pot);
  const ballot = ballotOfPot(whole.pots, whole.ballots, pot);
  if (!found || !ballot?.closedAt) return null;
  const projects = whole.projects.filter((one) => one.pot === pot && one.option !== null);
  const funded = fundedIn(ballot.outcome);
  const supporters = supportersIn(ballot.outcome);
  const text = writePabulib({
    meta: new Map([
      ['description', `${whole.budget.title}: ${found.name}`],
      ['num_projects', String(projects.length)],
      ['num_votes', '0'],
      ['budget', decimal(found.amountMinor)],
      ['vote_type', 'approval'],
      ['rule', method === 'equal_shares' ? 'equalshares/add1' : method],
      ['currency', whole.budget.unit],
      ['comment', 'Few have voted: their ballots are not published, only how many wanted each project.'],
    ]),
    projects: {
      columns: ['project_id', 'cost', 'name', 'votes', 'selected'],
      rows: projects.map((one) => [
        one.option!,
        decimal(one.costMinor ?? 0n),
        one.title,
        String(supporters[one.option!] ?? 0),
        funded.includes(one.option!) ? '1' : '0',
      ]),
    },
    votes: { columns: ['voter_id', 'vote'], rows: [] },
  });
  return { name: `${ballot.id}.pb`, type: 'text/plain', text };
}
