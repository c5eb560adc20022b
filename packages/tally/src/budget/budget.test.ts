/**
 * Greedy and Phragmén by hand and by chance, ballots from files, comparison, and the command line for
 * budgets.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { run } from '../cli.ts';
import { add, compare, type Fraction, fraction, toText, ZERO } from '../exact/fraction.ts';
import { readPabulib } from '../format/pabulib.ts';
import { TallyError } from '../rules.ts';
import { MORE } from '../with-chance.ts';
import { compareResults } from './comparison.ts';
import { budgetElection } from './election.ts';
import { equalShares } from './equal-shares.ts';
import { electionFromPabulib } from './from-pabulib.ts';
import { greedy } from './greedy.ts';
import { phragmen } from './phragmen.ts';
import { countByFileRule, preferred } from './rules.ts';
import { electionOf, idOf, smallBudgets } from './with-small-budgets.ts';

const village = budgetElection({
  budget: 100n,
  projects: [
    { id: 'hall', cost: 60n },
    { id: 'road', cost: 70n },
    { id: 'trees', cost: 30n },
    { id: 'palace', cost: 900n },
    { id: 'nobody', cost: 1n },
  ],
  ballots: [
    { projects: [0, 1], weight: 5 },
    { projects: [0], weight: 2 },
    { projects: [2, 3], weight: 4 },
  ],
});

describe('greedy', () => {
  test('passes over what does not fit, and says so', () => {
    const outcome = greedy(village);
    expect(outcome.funded).toEqual(['hall', 'trees']);
    expect(outcome.left).toBe(10n);
    expect(outcome.notFunded).toEqual({
      road: { reason: 'does_not_fit', left: 40n, cost: 70n },
      palace: { reason: 'dearer_than_budget', cost: 900n },
      nobody: { reason: 'no_supporters' },
    });
  });

  test('without skipping ends at the first that does not fit', () => {
    const outcome = greedy(village, { skip: false });
    expect(outcome.funded).toEqual(['hall']);
    expect(outcome.notFunded['trees']).toEqual({ reason: 'stopped_before', at: 'road' });
  });

  test('asks for a threshold, and lets only one of a group stand', () => {
    expect(greedy(village, { threshold: 5 }).funded).toEqual(['hall']);
    const outcome = greedy(village, { exclusive: [['hall', 'trees', 'unheard of']] });
    expect(outcome.notFunded['trees']).toEqual({ reason: 'excluded_by', project: 'hall' });
  });

  test('breaks ties as asked: by cost, by the lot, by the id', () => {
    const twins = budgetElection({
      budget: 9n,
      projects: [
        { id: 'a', cost: 9n },
        { id: 'b', cost: 8n },
      ],
      ballots: [{ projects: [0, 1] }],
    });
    expect(greedy(twins).funded).toEqual(['a']);
    expect(greedy(twins, { ties: ['cost'] }).funded).toEqual(['b']);
    const drawn = ['1', '2', '3', '4', '5', '6', '7', '8'].map((seed) => greedy(twins, { seed }).funded[0]);
    expect(new Set(drawn).size).toBe(2);
  });
});

test('greedy takes the most supported that still fits, again and again', () => {
  fc.assert(
    fc.property(smallBudgets(4), (small) => {
      const support = small.costs.map((_cost, at) => small.points.reduce((sum, row) => sum + row[at]!, 0));
      const open = new Set(small.costs.keys());
      const wanted: number[] = [];
      for (let left = small.budget; ;) {
        const fits = [...open].filter((at) => support[at]! > 0 && small.costs[at]! <= left);
        if (fits.length === 0) break;
        const next = fits.reduce((a, b) => (support[b]! > support[a]! ? b : a));
        open.delete(next);
        wanted.push(next);
        left -= small.costs[next]!;
      }
      expect(greedy(electionOf(small)).funded).toEqual(wanted.map(idOf));
    }),
    { numRuns: 200 * MORE },
  );
});

/** The same by loads of single voters, as the definition reads. */
function naivePhragmen(
  costs: readonly bigint[],
  points: readonly (readonly number[])[],
  budget: bigint,
): number[] {
  const loads = points.map(() => ZERO);
  const open = new Set(
    costs.flatMap((cost, at) => (cost <= budget && points.some((row) => row[at]) ? [at] : [])),
  );
  const chosen: number[] = [];
  let left = budget;
  for (;;) {
    let tied: number[] = [];
    let least: Fraction | null = null;
    for (const at of open) {
      const supporters = loads.filter((_load, voter) => points[voter]![at]! > 0);
      const sum = supporters.reduce(add, fraction(costs[at]!));
      const load = fraction(sum.num, sum.den * BigInt(supporters.length));
      const difference = least === null ? -1 : compare(load, least);
      if (difference < 0) [tied, least] = [[at], load];
      else if (difference === 0) tied.push(at);
    }
    if (least === null || tied.some((at) => costs[at]! > left)) return chosen;
    const next = tied[0]!;
    points.forEach((row, voter) => {
      if (row[next]! > 0) loads[voter] = least;
    });
    chosen.push(next);
    open.delete(next);
    left -= costs[next]!;
  }
}

describe('phragmen', () => {
  test('tells the moment at which a project can be paid', () => {
    const outcome = phragmen(village);
    expect(outcome.funded).toEqual(['trees', 'hall']);
    expect(outcome.rounds.map(({ load }) => toText(load))).toEqual(['15/2', '60/7', '158/7']);
    expect(outcome.notFunded['road']).toEqual({ reason: 'does_not_fit', left: 10n, cost: 70n });
  });

  test('is counted as the definition says', () => {
    fc.assert(
      fc.property(smallBudgets(1), (small) => {
        const election = electionOf(small);
        const wanted = naivePhragmen(small.costs.map(BigInt), small.points, election.budget);
        const { funded, cost } = phragmen(election);
        expect(funded).toEqual(wanted.map(idOf));
        expect(cost).toBeLessThanOrEqual(election.budget);
        expect(phragmen(election, { skip: true }).funded.length).toBeGreaterThanOrEqual(funded.length);
      }),
      { numRuns: 100 * MORE },
    );
  });
});

test('a comparison counts who gets something', () => {
  const comparison = compareResults(village, ['hall', 'trees'], ['road', 'trees']);
  expect(comparison).toMatchObject({ both: ['trees'], onlyFirst: ['hall'], onlySecond: ['road'] });
  expect(comparison.first).toEqual({ cost: 90n, served: 11, byCount: [0, 11] });
  expect(comparison.moreServed).toBe(2);
  expect(comparison.prefer).toEqual({ first: 2, second: 0, neither: 9 });
});

const file = (type: string, columns: string, votes: readonly string[], rule = 'greedy') =>
  ['META', 'key;value', 'budget;100.50', `vote_type;${type}`, `rule;${rule}`, 'max_length;3', 'PROJECTS']
    .concat('project_id;cost;name', 'a;60,25;Hall', 'b;40.250;Trees', 'VOTES', columns, ...votes)
    .join('\n');

describe('from a file', () => {
  test('decimals are exact, and unknown projects count nothing', () => {
    const text = file('approval', 'voter_id;vote', ['1;a,zzz', '2;b,a,a']);
    const { election, unknownEntries } = electionFromPabulib(readPabulib(text));
    expect([election.budget, election.scale, election.projects[0]!.cost]).toEqual([10_050n, 100n, 6025n]);
    expect([...election.support]).toEqual([2, 1]);
    expect(unknownEntries).toBe(1);
  });

  test('ordinal ballots give Borda points, the others theirs', () => {
    const ordinal = (text: string) => [...electionFromPabulib(readPabulib(text)).election.support];
    const text = file('ordinal', 'voter_id;vote', ['1;a,b', '2;b']);
    expect(ordinal(text)).toEqual([2, 2]);
    const scored = (a: number, b: number) =>
      text.replace('cost;name', 'cost;score').replace(';Hall', `;${a}`).replace(';Trees', `;${b}`);
    expect(ordinal(scored(2, 2))).toEqual([2, 2]);
    expect(ordinal(scored(3, 5))).toEqual([3, 5]);
    expect(ordinal(file('ordinal', 'voter_id;vote;points', ['1;a,b;4,3', '2;b;4']))).toEqual([4, 7]);
    const points = file('cumulative', 'voter_id;vote;points', ['1;a,b;1,2', '2;b;3']);
    expect([...electionFromPabulib(readPabulib(points)).election.support]).toEqual([1, 5]);
  });

  test.each([
    [file('guessing', 'voter_id;vote', []), 'guessing'],
    [file('cumulative', 'voter_id;vote', []), 'points'],
    [file('cumulative', 'voter_id;vote;points', ['1;a,b;1']), '2 projects'],
    [file('approval', 'voter_id;vote', []).replace('60,25', 'much'), 'much'],
    [file('approval', 'voter_id;vote', []).replace('60,25', '-1'), '-1'],
    [file('approval', 'voter_id;vote', []).replace('b;40', 'a;40'), 'twice'],
  ])('is refused in words (%#)', (text, words) => {
    expect(() => electionFromPabulib(readPabulib(text))).toThrow(TallyError);
    expect(() => electionFromPabulib(readPabulib(text))).toThrow(words);
  });
});

describe('files as they come', () => {
  const supports = (text: string) => [...electionFromPabulib(readPabulib(text)).election.support];

  test.each([
    ['approval', 'voter_id;vote', ['1;a,b', '2;"a"', '3;', '4'], [2, 1]],
    ['choose-1', 'voter_id;age;vote', ['1;30;a', '2;;b', '3;20;'], [1, 1]],
    ['scoring', 'voter_id;vote;points', ['1;a,b;5,0', '2;b;2.5', '3;;'], [50, 25]],
    ['Cumulative', 'voter_id;vote;points', ['1;a,b,a;1,2,9'], [1, 2]],
  ])('%s ballots, empty and short ones too', (type, columns, votes, wanted) => {
    expect(supports(file(type, columns, votes))).toEqual(wanted);
  });

  test.each([
    ['1,234.50', 1_234_500n],
    ['1.234,5', 1_234_500n],
    ['1,000,000', 1_000_000_000n],
    ['1 234,125', 1_234_125n],
    ['2e3', 2_000_000n],
    ['60,25', 60_250n],
  ])('an amount of %s is exact', (text, thousandths) => {
    const { election } = electionFromPabulib(
      readPabulib(file('approval', 'voter_id;vote', []).replace('60,25', text)),
    );
    expect((election.projects[0]!.cost * 1000n) / election.scale).toBe(thousandths);
  });

  test.each([
    [file('cumulative', 'voter_id;vote;points', ['1;a;1', '2;a,b;1']), 'line 14: a vote names 2 projects'],
    [file('scoring', 'voter_id;vote;points', ['1;a;-1']), 'line 13: points: “-1”'],
    [file('approval', 'voter_id;vote', []).replace('60,25', 'much'), 'line 9: cost: “much”'],
    [file('approval', 'voter_id;vote', []).replace('budget;100.50', 'x;y'), 'budget in META'],
    [file('approval', 'voter_id;vote', []).replace('100.50', 'much'), 'line 3: budget: “much”'],
    [file('guess', 'voter_id;vote', []), 'line 4: vote_type: “guess” is not known.'],
    [file('approval', 'voter_id;vote', []).replace('b;40', 'a;40'), 'line 10: the project “a” stands twice.'],
    [file('scoring', 'voter_id;vote;points', ['1;a;1000001']), 'line 13: more points than can be counted.'],
  ])('what is wrong is said with its line (%#)', (text, words) => {
    expect(() => electionFromPabulib(readPabulib(text))).toThrow(words);
  });

  test('a threshold is in points of the file, also where these have decimals', () => {
    const text = file('scoring', 'voter_id;vote;points', ['1;a,b;2,1.5']);
    const told = JSON.parse(
      run(['count', 'x.pb', '--rule', 'greedy', '--threshold', '2', '--json'], () => text).out,
    ) as object;
    expect(told).toMatchObject({
      funded: ['a'],
      rounds: [{ support: 2 }],
      notFunded: { b: { reason: 'below_threshold', support: 1.5, threshold: 2 } },
    });
  });

  test('eighty thousand different ballots are read like few', () => {
    const votes = Array.from(
      { length: 80_000 },
      (_one, at) => `${at};a,b;${at % 1000},${Math.floor(at / 1000)}`,
    );
    const { election } = electionFromPabulib(
      readPabulib(file('scoring', 'voter_id;vote;points', [votes.join('\n')])),
    );
    expect([...election.support]).toEqual([39_960_000, 3_160_000]);
  });

  test('a neighbourhood has its own limit, in the rule of the file', () => {
    const meta = 'neighborhoods;Hill,Dale\nbudget_per_neighborhood;50,100\nPROJECTS';
    const text = file('approval', 'voter_id;vote', ['1;a', '2;b'])
      .replace('PROJECTS', meta)
      .replace('cost;name', 'cost;neighborhood')
      .replace('Hall', 'Hill')
      .replace('Trees', 'Dale');
    const of = electionFromPabulib(readPabulib(text));
    expect(of.caps).toMatchObject([{ name: 'Hill', projects: ['a'] }, { projects: ['b'] }]);
    const { funded, notFunded } = countByFileRule(of);
    expect(funded).toEqual(['b']);
    expect(notFunded['a']).toMatchObject({ reason: 'over_cap', cap: 'Hill' });
  });
});

test.each([
  ['greedy', greedy],
  ['equal shares', equalShares],
  ['Phragmén', phragmen],
] as const)('%s keeps caps and groups, and funds what is wanted and costs nothing', (_name, count) => {
  const election = budgetElection({
    budget: 100n,
    projects: ['free', 'a', 'b', 'c', 'unwanted'].map((id, at) => ({
      id,
      cost: BigInt([0, 40, 30, 20, 0][at]!),
    })),
    ballots: [
      { projects: [0, 1, 2, 3], weight: 5 },
      { projects: [1], weight: 2 },
    ],
  });
  const caps = [{ name: 'north', projects: ['a', 'b'], most: 60n }];
  const capped = count(election, { caps });
  expect(capped.funded.toSorted()).toEqual(['a', 'c', 'free']);
  expect(capped.notFunded).toEqual({
    b: { reason: 'over_cap', cap: 'north', left: 20n, cost: 30n },
    unwanted: { reason: 'no_supporters' },
  });
  const { funded } = count(election, { exclusive: [['a', 'c']] });
  expect(funded.filter((id) => id === 'a' || id === 'c')).toHaveLength(1);
});

test('the greedy completion keeps rivals apart that equal shares could not pay', () => {
  const election = budgetElection({
    budget: 100n,
    projects: ['a', 'b'].map((id) => ({ id, cost: 45n })),
    ballots: [{ projects: [0] }, { projects: [1] }, { projects: [] }],
  });
  const { funded } = equalShares(election, { completion: 'greedy', exclusive: [['a', 'b']] });
  expect(funded).toEqual(['a']);
});

describe('on the command line', () => {
  const asked = (text: string, ...args: string[]) => run(['count', 'x.pb', ...args], () => text);

  test.each(['equal-shares', 'equal-shares-cardinality', 'greedy', 'greedy-no-skip', 'phragmen', 'file'])(
    '%s answers with the funded, the cost and the rounds',
    (rule) => {
      const text = file('approval', 'voter_id;vote', ['1;a', '2;a', '3;b']);
      const answer = JSON.parse(asked(text, '--rule', rule, '--json').out) as Record<string, unknown>;
      expect(answer).toMatchObject({ funded: ['a', 'b'], cost: 100.5 });
      expect(answer['rounds']).toHaveLength(2);
      expect(asked(text, '--rule', rule).out).toContain('Hall');
    },
  );

  test('the rule of the file is followed, and refused where it is not known', () => {
    const votes = ['1;a', '2;a', '3;b'];
    const shares = asked(file('approval', 'voter_id;vote', votes, 'equalshares'), '--rule', 'file');
    expect(shares.out).toContain('each voter began with 33.50');
    const err = (rule: string) => asked(file('approval', 'voter_id;vote', votes, rule), '--rule', 'file').err;
    expect(err('unknown')).toContain('unknown');
    expect(err('greedy-custom')).toContain('a city’s own');
    expect(err('greedy-exclusive')).toContain('--exclusive');
    const exclusive = file('approval', 'voter_id;vote', votes, 'greedy-exclusive');
    expect(asked(exclusive, '--rule', 'file', '--exclusive', 'a,b').out).toContain('may not stand beside a');
  });
});

test('options of budgets are taken, and refused in words', () => {
  const text = file('approval', 'voter_id;vote', ['1;a', '2;a', '3;b,zzz']);
  const asked = (...args: string[]) => run(['count', 'x.pb', '--json', ...args], () => text);
  const json = (...args: string[]) => JSON.parse(asked(...args).out) as Record<string, unknown>;
  expect(json('--rule', 'mes', '--payments')['rounds']).toMatchObject([{ payments: [{}] }, {}]);
  expect(json('--rule', 'greedy', '--threshold', '2')['funded']).toEqual(['a']);
  expect(json('--rule', 'equal-shares', '--completion', 'none')).toMatchObject({ unknownEntries: 1 });
  expect(json('--rule', 'equal-shares', '--utility=cardinality', '--completion=add1-early')).toMatchObject({
    ...{ funded: ['a', 'b'], cost: 100.5, budget: 100.5, left: 0, voters: 3 },
  });
  expect(asked('--rule', 'greedy', '--exclusive', 'a').err).toContain('no group');
  expect(asked('--rule', 'greedy', '--exclusive', 'a,q').err).toContain('“q”');
  expect(asked('--rule', 'greedy', '--threshold', 'x').err).toContain('no threshold');
  expect(asked('--rule', 'mes', '--utility', 'joy').err).toContain('no utility');
});

describe('the rule that a file names', () => {
  const votes = ['1;a', '2;a', '3;b', '4;b'];
  const funded = (rule: string, change: (text: string) => string = (text) => text) =>
    countByFileRule(electionFromPabulib(readPabulib(change(file('approval', 'voter_id;vote', votes, rule)))))
      .funded;
  const less = (text: string) => text.replace('100.50', '90');

  test('breaks ties of greedy by the order of the file, of equal shares by the cost', () => {
    expect(funded('greedy', less)).toEqual(['a']);
    expect(funded('equalshares/add1', less)).toEqual(['b']);
  });

  test('ends greedy without skipping at what is too dear, and not at what was withdrawn', () => {
    expect(funded('greedy-no-skip', (text) => text.replace('60,25', '500'))).toEqual([]);
    expect(funded('greedy-no-skip', (text) => text.replace('60,25', '999999999'))).toEqual(['b']);
  });

  test('takes greedy when the comparison says that more voters prefer it', () => {
    expect(funded('equalshares-comparison')).toEqual(['a', 'b']);
    expect(funded('equalshares')).toEqual(['b']);
    const outcome = { rule: '', cost: 0n, left: 0n, rounds: [], notFunded: {} };
    const both = [
      { ...outcome, funded: ['hall'] },
      { ...outcome, funded: ['trees'] },
    ] as const;
    expect(preferred(village, both[0], both[1])).toBe(both[0]);
    expect(preferred(village, both[1], both[0])).toBe(both[0]);
  });
});
