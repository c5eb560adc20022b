/**
 * Counts a published file of ballots again, as the vote itself was counted: the file is read back into
 * ballots, and these go the same way as at the close. Whoever counts knows nothing but file, rule, seats and
 * seed; the roll is taken to be as large as the ballots are many.
 */
import type { Method, Way } from '#agents';
import {
  type CountedFile,
  electionFromPabulib,
  fraction,
  mul,
  floor,
  type RankedProfile,
  readMarked,
  readPabulib,
  readRanked,
  TallyError,
} from '#tally';
import type { BallotQuestion } from './ballot.ts';
import { type CastBallot, countBallots, type Counted } from './count.ts';
import type { ExplainedProposal } from './explain-terms.ts';
import { NONE } from './kinds.ts';
import { ballotOf, type Choices } from './proposal.ts';

/** Rules by which a file can be counted here. */
export const RECOUNT_METHODS = [
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
  readonly method: Method;
  /** Null: as many as the file says, or one. */
  readonly seats: number | null;
  readonly seed: string;
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
  readonly none: boolean;
  readonly potMinor: bigint | null;
  readonly ballots: readonly CastBallot[];
}

/** Throws a TallyError that says what is wrong with the file. */
export function recount({ file, method, seats, seed }: RecountAsked): Recounted {
  const read = readBy(file, method);
  const question: BallotQuestion = {
    title: read.title === '' ? file.name : read.title,
    way: { ...ANY_WAY, method },
    seats: seats ?? read.seats,
    potMinor: read.potMinor,
    unit: null,
    none: read.none,
    options: read.options,
  };
  const roll = { people: read.ballots.length, organizations: 0 };
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

/** Who may vote, and for how long, is over: a count depends on none of it. */
const ANY_WAY: Omit<Way, 'method'> = {
  quorumPercent: 0,
  noQuorum: 'fails',
  talkDays: 0,
  voteDays: 0,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
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
    default:
      throw new TallyError(`“${method}” is not counted from a file.`);
  }
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
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all > MOST_BALLOTS) throw new TallyError(`${all} ballots are too many for a browser.`);
  return weights.flatMap((weight, at) => {
    const one: CastBallot = { chamber: 'people', choices: choices(at) };
    return new Array<CastBallot>(weight).fill(one);
  });
}

/** The command that does the same without a browser. */
export function commandLine({ file, method, seats, seed }: RecountAsked): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  return [
    'npx tally count',
    quoted(file.name),
    `--rule ${method.replaceAll('_', '-')}`,
    ...(seats === null ? [] : [`--seats ${seats}`]),
    ...(seed === '' ? [] : [`--seed ${quoted(seed)}`]),
  ].join(' ');
}
