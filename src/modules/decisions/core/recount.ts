/**
 * Counts a published file of ballots again, as the vote itself was counted: the file is read back into
 * ballots, and these go the same way as at the close. Whoever counts knows nothing but file, rule, seats,
 * seed, and for yes and no how many could vote and how much was enough.
 */
import type { Method, Way } from '#agents';
import {
  type CountedFile,
  electionFromPabulib,
  fraction,
  mul,
  floor,
  type RankedProfile,
  readConstraints,
  readCsv,
  readMarked,
  readPabulib,
  readRanked,
  TallyError,
} from '#tally';
import type { BallotQuestion } from './ballot.ts';
import { type CastBallot, countBallots, type Counted, type RollSizes } from './count.ts';
import type { ExplainedProposal } from './explain-terms.ts';
import { NONE } from './kinds.ts';
import type { ParityRule } from './parity.ts';
import { ballotOf, type Choices } from './proposal.ts';
import { PLAIN_TERMS, type RecountTerms } from './recount-terms.ts';

/** Rules by which a file can be counted here. */
export const RECOUNT_METHODS = [
  'majority',
  'consent',
  'consensus',
  'scottish_stv',
  'meek',
  'schulze',
  'ranked_pairs',
  'approval',
  'score',
  'star',
  'majority_judgment',
  'equal_shares',
  'greedy',
  'phragmen',
] as const satisfies readonly Method[];

/** A browser is given no more than this; the command line takes a million. */
const MOST_BALLOTS = 300_000;

export interface RecountAsked {
  readonly file: CountedFile;
  /** The table of kept places beside it. */
  readonly kept?: CountedFile | null;
  readonly method: Method;
  /** Null: as many as the file says, or one. */
  readonly seats: number | null;
  readonly seed: string;
  /** Of yes and no, and of consent. */
  readonly terms?: RecountTerms;
}

export interface Recounted {
  readonly proposal: ExplainedProposal;
  readonly outcome: Counted;
  readonly names: ReadonlyMap<string, string>;
  readonly ballots: number;
}

interface Read {
  readonly title: string;
  readonly seats: number;
  readonly options: BallotQuestion['options'];
  readonly parity?: readonly ParityRule[];
  readonly none: boolean;
  readonly potMinor: bigint | null;
  readonly ballots: readonly CastBallot[];
}

/** Throws a TallyError that says what is wrong with the file. */
export function recount({ file, kept = null, method, seats, seed, terms }: RecountAsked): Recounted {
  const read = withKept(readBy(file, method), kept);
  const { roll: known, ...rule } = terms ?? PLAIN_TERMS;
  const cast = rollOf(read.ballots);
  const roll = known ?? cast;
  const question: BallotQuestion = {
    title: read.title === '' ? file.name : read.title,
    way: { ...ANY_WAY, ...rule, method, voters: roll.organizations > 0 ? 'both' : 'members' },
    seats: seats ?? read.seats,
    potMinor: read.potMinor,
    unit: null,
    none: read.none,
    parity: read.parity ?? [],
    options: read.options,
  };
  const outcome = countBallots(question, roll, read.ballots, seed);
  const { title, options } = question;
  return {
    proposal: {
      title,
      method,
      seats: question.seats,
      seed: seed === '' ? null : seed,
      electsPeople: false,
      options,
    },
    outcome,
    names: new Map(options.map((one) => [one.id, one.title])),
    ballots: read.ballots.length,
  };
}

/** Who must be among the elected, and what each candidate has said of themself. */
function withKept(read: Read, kept: CountedFile | null): Read {
  if (kept === null) return read;
  const names = [...read.options.map(({ title }) => title), ...(read.none ? [NONE] : [])];
  const { rules } = readConstraints(kept.text, names);
  const groupsOf = (at: number) => rules.flatMap(({ group, of }) => (of.includes(at) ? [group] : []));
  return {
    ...read,
    parity: rules.map(({ of: _of, ...rule }) => rule),
    options: read.options.map((one, at) => ({ ...one, groups: groupsOf(at) })),
  };
}

/** Fewer cannot have been on the roll than have voted. */
function rollOf(ballots: readonly CastBallot[]): RollSizes {
  const organizations = ballots.filter(({ chamber }) => chamber === 'organizations').length;
  return { people: ballots.length - organizations, organizations };
}

/** For how long was voted, and how openly, is over: a count depends on none of it. */
const ANY_WAY: Omit<Way, 'method' | 'quorumPercent' | 'voters'> = {
  noQuorum: 'fails',
  talkDays: 0,
  voteDays: 0,
  waitDays: 0,
  secrecy: 'open',
};

function readBy(file: CountedFile, method: Method): Read {
  switch (ballotOf(method)) {
    case 'rank':
      return rankedFile(file);
    case 'approve':
    case 'marks':
      return markedFile(file, method);
    case 'fund':
      return budgetFile(file);
    case 'yes_no':
    case 'consent':
      return saidFile(file, method);
    case null:
      throw new TallyError(`“${method}” is not counted from a file.`);
  }
}

const SAYS = {
  yes_no: ['yes', 'no', 'abstain'],
  consent: ['consent', 'aside', 'object', 'abstain'],
} as const;
const RESOLVED = ['integrated', 'withdrawn', 'not-paramount'] as const;

/** A row for as many as have said the same, in each chamber. */
function saidFile({ text }: CountedFile, method: Method): Read {
  const ballot = ballotOf(method) === 'consent' ? 'consent' : 'yes_no';
  const [head, ...rows] = readCsv(text).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const columns = head?.cells.map((cell) => cell.trim()) ?? [];
  if (!columns.includes('says')) throw new TallyError('line 1: the column “says” is missing.');
  const told = rows.map(({ cells, line }) => {
    const cell = (column: string) => cells[columns.indexOf(column)]?.trim() ?? '';
    const says = SAYS[ballot].find((one) => one === cell('says'));
    if (says === undefined) {
      throw new TallyError(`line ${line}: “${cell('says')}” is not one of ${SAYS[ballot].join(', ')}.`);
    }
    const count = cell('count') === '' ? '1' : cell('count');
    if (!/^\d{1,6}$/.test(count)) throw new TallyError(`line ${line}: “${count}” is no whole number.`);
    const resolved = RESOLVED.find((one) => one === cell('resolved'));
    const chamber = cell('chamber') === 'organizations' ? 'organizations' : 'people';
    const one = { chamber, choices: { ballot, says } as Choices, ...(resolved ? { resolved } : {}) } as const;
    return { one, count: Number(count) };
  });
  const options = [{ id: idOf(0), title: '', costMinor: null, excludes: null }];
  const ballots = counted(told);
  return { title: '', seats: 1, options, none: false, potMinor: null, ballots };
}

const idOf = (at: number) => `option ${at + 1}`;

/** “No change” stands last on the ballots that have it, under this name. */
function optionsOf(
  names: readonly string[],
): Pick<Read, 'options' | 'none'> & { readonly ids: readonly string[] } {
  const none = names.at(-1) === NONE;
  const own = none ? names.slice(0, -1) : names;
  const options = own.map((title, at) => ({ id: idOf(at), title, costMinor: null, excludes: null }));
  return { options, none, ids: [...options.map(({ id }) => id), ...(none ? [NONE] : [])] };
}

function rankedFile(file: CountedFile): Read {
  const profile = readRanked(file);
  const { options, none, ids } = optionsOf(profile.candidates);
  const { starts, counts } = profile.ballots;
  const ballots = repeated([...counts], (at) => ({
    ballot: 'rank',
    ranking: placesOf(profile, starts[at]!, starts[at + 1]!, ids),
  }));
  return { title: profile.title, seats: profile.seats, options, none, potMinor: null, ballots };
}

function placesOf({ ballots, withdrawn }: RankedProfile, from: number, to: number, ids: readonly string[]) {
  const places: string[][] = [];
  for (let at = from; at < to; at += 1) {
    const rank = ballots.ranks[at]!;
    const number = rank < 0 ? ~rank : rank;
    if (withdrawn.includes(number)) continue;
    if (rank < 0 && places.length > 0) places.at(-1)!.push(ids[number]!);
    else places.push([ids[number]!]);
  }
  return places;
}

function markedFile(file: CountedFile, method: Method): Read {
  const profile = readMarked(file, method === 'approval');
  const { options, none, ids } = optionsOf(profile.options);
  const ballots = repeated(
    profile.ballots.map(({ count = 1 }) => count),
    (at): Choices => {
      const given = profile.ballots[at]!.marks.flatMap((mark, one) =>
        mark === null ? [] : [[ids[one]!, mark] as const],
      );
      return method === 'approval'
        ? { ballot: 'approve', options: given.filter(([, mark]) => mark > 0).map(([id]) => id) }
        : { ballot: 'marks', marks: Object.fromEntries(given) };
    },
  );
  return { title: profile.title ?? '', seats: profile.seats ?? 1, options, none, potMinor: null, ballots };
}

/** Amounts in hundredths of the currency, as the group's own count has them. */
function budgetFile({ text }: CountedFile): Read {
  const file = readPabulib(text);
  const { election, kind } = electionFromPabulib(file);
  if (kind !== 'approval') throw new TallyError('only budgets with yes-ballots are counted here.');
  const minor = (amount: bigint) => floor(mul(fraction(amount, election.scale), fraction(100)));
  const options = election.projects.map(({ id, name, cost }) => ({
    id,
    title: name ?? id,
    costMinor: minor(cost),
    excludes: null,
  }));
  const { start, other } = election.byBallot;
  const ballots = repeated([...election.weights], (at) => ({
    ballot: 'fund',
    options: [...other.subarray(start[at], start[at + 1])].map((project) => options[project]!.id),
  }));
  const title = file.meta.get('description') ?? '';
  return { title, seats: 1, options, none: false, potMinor: minor(election.budget), ballots };
}

/** As many ballots as the weights say; equal ones share what they say. */
function repeated(weights: readonly number[], choices: (at: number) => Choices): readonly CastBallot[] {
  return counted(weights.map((count, at) => ({ one: { chamber: 'people', choices: choices(at) }, count })));
}

function counted(told: readonly { readonly one: CastBallot; readonly count: number }[]): CastBallot[] {
  const all = told.reduce((sum, { count }) => sum + count, 0);
  if (all > MOST_BALLOTS) throw new TallyError(`${all} ballots are too many for a browser.`);
  return told.flatMap(({ one, count }) => new Array<CastBallot>(count).fill(one));
}

/** The command that does the same without a browser; null where the command knows no such rule. */
export function commandLine(asked: RecountAsked): string | null {
  const { file, kept = null, method, seats, seed } = asked;
  const rule = ruleWords(asked);
  if (rule === null) return null;
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  return [
    'npx tally count',
    quoted(file.name),
    ...rule,
    ...(seats === null || isSaid(method) ? [] : [`--seats ${seats}`]),
    ...(kept === null ? [] : [`--constraints ${quoted(kept.name)}`]),
    ...(seed === '' || isSaid(method) ? [] : [`--seed ${quoted(seed)}`]),
  ].join(' ');
}

function isSaid(method: Method): boolean {
  const kind = ballotOf(method);
  return kind === 'yes_no' || kind === 'consent';
}

function ruleWords({ method, terms = PLAIN_TERMS }: RecountAsked): string[] | null {
  if (!isSaid(method)) return [`--rule ${method.replaceAll('_', '-')}`];
  const { share, base, blocks, quorumPercent, roll } = terms;
  const size = roll === null || roll.organizations > 0 ? [] : [`--roll ${roll.people}`];
  const quorum = quorumPercent === 0 ? [] : [`--quorum ${quorumPercent}%`];
  if (method !== 'majority') {
    const objections = method === 'consensus' ? [`--objections ${blocks}`] : [];
    return ['--rule consent', ...objections, ...quorum, ...size];
  }
  const isHalf = share.parts * 2 === share.of && share.reached === 'more';
  if (!isHalf && (share.reached === 'more' || base === 'roll')) return null;
  const half = base === 'roll' ? ['--rule absolute-majority'] : ['--rule majority'];
  const needs = isHalf ? half : ['--rule supermajority', `--share ${share.parts}/${share.of}`];
  return [...needs, ...quorum, ...size];
}
