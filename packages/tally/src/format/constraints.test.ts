/** Tables of kept places: read as written, told apart from ballots, and refused in words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { run } from '../cli.ts';
import type { SeatRule } from '../constraints.ts';
import { isConstraintsFile, readConstraints, writeConstraints } from './constraints.ts';

const NAMES = ['Ana', 'Bo "B"', 'Cem, Dr.', 'no change'];

test('a table comes back as it was written', () => {
  const group = fc.string().map((text) => text.trim());
  const rule = fc.record(
    { group, of: fc.subarray([0, 1, 2]), least: fc.nat(9), most: fc.nat(9) },
    { requiredKeys: ['group', 'of'] },
  );
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), fc.boolean(), (list, isAside) => {
      const rules: readonly SeatRule[] = list.filter((one) => `${one.group}${one.least ?? ''}` !== '');
      fc.pre(rules.length > 0);
      const constraints = isAside ? { rules, aside: [3] } : { rules };
      const text = writeConstraints(constraints, NAMES);
      expect(isConstraintsFile(text)).toBe(true);
      expect(readConstraints(text, NAMES)).toEqual(constraints);
    }),
  );
});

test.each([
  ['group,least,most,Ana\r\n', true],
  ['\uFEFF"Group";"least";"most"\n', true],
  ['count,Ana,Bo\n1,1,2\n', false],
  ['group,Ana\n', false],
  ['2 1\n1 1 0\n0\n', false],
  ['', false],
])('%j is told apart', (text, is) => {
  expect(isConstraintsFile(text)).toBe(is);
});

test.each([
  ['count,Ana\n', 'line 1: a table of constraints begins with group,least,most.'],
  ['group,least,most,Ana,Cem\n', 'line 1: candidate 2 is not the same as on the ballots.'],
  ['group,least,most,Ana\n', 'line 1: candidate 2 is not the same as on the ballots.'],
  ['group,least,most,Ana,Bo,Cem\n', 'line 1: candidate 3 is not the same as on the ballots.'],
  ['group,least,most,Ana,Bo\nwomen,one,,x,\n', 'line 2: “one” is no number of places.'],
  ['group,least,most,Ana,Bo\nwomen,1,,?,\n', 'line 2: “?” is neither x nor - nor nothing.'],
])('%j is refused in words', (text, message) => {
  expect(() => readConstraints(text, ['Ana', 'Bo'])).toThrow(message);
});

describe('tally count --constraints', () => {
  const files: Readonly<Record<string, string>> = {
    'board.blt': '4 2\n5 1 2 0\n4 2 1 0\n2 3 0\n1 4 0\n0\n"Ana"\n"Bo"\n"Cem"\n"Dia"\n"Board"\n',
    'points.csv': 'Ana,Bo,Cem,Dia\n5,4,3,0\n5,4,0,1\n',
    'people.csv': 'id\nAna\nBo\nCem\nDia\n',
    'kept.csv': 'group,least,most,Ana,Bo,Cem,Dia\nnight shift,1,,,,x,x\n',
  };
  const asked = (...args: string[]) =>
    run(['count', ...args, '--constraints', 'kept.csv'], (path) => files[path]!);
  const told = (...args: string[]) => JSON.parse(asked(...args, '--json').out) as object;

  test('says who was guarded, doomed and passed over, by the numbers of the files', () => {
    expect(told('board.blt', '--rule', 'scottish-stv')).toMatchObject({
      electedNames: ['Ana', 'Cem'],
      places: 2,
      rounds: [{ doomed: [{ candidate: 2, because: [1] }], guarded: [] }, { from: 2 }, {}, {}],
    });
    expect(asked('board.blt', '--rule', 'meek').out).toContain('  doomed: Bo\n');
    expect(told('points.csv', '--rule', 'score', '--seats', '2')).toMatchObject({
      electedNames: ['Ana', 'Cem'],
      passedOver: [{ candidate: 2, because: [1] }],
    });
    expect(asked('points.csv', '--rule', 'star', '--seats', '2').out).toContain('Passed over: Bo\n');
    expect(told('board.blt', '--rule', 'schulze')).toMatchObject({ electedNames: ['Ana', 'Cem'] });
  });

  test('draws within them', () => {
    const { elected } = told('people.csv', '--rule', 'sortition', '--seats', '1', '--seed', 'x') as {
      elected: string[];
    };
    expect(['Cem', 'Dia']).toContain(elected[0]);
  });

  test('a rule that knows of none says so', () => {
    expect(asked('board.blt', '--rule', 'majority').err).toContain('“majority” knows of no constraints');
  });
});
