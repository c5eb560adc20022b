/** Counts of invented ballots for the page of the look: each method once, counted as every other vote is. */
import type { Method, Way } from '#agents';
import {
  countBallots,
  explain,
  type BallotQuestion,
  type CastBallot,
  type Choices,
  type Explanation,
  type ObjectionTold,
} from '#decisions';

export interface ShownOutcome {
  readonly key: string;
  readonly explanation: Explanation;
  readonly names: ReadonlyMap<string, string>;
}

interface Shown {
  readonly key?: string;
  readonly title: string;
  readonly method: Method;
  readonly options?: readonly string[];
  readonly costs?: readonly bigint[];
  readonly ballots: readonly CastBallot[];
  readonly roll: number;
  readonly organizations?: number;
  readonly seats?: number;
  readonly way?: Partial<Way>;
  readonly people?: boolean;
  readonly objections?: readonly ObjectionTold[];
}

const SEED = 'the lottery of 5 May: 4 8 15 16 23 42';
const WAY: Omit<Way, 'method'> = {
  quorumPercent: 50,
  noQuorum: 'fails',
  talkDays: 7,
  voteDays: 7,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
};

function shown(one: Shown): ShownOutcome {
  const way: Way = { ...WAY, ...one.way, method: one.method };
  const titles = one.options ?? [one.title];
  const options = titles.map((title, at) => ({
    id: `opt_${at + 1}`,
    title,
    costMinor: one.costs?.[at] ?? null,
    excludes: null,
  }));
  const none = one.method === 'schulze' || one.method === 'ranked_pairs';
  const { title, method, seats = 1 } = one;
  const question: BallotQuestion = {
    title,
    way,
    seats,
    potMinor: one.costs ? 1_500_000n : null,
    unit: null,
    none,
    options,
  };
  const roll = { people: one.roll, organizations: one.organizations ?? 0 };
  const outcome = countBallots(question, roll, one.ballots, SEED);
  const proposal = { title, method, seats, seed: SEED, electsPeople: one.people ?? false, options };
  const names = new Map(options.map((option) => [option.id, option.title]));
  return { key: one.key ?? method, explanation: explain(proposal, outcome, one.objections), names };
}

function times(count: number, choices: Choices, chamber: CastBallot['chamber'] = 'people'): CastBallot[] {
  return Array.from({ length: count }, () => ({ chamber, choices }));
}

const id = (number: number) => (number === 0 ? 'none' : `opt_${number}`);
const says = (count: number, word: 'yes' | 'no' | 'abstain', chamber?: CastBallot['chamber']) =>
  times(count, { ballot: 'yes_no', says: word }, chamber);
const voice = (count: number, word: 'consent' | 'aside' | 'object') =>
  times(count, { ballot: 'consent', says: word });
const ranks = (count: number, ...numbers: number[]) =>
  times(count, { ballot: 'rank', ranking: numbers.map((number) => [id(number)]) });
const marks = (count: number, ...given: number[]) =>
  times(count, {
    ballot: 'marks',
    marks: Object.fromEntries(given.map((mark, at) => [id(at + 1), mark])),
  });
const wants = (count: number, ballot: 'approve' | 'fund', ...numbers: number[]) =>
  times(count, { ballot, options: numbers.map(id) });

const PLACES = ['The well', 'The roof of the kitchen', 'The road to the mill', 'A shed'];
const PEOPLE = ['Ana Martínez', 'Petra', 'Josefina', 'Luz', 'Amina', 'Marek'];
const GRADED = [
  ...marks(9, 5, 4, 1, 2),
  ...marks(6, 2, 3, 5, 0),
  ...marks(5, 4, 4, 2, 3),
  ...marks(3, 0, 3, 4, 5),
];
const RANKED = [
  ...ranks(9, 1, 2, 3),
  ...ranks(7, 2, 1, 3),
  ...ranks(6, 3, 2, 1),
  ...ranks(4, 4, 1, 2),
  ...ranks(3, 4, 3),
  ...ranks(3, 5, 4, 1),
  ...ranks(2, 5, 3),
  ...ranks(2, 6, 2),
  ...ranks(2, 6),
];
const PROJECTS = ['Trees along the street', 'A court to play', 'Books for the library', 'Benches', 'Lamps'];
const COSTS = [400_000n, 900_000n, 250_000n, 300_000n, 520_000n];
const FUNDS = [
  ...wants(42, 'fund', 2, 4),
  ...wants(31, 'fund', 1, 3),
  ...wants(24, 'fund', 3, 4, 1),
  ...wants(17, 'fund', 5),
  ...wants(9, 'fund', 5, 1),
];

/** Made when the page is asked for, once. */
export function outcomes(): readonly ShownOutcome[] {
  const many = Array.from({ length: 40 }, (_one, at) => `Idea ${at + 1}`);
  const manyBallots = many.flatMap((_one, at) =>
    ranks(
      3 + ((at * 7) % 11),
      at + 1,
      ((at * 3) % 40) + 1 === at + 1 ? ((at + 1) % 40) + 1 : ((at * 3) % 40) + 1,
    ),
  );
  return [
    shown({
      title: 'We meet on Sundays at four',
      method: 'majority',
      ballots: [...says(9, 'yes'), ...says(5, 'no'), ...says(2, 'abstain')],
      roll: 18,
    }),
    shown({
      key: 'double',
      title: 'One price for milk',
      method: 'majority',
      ballots: [
        ...says(61, 'yes'),
        ...says(22, 'no'),
        ...says(3, 'yes', 'organizations'),
        ...says(4, 'no', 'organizations'),
      ],
      roll: 120,
      organizations: 9,
      way: { voters: 'both' },
    }),
    shown({
      title: 'Cooking goes in turns',
      method: 'consent',
      ballots: [...voice(9, 'consent'), ...voice(1, 'aside'), ...voice(1, 'object')],
      roll: 12,
      objections: [
        {
          who: 'Rosa',
          reason: 'Whoever works nights cannot cook at noon.',
          resolved: null,
          answer: null,
        },
      ],
    }),
    shown({
      title: 'What we mend first',
      method: 'approval',
      options: PLACES,
      ballots: [...wants(12, 'approve', 1, 2), ...wants(7, 'approve', 2), ...wants(5, 'approve', 3)],
      roll: 30,
    }),
    shown({ title: 'What we mend first', method: 'score', options: PLACES, ballots: GRADED, roll: 30 }),
    shown({ title: 'What we mend first', method: 'star', options: PLACES, ballots: GRADED, roll: 30 }),
    shown({
      title: 'What we mend first',
      method: 'majority_judgment',
      options: PLACES,
      ballots: GRADED,
      roll: 30,
    }),
    shown({
      title: 'Two who keep the box',
      method: 'scottish_stv',
      options: PEOPLE,
      ballots: RANKED,
      roll: 45,
      seats: 2,
      people: true,
    }),
    shown({
      title: 'Two who keep the box',
      method: 'meek',
      options: PEOPLE,
      ballots: RANKED,
      roll: 45,
      seats: 2,
      people: true,
    }),
    shown({
      key: 'many',
      title: 'Which idea',
      method: 'scottish_stv',
      options: many,
      ballots: manyBallots,
      roll: 500,
      seats: 3,
    }),
    shown({
      title: 'What we mend first',
      method: 'schulze',
      options: PLACES,
      ballots: [...ranks(9, 1, 2, 3), ...ranks(7, 2, 3, 1), ...ranks(6, 3, 1, 0), ...ranks(2, 0)],
      roll: 30,
    }),
    shown({
      title: 'The plaza',
      method: 'equal_shares',
      options: PROJECTS,
      costs: COSTS,
      ballots: FUNDS,
      roll: 200,
    }),
    shown({
      title: 'The plaza',
      method: 'greedy',
      options: PROJECTS,
      costs: COSTS,
      ballots: FUNDS,
      roll: 200,
    }),
    shown({
      title: 'Who reads the accounts',
      method: 'lot',
      options: PEOPLE,
      ballots: [],
      roll: 6,
      seats: 2,
    }),
  ];
}
