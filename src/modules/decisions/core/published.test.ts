import { describe, expect, test } from 'vitest';
import type { Method } from '#agents';
import {
  electionFromPabulib,
  equalShares,
  readBlt,
  readMarkedCsv,
  readPabulib,
  schulze,
  scottishStv,
  score,
} from '#tally';
import { ballotsRoot } from './ballots-root.ts';
import { countBallots } from './count.ts';
import { arePublished, ballotLines, exportBallots, exportList, type SealedBallot } from './published.ts';
import {
  approves,
  ballotsOf,
  funds,
  marks,
  optionsNamed,
  questionOf,
  ranks,
  says,
} from './with-questions.ts';

const SEED = 'a seed';
const roll = { people: 50, organizations: 0 };
const abc = optionsNamed(['a', 'b', 'c'], [1_050n, 2_000n, 2_500n]);

const sealed = (count: number): SealedBallot[] =>
  Array.from({ length: count }, (_, at) => ({
    ballot: `ballot ${(at * 7) % count}`,
    mark: `mark ${(at * 3) % count}`,
    chamber: 'people',
    choices: approves(at % 2 ? 'a' : 'b'),
  }));

describe('the list of secret ballots', () => {
  test('has the same root in whatever order the ballots are kept', () => {
    expect(ballotsRoot(sealed(11))).toBe(ballotsRoot(sealed(11).reverse()));
  });

  test.each<[string, (list: SealedBallot[]) => SealedBallot[]]>([
    ['one is dropped', (list) => list.slice(1)],
    ['one is added', (list) => [...list, { ...list[0]!, ballot: 'x', mark: 'y' }]],
    ['one is altered', ([first, ...rest]) => [{ ...first!, choices: approves('c') }, ...rest]],
    [
      'one is put into another chamber',
      ([first, ...rest]) => [{ ...first!, chamber: 'organizations' }, ...rest],
    ],
    ['a mark is altered', ([first, ...rest]) => [{ ...first!, mark: 'another' }, ...rest]],
  ])('has another root when %s', (_name, change) => {
    expect(ballotsRoot(change(sealed(11)))).not.toBe(ballotsRoot(sealed(11)));
  });

  test('tells of no mark which ballot it belongs to', () => {
    const lines = ballotLines(sealed(5)).map((line) => new TextDecoder().decode(line));
    expect(lines).toHaveLength(10);
    expect(lines.some((line) => line.includes('"mark"') && line.includes('"choices"'))).toBe(false);
    const marksMixed = sealed(5).map((one, at, all) => ({ ...one, mark: all[(at + 1) % 5]!.mark }));
    expect(ballotsRoot(marksMixed)).toBe(ballotsRoot(sealed(5)));
  });

  test('is not published where it would say who is a group among people, and they are counted together', () => {
    const [first, ...rest] = sealed(11);
    const mixed: SealedBallot[] = [{ ...first!, chamber: 'organizations' }, ...rest];
    const listed = (voters: 'members' | 'both', ballots: SealedBallot[]) =>
      exportList({ id: 'pro_1', way: { ...questionOf('approval', abc).way, voters } }, ballots);
    expect(listed('members', mixed)).toBeNull();
    expect(listed('both', mixed)?.text.split('\n')).toHaveLength(23);
    expect(listed('members', rest)?.text.split('\n')).toHaveLength(21);
  });

  test('is published from as many ballots as the rules say', () => {
    expect([29, 30].map((count) => arePublished(count, 30))).toEqual([false, true]);
  });
});

describe('the file that others count', () => {
  const file = (method: Method, ballots: Parameters<typeof exportBallots>[1], more: object = {}) =>
    exportBallots({ ...questionOf(method, abc, more), id: 'pro_1' }, ballots);

  test('ranked: the same winners', () => {
    const ballots = ballotsOf([
      [4, ranks('a b')],
      [4, ranks('b a=c')],
      [2, ranks('c b a')],
      [1, ranks('')],
    ]);
    for (const method of ['scottish_stv', 'schulze'] as const) {
      const { name, text } = file(method, ballots, { seats: 2 });
      expect(name).toBe('pro_1.blt');
      const profile = readBlt(text);
      const again =
        method === 'schulze' ? schulze(profile, { seed: SEED }) : scottishStv(profile, { seed: SEED });
      const counted = countBallots(questionOf(method, abc, { seats: 2 }), roll, ballots, SEED);
      expect(again.elected.map((at) => profile.candidates[at]!.toLowerCase())).toEqual(counted.winners);
    }
  });

  test('marked: the same sums', () => {
    const ballots = ballotsOf([
      [3, marks({ a: 5, b: 2 })],
      [2, marks({ c: 4 })],
      [1, marks({})],
    ]);
    const again = score(readMarkedCsv(file('score', ballots).text), { seed: SEED });
    expect(again.sums.map(String)).toEqual(
      countBallots(questionOf('score', abc), roll, ballots, SEED).count['sums'],
    );
  });

  test('a pot: the same projects, in the same order', () => {
    const ballots = ballotsOf([
      [7, funds('a', 'b')],
      [5, funds('c')],
      [2, funds()],
    ]);
    const { text } = file('equal_shares', ballots, { potMinor: 5_000n });
    const { election, rule } = electionFromPabulib(readPabulib(text));
    expect(rule).toBe('equalshares/add1');
    const again = equalShares(election, { seed: SEED, completion: 'add1' });
    const counted = countBallots(questionOf('equal_shares', abc, { potMinor: 5_000n }), roll, ballots, SEED);
    expect(again.funded).toEqual(counted.winners);
  });

  test('yes and no: how many said what', () => {
    const { text } = file(
      'majority',
      ballotsOf([
        [3, says('yes')],
        [1, says('no')],
      ]),
    );
    expect(text).toBe('chamber,says,count\r\npeople,no,1\r\npeople,yes,3\r\n');
  });

  test('does not depend on the order in which they were cast', () => {
    const ballots = ballotsOf([
      [2, ranks('a b')],
      [1, ranks('c')],
      [2, ranks('b a')],
    ]);
    expect(file('schulze', ballots)).toEqual(file('schulze', [...ballots].reverse()));
  });
});
