import { describe, expect, test } from 'vitest';
import type { Method, Share, Way } from '#agents';
import type { BallotQuestion } from './ballot.ts';
import { countBallots, type CastBallot, type RollSizes } from './count.ts';
import type { Choices, Result } from './proposal.ts';
import {
  approves,
  ballotsOf,
  consents,
  funds,
  marks,
  optionsNamed,
  questionOf,
  ranks,
  says,
} from './with-questions.ts';

const SEED = 'a seed that was committed to';
const one = optionsNamed(['it']);
const abc = optionsNamed(['a', 'b', 'c']);
const roll = (people: number, organizations = 0): RollSizes => ({ people, organizations });
const two: Share = { parts: 2, of: 3, reached: 'least' };

function yesNo(
  yes: number,
  no: number,
  abstain = 0,
  chamber: CastBallot['chamber'] = 'people',
): CastBallot[] {
  return ballotsOf(
    [
      [yes, says('yes')],
      [no, says('no')],
      [abstain, says('abstain')],
    ],
    chamber,
  );
}

describe('a majority', () => {
  test.each<[string, Partial<Way>, RollSizes, CastBallot[], Result]>([
    ['more yes than no', {}, roll(20), yesNo(6, 5), 'passed'],
    ['as many of each', {}, roll(20), yesNo(5, 5), 'rejected'],
    ['who abstains says neither', {}, roll(20), yesNo(2, 1, 9), 'passed'],
    ['all abstain', {}, roll(20), yesNo(0, 0, 9), 'rejected'],
    ['two thirds, exactly', { share: two }, roll(20), yesNo(4, 2), 'passed'],
    ['one less than two thirds', { share: two }, roll(20), yesNo(5, 3), 'rejected'],
    ['more than half of the roll', { base: 'roll' }, roll(20), yesNo(11, 0), 'passed'],
    ['half of the roll', { base: 'roll' }, roll(20), yesNo(10, 0), 'rejected'],
    ['the quorum, exactly, abstentions among it', { quorumPercent: 50 }, roll(9), yesNo(1, 0, 4), 'passed'],
    ['one less than the quorum', { quorumPercent: 50 }, roll(9), yesNo(4, 0), 'no_quorum'],
    ['nobody came', {}, roll(20), [], 'no_quorum'],
  ])('%s', (_name, way, size, ballots, result) => {
    const counted = countBallots(questionOf('majority', one, { way }), size, ballots, SEED);
    expect(counted.result).toBe(result);
    expect(counted.winners).toEqual(result === 'passed' ? ['it'] : []);
  });

  test.each<[string, CastBallot[], RollSizes, Result]>([
    ['both say yes', [...yesNo(5, 2), ...yesNo(2, 1, 0, 'organizations')], roll(10, 3), 'passed'],
    [
      'the organizations do not',
      [...yesNo(9, 0), ...yesNo(1, 1, 0, 'organizations')],
      roll(10, 3),
      'rejected',
    ],
    ['the people do not', [...yesNo(1, 4), ...yesNo(3, 0, 0, 'organizations')], roll(10, 3), 'rejected'],
    [
      'one of them has no quorum',
      [...yesNo(9, 0), ...yesNo(1, 0, 0, 'organizations')],
      roll(10, 9),
      'no_quorum',
    ],
    ['nobody belongs to one of them', yesNo(5, 2), roll(10, 0), 'passed'],
  ])('of both: %s', (_name, ballots, size, result) => {
    const question = questionOf('majority', one, { way: { voters: 'both', quorumPercent: 20 } });
    expect(countBallots(question, size, ballots, SEED).result).toBe(result);
  });

  test('is counted once more without a quorum, and whoever comes is enough', () => {
    const question = questionOf('majority', one, { way: { quorumPercent: 50 } });
    expect(countBallots(question, roll(20), yesNo(3, 0), SEED, 1).result).toBe('no_quorum');
    expect(countBallots(question, roll(20), yesNo(3, 0), SEED, 2).result).toBe('passed');
    expect(countBallots(question, roll(20), [], SEED, 2).result).toBe('no_quorum');
  });

  test('counts whoever was forgotten as having taken part', () => {
    const question = questionOf('majority', one, { way: { quorumPercent: 50 } });
    const ballots: CastBallot[] = [...yesNo(2, 1), { chamber: 'people', choices: null }];
    expect(countBallots(question, roll(8), ballots, SEED)).toMatchObject({
      result: 'passed',
      count: { took: 4, blank: 1, outcome: 'passed', count: { yes: 2, no: 1, abstain: 1, roll: 8 } },
    });
  });
});

describe('consent', () => {
  const circle = (...words: Parameters<typeof consents>[0][]) =>
    ballotsOf(words.map((word) => [1, consents(word)] as const));
  test.each<[string, Method, Partial<Way>, CastBallot[], Result]>([
    ['nobody objects', 'consent', {}, circle('consent', 'aside', 'abstain'), 'passed'],
    ['one objects', 'consent', {}, circle('consent', 'consent', 'object'), 'rejected'],
    [
      'what is objected was met',
      'consent',
      {},
      circle('consent', 'object').map((ballot) => ({ ...ballot, resolved: 'integrated' as const })),
      'passed',
    ],
    ['as many block as may', 'consensus', { blocks: 1 }, circle('consent', 'consent', 'object'), 'passed'],
    ['one more blocks', 'consensus', { blocks: 1 }, circle('consent', 'object', 'object'), 'rejected'],
    ['consensus without a number', 'consensus', {}, circle('consent', 'object'), 'rejected'],
    ['blocks mean nothing to consent', 'consent', { blocks: 3 }, circle('consent', 'object'), 'rejected'],
    ['too few', 'consent', { quorumPercent: 50 }, circle('consent', 'consent'), 'no_quorum'],
  ])('%s', (_name, method, way, ballots, result) => {
    const counted = countBallots(questionOf(method, one, { way }), roll(6), ballots, SEED);
    expect(counted.result).toBe(result);
    expect(JSON.stringify(counted.count)).not.toContain('reason');
  });
});

/** Tennessee: four towns, 100 voters (the usual example of the literature on ranked choice). */
const towns = optionsNamed(['memphis', 'nashville', 'chattanooga', 'knoxville']);
const tennessee = ballotsOf([
  [42, ranks('memphis nashville chattanooga knoxville')],
  [26, ranks('nashville chattanooga knoxville memphis')],
  [15, ranks('chattanooga knoxville nashville memphis')],
  [17, ranks('knoxville chattanooga nashville memphis')],
]);

describe('a choice', () => {
  test.each<[Method, number, CastBallot[], string[]]>([
    ['scottish_stv', 1, tennessee, ['knoxville']],
    ['meek', 1, tennessee, ['knoxville']],
    ['schulze', 1, tennessee, ['nashville']],
    ['ranked_pairs', 1, tennessee, ['nashville']],
    ['ranked_pairs', 2, tennessee, ['nashville', 'chattanooga']],
  ])('%s for %i: Tennessee', (method, seats, ballots, winners) => {
    const counted = countBallots(questionOf(method, towns, { seats }), roll(100), ballots, SEED);
    expect(counted).toMatchObject({ result: 'passed', winners });
    expect(counted.count['options']).toHaveLength(counted.count['pairwise'] === undefined ? 4 : 5);
  });

  const points = ballotsOf([
    [2, marks({ a: 5, b: 3 })],
    [1, marks({ b: 5, c: 4 })],
    [2, marks({ a: 0, b: 4, c: 5 })],
  ]);
  test.each<[Method, number, CastBallot[], string[]]>([
    // b has most points (19), and its runoff against c by three to two.
    ['score', 1, points, ['b']],
    ['star', 1, points, ['b']],
    ['majority_judgment', 1, points, ['b']],
    ['score', 2, points, ['b', 'c']],
    [
      'approval',
      1,
      ballotsOf([
        [3, approves('a', 'b')],
        [2, approves('b')],
        [1, approves()],
      ]),
      ['b'],
    ],
    [
      'approval',
      3,
      ballotsOf([
        [3, approves('a', 'b')],
        [2, approves('b')],
      ]),
      ['b', 'a'],
    ],
  ])('%s for %i', (method, seats, ballots, winners) => {
    const counted = countBallots(questionOf(method, abc, { seats }), roll(10), ballots, SEED);
    expect(counted).toMatchObject({ result: 'passed', winners });
  });

  const ranked: Method[] = ['scottish_stv', 'meek', 'schulze', 'ranked_pairs'];
  const choosing: [Method, Choices][] = [
    ...ranked.map((method): [Method, Choices] => [method, ranks('')]),
    ['approval', approves()],
    ['score', marks({})],
    ['star', marks({})],
    ['majority_judgment', marks({})],
  ];
  test.each(choosing)('%s: where all leave it empty nothing is decided', (method, blank) => {
    const counted = countBallots(questionOf(method, abc), roll(10), ballotsOf([[4, blank]]), SEED);
    expect(counted).toMatchObject({ result: 'undecided', winners: [], count: { took: 4, blank: 4 } });
  });
  test.each(choosing)('%s: where nobody came there was no quorum', (method) => {
    expect(countBallots(questionOf(method, abc), roll(10), [], SEED)).toMatchObject({
      result: 'no_quorum',
      winners: [],
    });
  });

  const alone: [Method, Choices][] = [
    ...ranked.map((method): [Method, Choices] => [method, ranks('a')]),
    ['approval', approves('a')],
    ['score', marks({ a: 1 })],
    ['star', marks({ a: 1 })],
    ['majority_judgment', marks({ a: 1 })],
  ];
  test.each(alone)('%s: one option, more seats than it fills', (method, choice) => {
    const question = questionOf(method, optionsNamed(['a']), { seats: 3 });
    expect(countBallots(question, roll(10), ballotsOf([[2, choice]]), SEED)).toMatchObject({
      result: 'passed',
      winners: ['a'],
    });
  });

  const tied: [Method, (id: string) => Choices][] = [
    ...ranked.map((method): [Method, (id: string) => Choices] => [method, (id) => ranks(id)]),
    ['approval', (id) => approves(id)],
    ['score', (id) => marks({ [id]: 3 })],
    ['star', (id) => marks({ [id]: 3 })],
    ['majority_judgment', (id) => marks({ [id]: 3 })],
  ];
  test.each(tied)('%s: everything tied, and the seed decides, always the same', (method, choice) => {
    const ballots = ballotsOf(['a', 'b', 'c'].map((id) => [2, choice(id)] as const));
    const winners = (seed: string) => countBallots(questionOf(method, abc), roll(10), ballots, seed).winners;
    const drawn = Array.from({ length: 24 }, (_, at) => winners(`seed ${at}`));
    expect(drawn.every((list) => list.length === 1)).toBe(true);
    expect(new Set(drawn.flat())).toEqual(new Set(['a', 'b', 'c']));
    expect(winners('seed 1')).toEqual(drawn[1]);
  });

  test.each<[Method, string, string[], Result]>([
    ['schulze', 'a none b c', ['a'], 'passed'],
    ['schulze', 'none a b c', [], 'rejected'],
    ['ranked_pairs', 'none a b c', [], 'rejected'],
    ['schulze', 'none=a b c', [], 'undecided'],
    ['ranked_pairs', 'a=none b c', [], 'undecided'],
    ['ranked_pairs', 'a b none c', ['a', 'b'], 'passed'],
  ])('%s: what does not stand before no change has not won (%s)', (method, line, winners, result) => {
    const counted = countBallots(
      questionOf(method, abc, { seats: 3 }),
      roll(5),
      ballotsOf([[3, ranks(line)]]),
      SEED,
    );
    expect(counted).toMatchObject({ result, winners });
  });

  test.each(tied)('%s: five hundred options', (method, choice) => {
    const ids = Array.from({ length: 500 }, (_, at) => `opt_${at}`);
    const ballots = ballotsOf(ids.slice(0, 40).map((id, at) => [at + 1, choice(id)] as const));
    const counted = countBallots(questionOf(method, optionsNamed(ids)), roll(2000), ballots, SEED);
    expect(counted.winners).toHaveLength(1);
    expect(counted.count['told']).toBe('shortened');
    expect(JSON.stringify(counted.count).length).toBeLessThan(2_000_000);
  });
});

describe('a pot', () => {
  /**
   * Sixty want the dear ones, forty the others: greedy funds the majority alone, equal shares each its part.
   */
  const projects = optionsNamed(['a', 'b', 'c', 'd'], [5_000n, 5_000n, 4_000n, 3_000n]);
  const ballots = ballotsOf([
    [60, funds('a', 'b')],
    [40, funds('c')],
  ]);
  const pot = (method: Method, more: Partial<BallotQuestion> = {}) =>
    questionOf(method, projects, { potMinor: 10_000n, unit: 'MXN', ...(more as object) });

  test.each<[Method, string[]]>([
    ['greedy', ['a', 'a']],
    ['equal_shares', ['a', 'c']],
    ['phragmen', ['a', 'c']],
  ])('%s', (method, funded) => {
    const counted = countBallots(pot(method), roll(200), ballots, SEED);
    expect(counted.result).toBe('passed');
    // Which of the two dear ones comes first is a matter of lots.
    const dear = (id: string) => (id === 'b' ? 'a' : id);
    expect(counted.winners.map(dear).sort()).toEqual(funded);
    expect(counted.count['notFunded']).toMatchObject({ d: { reason: 'no_supporters' } });
    expect(JSON.parse(JSON.stringify(counted.count))).toEqual(counted.count);
  });

  test('of options that exclude each other one is funded', () => {
    const options = projects.map((option) => ({ ...option, excludes: option.id < 'c' ? 'park' : null }));
    for (const method of ['greedy', 'equal_shares', 'phragmen'] as const) {
      const { winners } = countBallots(pot(method, { options }), roll(200), ballots, SEED);
      expect(winners.filter((id) => id < 'c')).toHaveLength(1);
    }
  });

  test('equal shares go on until one unit more would overspend', () => {
    const options = optionsNamed(['a', 'b'], [6_000n, 4_000n]);
    const votes = ballotsOf([
      [5, funds('a')],
      [5, funds('b')],
    ]);
    const counted = countBallots(pot('equal_shares', { options }), roll(20), votes, SEED);
    expect(new Set(counted.winners)).toEqual(new Set(['a', 'b']));
    expect(counted.count).toMatchObject({ completion: 'add1', cost: '10000', left: '0', voters: 10 });
  });

  test('of which nobody wants anything stays whole', () => {
    const counted = countBallots(pot('equal_shares'), roll(20), ballotsOf([[3, funds()]]), SEED);
    expect(counted).toMatchObject({ result: 'rejected', winners: [], count: { blank: 3 } });
  });

  test('larger than a number can hold', () => {
    const options = optionsNamed(['a'], [9_007_199_254_740_993n]);
    const counted = countBallots(
      pot('greedy', { options, potMinor: 9_007_199_254_740_993n }),
      roll(2),
      ballotsOf([[1, funds('a')]]),
      SEED,
    );
    expect(counted).toMatchObject({ winners: ['a'], count: { cost: '9007199254740993' } });
  });
});

describe('a lot', () => {
  test('needs no ballots, and follows from the seed', () => {
    const draw = (seed: string) =>
      countBallots(questionOf('lot', abc, { seats: 2, way: { quorumPercent: 50 } }), roll(9), [], seed);
    expect(draw('one')).toEqual(draw('one'));
    expect(draw('one')).toMatchObject({ result: 'passed' });
    expect(new Set(Array.from({ length: 30 }, (_, at) => draw(`seed ${at}`).winners[0]))).toEqual(
      new Set(['a', 'b', 'c']),
    );
  });

  test('among nobody draws nobody; among fewer than seats, all', () => {
    expect(countBallots(questionOf('lot', []), roll(9), [], SEED).result).toBe('undecided');
    expect(countBallots(questionOf('lot', abc, { seats: 9 }), roll(9), [], SEED).winners).toHaveLength(3);
  });
});
