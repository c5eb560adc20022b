/**
 * A Pabulib file as an election: money in whole numbers, ballots in points. Approval and choose-one
 * ballots say yes to projects; cumulative and scoring ballots give the points they give. Ordinal ballots
 * give the points beside them where there are any, else Borda points: the first of the L projects on a
 * ballot gets L, the next L − 1, … — as Pabulib's checker and pabutools reckon, unless the file's own column
 * `score` only fits when the first of every ballot gets as many points as the longest ballot has places.
 */
import { cellOf, type PabulibFile, type PabulibTable, placeOf, placeOfMeta } from '../format/pabulib.ts';
import { TallyError } from '../rules.ts';
import {
  type BudgetBallot,
  type BudgetElection,
  budgetElection,
  type BudgetProject,
  MOST_POINTS,
} from './election.ts';
import type { BudgetCap } from './outcome.ts';

export type VoteKind = 'approval' | 'ordinal' | 'points';

export interface PabulibElection {
  readonly election: BudgetElection;
  readonly kind: VoteKind;
  /** The file's own rule, as written. */
  readonly rule: string;
  /** The least support that the file asks for, in the election's points; zero when it asks for none. */
  readonly threshold: number;
  /** How many of the election's points make one of the file's: 10 where points have one decimal. */
  readonly pointScale: number;
  /** What the file lets each neighbourhood or category cost at most; empty when it does not say. */
  readonly caps: readonly BudgetCap[];
  /** The ids marked as selected; null when the file does not say. */
  readonly selected: readonly string[] | null;
  /** How many times a ballot names a project that the file does not have: such an entry counts nothing. */
  readonly unknownEntries: number;
}

export function electionFromPabulib(file: PabulibFile): PabulibElection {
  const kind = kindOf(file);
  const { rows } = file.projects;
  const amounts = rows.map((row, at) =>
    decimal(cellOf(file.projects, row, 'cost') ?? '', `${placeOf(file.projects, at)}cost`),
  );
  const budget = decimal(file.meta.get('budget') ?? '', placeOfMeta(file, 'budget'));
  const places = Math.max(budget.places, ...amounts.map((amount) => amount.places), 0);
  const ids = new Set<string>();
  const projects = rows.map((row, at): BudgetProject => {
    const name = cellOf(file.projects, row, 'name');
    const id = cellOf(file.projects, row, 'project_id')!.trim();
    if (id === '') throw new TallyError(`${placeOf(file.projects, at)}the project has no id.`);
    if (ids.has(id)) throw new TallyError(`${placeOf(file.projects, at)}the project “${id}” stands twice.`);
    ids.add(id);
    return { id, cost: atScale(amounts[at]!, places), ...(name === null ? {} : { name }) };
  });
  const { ballots, unknownEntries, pointScale } = ballotsOf(file, kind, projects);
  const scale = 10n ** BigInt(places);
  return {
    election: budgetElection({ budget: atScale(budget, places), scale, projects, ballots }),
    kind,
    rule: (file.meta.get('rule') ?? 'unknown').toLowerCase(),
    threshold: thresholdOf(file) * pointScale,
    pointScale,
    caps: [
      ...capsOf(file, 'neighborhood', 'neighborhoods', 'budget_per_neighborhood', scale),
      ...capsOf(file, 'category', 'categories', 'budget_per_category', scale),
    ],
    selected: selectedOf(file),
    unknownEntries,
  };
}

function kindOf(file: PabulibFile): VoteKind {
  const type = (file.meta.get('vote_type') ?? 'approval').toLowerCase();
  if (type === 'approval' || type === 'choose-1') return 'approval';
  if (type === 'ordinal') return 'ordinal';
  if (type === 'cumulative' || type === 'scoring') return 'points';
  throw new TallyError(`${placeOfMeta(file, 'vote_type')}: “${type}” is not known.`);
}

function selectedOf(file: PabulibFile): string[] | null {
  if (!file.projects.columns.includes('selected')) return null;
  // 2 marks what was funded from other money, after this count.
  return file.projects.rows
    .filter((row) => cellOf(file.projects, row, 'selected')?.trim() === '1')
    .map((row) => cellOf(file.projects, row, 'project_id')!.trim());
}

interface Vote {
  readonly names: readonly string[];
  /** As written; null without a column for points. */
  readonly given: readonly string[] | null;
  readonly row: number;
  weight: number;
}

/**
 * One ballot for each different text of a vote, so that a hundred thousand lines are split only once each.
 * A project named twice counts where it stands first; one that the file does not have counts nothing.
 */
function ballotsOf(
  file: PabulibFile,
  kind: VoteKind,
  projects: readonly BudgetProject[],
): { ballots: BudgetBallot[]; unknownEntries: number; pointScale: number } {
  const numbers = new Map(projects.map(({ id }, at) => [id, at]));
  const votes = votesOf(file.votes, kind);
  const { pointsOf, pointScale } =
    kind === 'approval' ? { pointsOf: null, pointScale: 1 } : pointsBy(file, kind, votes, numbers);
  let unknownEntries = 0;
  const ballots = votes.map((vote) => {
    const known = vote.names.flatMap((name, at) => (numbers.has(name) ? [at] : []));
    unknownEntries += vote.weight * (vote.names.length - known.length);
    const points = pointsOf?.(vote);
    return {
      projects: known.map((at) => numbers.get(vote.names[at]!)!),
      weight: vote.weight,
      ...(points ? { points: known.map((at) => points[at]!) } : {}),
    };
  });
  return { ballots, unknownEntries, pointScale };
}

function votesOf(table: PabulibTable, kind: VoteKind): Vote[] {
  const voteAt = table.columns.indexOf('vote');
  const pointsAt = kind === 'approval' ? -1 : table.columns.indexOf('points');
  if (kind === 'points' && pointsAt < 0) throw new TallyError('the votes have no column “points”.');
  const alike = new Map<string, Vote>();
  table.rows.forEach((cells, row) => {
    const text = pointsAt < 0 ? (cells[voteAt] ?? '') : `${cells[voteAt] ?? ''};${cells[pointsAt] ?? ''}`;
    const known = alike.get(text);
    if (known) known.weight += 1;
    else {
      const names = listOf(cells[voteAt] ?? '');
      const given = pointsAt < 0 ? null : listOf(cells[pointsAt] ?? '');
      alike.set(text, { names, given, row, weight: 1 });
    }
  });
  return [...alike.values()];
}

/** The points of each place of a vote, in whole numbers of which `pointScale` make one point. */
function pointsBy(
  file: PabulibFile,
  kind: VoteKind,
  votes: readonly Vote[],
  numbers: ReadonlyMap<string, number>,
): { pointsOf: (vote: Vote) => readonly number[]; pointScale: number } {
  const isGiven = kind === 'points' || votes.some(({ given }) => given !== null && given.length > 0);
  if (!isGiven) return { pointsOf: bordaBy(file, votes, numbers), pointScale: 1 };
  const read = new Map(
    votes.map((vote) => {
      const [place, given] = [placeOf(file.votes, vote.row), vote.given!];
      if (vote.names.length !== given.length) {
        const counts = `${vote.names.length} projects and gives ${given.length} points`;
        throw new TallyError(`${place}a vote names ${counts}.`);
      }
      return [vote, given.map((one) => decimal(one, `${place}points`))] as const;
    }),
  );
  let places = 0;
  for (const given of read.values()) for (const one of given) places = Math.max(places, one.places);
  const pointsOf = (vote: Vote) =>
    read.get(vote)!.map((one) => {
      const points = Number(atScale(one, places));
      if (points <= MOST_POINTS) return points;
      throw new TallyError(`${placeOf(file.votes, vote.row)}more points than can be counted.`);
    });
  return { pointsOf, pointScale: 10 ** places };
}

function bordaBy(
  file: PabulibFile,
  votes: readonly Vote[],
  numbers: ReadonlyMap<string, number>,
): (vote: Vote) => number[] {
  const longest = votes.reduce((most, { names }) => Math.max(most, names.length), 0);
  const top = Math.max(Number(file.meta.get('max_length') ?? 0) || 0, longest);
  const own = ({ names }: Vote) => names.map((_name, at) => names.length - at);
  const shared = ({ names }: Vote) => names.map((_name, at) => top - at);
  const told = file.projects.rows.map((row) => Number(cellOf(file.projects, row, 'score') ?? NaN));
  const fits = (points: (vote: Vote) => number[]) => {
    const sums = told.map(() => 0);
    for (const vote of votes) {
      const list = points(vote);
      vote.names.forEach((name, at) => {
        const number = numbers.get(name);
        if (number !== undefined) sums[number]! += vote.weight * list[at]!;
      });
    }
    return sums.every((sum, at) => sum === told[at]);
  };
  return !fits(own) && fits(shared) ? shared : own;
}

function capsOf(
  file: PabulibFile,
  column: string,
  names: string,
  amounts: string,
  scale: bigint,
): BudgetCap[] {
  const parts = listOf(file.meta.get(names) ?? '');
  const most = listOf(file.meta.get(amounts) ?? '');
  if (parts.length === 0 || parts.length !== most.length) return [];
  return parts.map((name, at) => {
    const { digits, places } = decimal(most[at]!, placeOfMeta(file, amounts));
    const belongs = (row: readonly string[]) =>
      listOf(cellOf(file.projects, row, column) ?? '').includes(name);
    const projects = file.projects.rows
      .filter(belongs)
      .map((row) => cellOf(file.projects, row, 'project_id')!.trim());
    return { name, projects, most: (digits * scale) / 10n ** BigInt(places) };
  });
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/**
 * Reads `100000`, `100000.0`, `1234,50`, `1 234`, `1,234.50` or `1e6` exactly; zeros at the end of the
 * decimals say nothing. One comma alone is a decimal comma.
 */
function decimal(text: string, what: string): Decimal {
  const parts = /^(\d+)(?:[.,](\d*?)0*)?(?:e\+?(\d{1,2}))?$/i.exec(withoutGroups(text.replaceAll(/\s/g, '')));
  if (!parts) throw new TallyError(`${what}: “${text}” is not an amount from 0 up.`);
  const after = parts[2] ?? '';
  const raised = Number(parts[3] ?? 0);
  const places = Math.max(0, after.length - raised);
  return { digits: BigInt(parts[1]! + after) * 10n ** BigInt(places + raised - after.length), places };
}

/** Without the signs that only group thousands: those before another sign, or that occur several times. */
function withoutGroups(text: string): string {
  const signs = text.replaceAll(/[^.,]/g, '');
  const last = signs.at(-1);
  if (last === undefined || signs.length === 1) return text;
  const grouping = signs.includes(last === '.' ? ',' : '.') ? (last === '.' ? ',' : '.') : last;
  return text.replaceAll(new RegExp(`[${grouping}](?=\\d{3}(?!\\d))`, 'g'), '');
}

function atScale({ digits, places }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - places);
}

function thresholdOf(file: PabulibFile): number {
  const key = 'min_project_score_threshold';
  const text = file.meta.get(key) ?? '';
  const value = Number(text.replace(',', '.'));
  if (!Number.isFinite(value)) throw new TallyError(`${placeOfMeta(file, key)}: “${text}” is no threshold.`);
  return value;
}
