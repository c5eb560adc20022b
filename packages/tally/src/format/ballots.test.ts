/** Tables and PrefLib files: read as written, told apart, and refused in words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankedProfile } from '../ranked/profile.ts';
import { formatOf } from './ballots.ts';
import { readCsv, readMarkedCsv, readRankedCsv, writeCsv, writeMarkedCsv, writeRankedCsv } from './csv.ts';
import { readPreflib, readPreflibCategories, writePreflib } from './preflib.ts';

const ranking = fc
  .shuffledSubarray([0, 1, 2, 3], { minLength: 1 })
  .map((list) => (list.length === 4 ? [list[0]!, list.slice(1).sort((a, b) => a - b)] : list));
const anyProfile = fc
  .array(fc.record({ ranking, count: fc.integer({ min: 1, max: 9 }) }), { maxLength: 6 })
  .map((ballots) => rankedProfile({ candidates: ['Ana', 'Bo "B"', 'Cem, Dr.', ' Ñandú'], ballots }));

test('rankings come back from a table and from PrefLib', () => {
  fc.assert(
    fc.property(anyProfile, (profile) => {
      const names = profile.candidates.map((name) => name.trim());
      expect(readRankedCsv(writeRankedCsv(profile))).toEqual({ ...profile, candidates: names });
      expect(readPreflib(writePreflib(profile))).toEqual({ ...profile, candidates: names });
    }),
  );
});

test('marks come back from a table', () => {
  const marks = fc.array(fc.option(fc.nat(9)), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(fc.array(fc.record({ count: fc.nat(9), marks })), (ballots) => {
      const profile = { options: ['Ana', 'Bo'], ballots };
      expect(readMarkedCsv(writeMarkedCsv(profile))).toEqual(profile);
    }),
  );
});

test('options come back by any name', () => {
  const ballots = [{ count: 2, marks: [1, 2, 3, null, 0] }];
  const options = ['Ballot', 'Bo', 'Bo', ' ', 'n'];
  const profile = readMarkedCsv(writeMarkedCsv({ options, ballots }));
  expect(profile).toEqual({ options: ['Ballot', 'Bo', 'Bo (2)', '4', 'n'], ballots });
});

test('cells come back whatever is in them', () => {
  const cell = fc.string().map((text) => text.replaceAll('\r', ''));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      const table = [['a', 'b'], ...rows];
      expect(readCsv(writeCsv(table)).map(({ cells }) => cells)).toEqual(table);
    }),
  );
});

describe('a table', () => {
  test('of ranks, with weights and shared ranks', () => {
    const profile = readRankedCsv('weight;Ana;Bo;Cem\n12;2;1;2\n1;;;1\n');
    expect([...profile.ballots.ranks]).toEqual([1, 0, ~2, 2]);
    expect([...profile.ballots.counts]).toEqual([12, 1]);
  });

  test('of names by rank', () => {
    const profile = readRankedCsv(
      'id,1st,x\n'.replace('1st', 'choice 1').replace('x', 'choice 2') + '7,Bo,Ana\n8,Cem,\n',
    );
    expect(profile.candidates).toEqual(['Ana', 'Bo', 'Cem']);
    expect([...profile.ballots.ranks]).toEqual([1, 0, 2]);
  });

  test('with the separator inside of names, spare columns, and ranks in any order', () => {
    const marked = readMarkedCsv('"Bo, the second";Ana;\n1;0;\n0;1;;\n');
    expect(marked.options).toEqual(['Bo, the second', 'Ana']);
    expect(marked.ballots.map(({ marks }) => marks)).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect([...readRankedCsv('rank 3,rank 1,rank 2\nCem,Ana,Bo\n').ballots.ranks]).toEqual([0, 1, 2]);
  });

  test('of approvals in the usual words', () => {
    const { ballots } = readMarkedCsv('Ana,Bo,Cem,Dia\nx,Yes,0,\nTRUE,no,1,✓\n');
    expect(ballots.map(({ marks }) => marks)).toEqual([
      [1, 1, 0, null],
      [1, 0, 1, 1],
    ]);
  });

  test.each([
    ['', 'line 1: there is no row with names.'],
    ['Ana,Bo\n1,2,3\n', 'line 2: more cells than names.'],
    ['Ana,,Bo\n1,2,3\n', 'line 1: column 2 has no name.'],
    ['Ana,Bo,Ana\n1,2,3\n', 'line 1: “Ana” stands twice.'],
    ['Ana,Bo\n1,second\n', 'line 2: “second” is no whole number from 0 up.'],
    ['Ana,Bo\n"1,2\n', 'line 2: a quote does not end, or text follows it.'],
    ['rank 1,rank 2\nAna,Ana\n', 'line 2: it names candidate 1 twice.'],
  ])('that is wrong says where: %j', (text, message) => {
    expect(() => readRankedCsv(text)).toThrow(message);
  });
});

describe('PrefLib', () => {
  test('files of before 2022 are read', () => {
    const old = '3\n1,Ana\n2,Bo, the second\n3,Cem\n5,5,2\n3,2,{1,3}\n2,1\n';
    const profile = readPreflib(old);
    expect(profile.candidates).toEqual(['Ana', 'Bo, the second', 'Cem']);
    expect([...profile.ballots.ranks]).toEqual([1, 0, ~2, 0]);
    expect([...profile.ballots.counts]).toEqual([3, 2]);
    expect(readPreflib(`\ufeff${old.replaceAll('\n', '\r\n')}`)).toEqual(profile);
    expect(formatOf({ name: '-', text: old })).toBe('preflib');
    expect(() => readPreflib(old.replace('2,1\n', '2,Ana\n'))).toThrow('line 7');
    expect(() => readPreflib('3\n1,Ana\n')).toThrow('line 3');
  });

  test('categories are marks', () => {
    const text = '# NUMBER ALTERNATIVES: 3\n# NUMBER CATEGORIES: 3\n4: 1,{2,3},{}\n1: {},{},2\n';
    expect(readPreflibCategories(text).ballots).toEqual([
      { count: 4, marks: [2, 1, 1] },
      { count: 1, marks: [null, 0, null] },
    ]);
  });

  test.each([
    ['3: 1,2\n', 'number of alternatives'],
    ['# NUMBER ALTERNATIVES: 2\n1: 3\n', 'line 2: there is no alternative 3.'],
    ['# NUMBER ALTERNATIVES: 2\n1: 1,1\n', 'line 2: it names candidate 1 twice.'],
    ['# NUMBER ALTERNATIVES: 2\n1: 1,{2\n', 'line 2: “1,{2” is no ranking.'],
    ['#NUMBER ALTERNATIVES : 2\n1: 1 2\n', 'line 2: “1 2” is no ranking.'],
    ['# NUMBER ALTERNATIVES: 2\nAna\n', 'line 2: “Ana” is no ballot.'],
  ])('%j is refused', (text, message) => {
    expect(() => readPreflib(text)).toThrow(message);
  });
});

test.each([
  ['a.blt', '', 'blt'],
  ['a.toc', '', 'preflib'],
  ['a.cat', '', 'categories'],
  ['a.TSV', '', 'csv'],
  ['-', '3 2\n1 1 0\n', 'blt'],
  ['-', '# FILE NAME: x\n# NUMBER ALTERNATIVES: 2\n', 'preflib'],
  ['-', 'Ana,Bo\n1,2\n', 'csv'],
] as const)('%s beginning with %j is %s', (name, text, format) => {
  expect(formatOf({ name, text })).toBe(format);
});
