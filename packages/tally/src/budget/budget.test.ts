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
import { compareResults } from './comparison.ts';
import { budgetElection } from './election.ts';
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
    const ordinal = electionFromPabulib(readPabulib(file('ordinal', 'voter_id;vote', ['1;a,b', '2;b'])));
    expect([...ordinal.election.support]).toEqual([3, 5]);
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

describe('on the command line', () => {
  const asked = (text: string, ...args: string[]) => run(['count', 'x.pb', ...args], () => text);

  test.each(['equal-shares', 'equal-shares-cardinality', 'greedy', 'greedy-no-skip', 'phragmen', 'file'])(
    '%s answers with the funded, the cost and the rounds',
    (rule) => {
      const text = file('approval', 'voter_id;vote', ['1;a', '2;a', '3;b']);
      const answer = JSON.parse(asked(text, '--rule', rule, '--json').out) as Record<string, unknown>;
      expect(answer).toMatchObject({ funded: ['a', 'b'], cost: '100.50' });
      expect(answer['rounds']).toHaveLength(2);
      expect(asked(text, '--rule', rule).out).toContain('Hall');
    },
  );

  test('the rule of the file is followed, and refused where it is not known', () => {
    const votes = ['1;a', '2;a', '3;b'];
    const shares = asked(file('approval', 'voter_id;vote', votes, 'equalshares'), '--rule', 'file');
    expect(shares.out).toContain('each voter began with 33.50');
    expect(asked(file('approval', 'voter_id;vote', votes, 'unknown'), '--rule', 'file').err).toContain(
      'unknown',
    );
  });
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
