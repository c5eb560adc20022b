/**
 * A Pabulib file as an election: money in whole numbers, ballots in points. Approval and choose-one
 * ballots say yes to projects; ordinal ballots give Borda points as Pabulib's own `score` column does (the
 * first of at most L gets L, the next L − 1, …); cumulative and scoring ballots give the points they give.
 */
import { cellOf, type PabulibFile } from '../format/pabulib.ts';
import { TallyError } from '../rules.ts';
import { type BudgetBallot, type BudgetElection, budgetElection, type BudgetProject } from './election.ts';

export type VoteKind = 'approval' | 'ordinal' | 'points';

export interface PabulibElection {
  readonly election: BudgetElection;
  readonly kind: VoteKind;
  /** The file's own rule, as written. */
  readonly rule: string;
  /** The least support that the file asks for; zero when it asks for none. */
  readonly threshold: number;
  /** The ids marked as selected; null when the file does not say. */
  readonly selected: readonly string[] | null;
  /** How many times a ballot names a project that the file does not have: such an entry counts nothing. */
  readonly unknownEntries: number;
}

export function electionFromPabulib(file: PabulibFile): PabulibElection {
  const kind = kindOf(file.meta.get('vote_type') ?? 'approval');
  const amounts = file.projects.rows.map((row) => decimal(cellOf(file.projects, row, 'cost')!, 'cost'));
  const budget = decimal(file.meta.get('budget') ?? '', 'budget');
  const places = Math.max(budget.places, ...amounts.map((amount) => amount.places), 0);
  const projects = file.projects.rows.map((row, at): BudgetProject => {
    const name = cellOf(file.projects, row, 'name');
    const id = cellOf(file.projects, row, 'project_id')!.trim();
    return { id, cost: atScale(amounts[at]!, places), ...(name === null ? {} : { name }) };
  });
  const unknown = { entries: 0 };
  const election = budgetElection({
    budget: atScale(budget, places),
    scale: 10n ** BigInt(places),
    projects,
    ballots: ballotsOf(file, kind, projects, unknown),
  });
  const asked = file.meta.get('min_project_score_threshold');
  return {
    election,
    kind,
    rule: (file.meta.get('rule') ?? 'unknown').toLowerCase(),
    threshold: asked === undefined || asked === '' ? 0 : thresholdOf(asked),
    selected: selectedOf(file),
    unknownEntries: unknown.entries,
  };
}

function kindOf(type: string): VoteKind {
  if (type === 'approval' || type === 'choose-1') return 'approval';
  if (type === 'ordinal') return 'ordinal';
  if (type === 'cumulative' || type === 'scoring') return 'points';
  throw new TallyError(`the vote type “${type}” is not known.`);
}

function selectedOf(file: PabulibFile): string[] | null {
  if (!file.projects.columns.includes('selected')) return null;
  // 2 marks what was funded from other money, after this count.
  return file.projects.rows
    .filter((row) => cellOf(file.projects, row, 'selected')?.trim() === '1')
    .map((row) => cellOf(file.projects, row, 'project_id')!.trim());
}

/**
 * One ballot for each different text of a vote, so that a hundred thousand lines are split only once each.
 */
function ballotsOf(
  file: PabulibFile,
  kind: VoteKind,
  projects: readonly BudgetProject[],
  unknown: { entries: number },
): BudgetBallot[] {
  const numbers = new Map(projects.map(({ id }, at) => [id, at]));
  const voteAt = file.votes.columns.indexOf('vote');
  const pointsAt = file.votes.columns.indexOf('points');
  if (kind === 'points' && pointsAt < 0) throw new TallyError('the votes have no column “points”.');
  const alike = new Map<string, number>();
  for (const row of file.votes.rows) {
    const text = kind === 'points' ? `${row[voteAt] ?? ''};${row[pointsAt] ?? ''}` : (row[voteAt] ?? '');
    alike.set(text, (alike.get(text) ?? 0) + 1);
  }
  const split = [...alike].map(([text, weight]) => {
    const [vote, points] = text.split(';');
    return { names: listOf(vote!), given: listOf(points ?? ''), weight };
  });
  const longest = Number(file.meta.get('max_length') ?? 0) || projects.length;
  const top = kind === 'ordinal' ? Math.max(longest, ...split.map(({ names }) => names.length)) : 0;
  const places = kind === 'points' ? pointPlaces(split.map(({ given }) => given)) : 0;
  return split.map(({ names, given, weight }) => {
    if (kind === 'points' && names.length !== given.length) {
      throw new TallyError(`a vote names ${names.length} projects and gives ${given.length} points.`);
    }
    const known = names.map((name, at) => [numbers.get(name), at] as const);
    unknown.entries += weight * known.filter(([number]) => number === undefined).length;
    const kept = known.filter((pair): pair is readonly [number, number] => pair[0] !== undefined);
    const pointsFor = (at: number) =>
      kind === 'ordinal' ? top - at : Number(atScale(decimal(given[at]!, 'points'), places));
    return {
      projects: kept.map(([number]) => number),
      weight,
      ...(kind === 'approval' ? {} : { points: kept.map(([, at]) => pointsFor(at)) }),
    };
  });
}

function pointPlaces(given: readonly (readonly string[])[]): number {
  let places = 0;
  for (const list of given) {
    for (const one of list) if (/[.,]/.test(one)) places = Math.max(places, decimal(one, 'points').places);
  }
  return places;
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
 * Reads `100000`, `100000.0`, `1234,50` or `1 234` exactly; zeros at the end of the decimals say nothing.
 */
function decimal(text: string, what: string): Decimal {
  const parts = /^(\d+)(?:[.,](\d*?)0*)?$/.exec(text.replaceAll(/\s/g, ''));
  if (!parts) throw new TallyError(`“${text}” is not an amount (${what}).`);
  const after = parts[2] ?? '';
  return { digits: BigInt(parts[1]! + after), places: after.length };
}

function atScale({ digits, places }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - places);
}

function thresholdOf(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new TallyError(`“${text}” is no threshold.`);
  return value;
}
