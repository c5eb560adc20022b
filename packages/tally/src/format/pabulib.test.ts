/** Pabulib files: what is written is read back, and files as they come are read. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TallyError } from '../rules.ts';
import { cellOf, readPabulib, writePabulib } from './pabulib.ts';

const SMALL = `META
key;value
description;A village; its square
budget;1000
vote_type;approval
PROJECTS
project_id;cost;name;selected
a;300;"Well; with a ""roof""";1
b;800;Old "Mill" bridge;0
VOTES
voter_id;vote
1;a,b
2;
`;

describe('reading', () => {
  test('gives every cell of the three sections', () => {
    const file = readPabulib(SMALL);
    expect(file.meta.get('description')).toBe('A village; its square');
    expect(file.projects.rows).toEqual([
      ['a', '300', 'Well; with a "roof"', '1'],
      ['b', '800', 'Old "Mill" bridge', '0'],
    ]);
    expect(file.votes.rows).toEqual([
      ['1', 'a,b'],
      ['2', ''],
    ]);
    expect(cellOf(file.projects, file.projects.rows[1]!, 'selected')).toBe('0');
    expect(cellOf(file.projects, file.projects.rows[1]!, 'score')).toBeNull();
  });

  test('takes line ends of Windows, a mark of byte order, and padded names of sections', () => {
    const windows = `\ufeff${SMALL.replace('VOTES', 'VOTES;').replaceAll('\n', '\r\n')}`;
    expect(readPabulib(windows)).toEqual(readPabulib(SMALL));
    expect(readPabulib(SMALL.replace('VOTES', 'Votes'))).toEqual(readPabulib(SMALL));
  });

  test('takes a quote that opens a cell and never closes as a sign like any other', () => {
    const file = readPabulib(SMALL.replace('"Well; with a ""roof"""', '"Well" of the square'));
    expect(file.projects.rows[0]).toEqual(['a', '300', '"Well" of the square', '1']);
  });

  test('takes a META without its header', () => {
    expect(readPabulib(SMALL.replace('key;value\n', '')).meta).toEqual(readPabulib(SMALL).meta);
  });

  test('takes a cell over several lines', () => {
    const file = readPabulib(SMALL.replace('Well; with', 'Well;\nwith'));
    expect(file.projects.rows[0]![2]).toBe('Well;\nwith a "roof"');
  });

  test.each([
    ['', 'META is missing'],
    ['1;2', 'begins with the line META'],
    ['META\nkey;value\nPROJECTS\nproject_id;cost', 'VOTES is missing'],
    [SMALL.replace('cost', 'price'), 'column cost'],
    [`${SMALL}META\n`, 'twice'],
  ])('says what is wrong (%#)', (text, words) => {
    expect(() => readPabulib(text)).toThrow(TallyError);
    expect(() => readPabulib(text)).toThrow(words);
  });
});

test('what is written is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'Ł', ' ', ';', '"', '\n', ',', '7') });
  const row = fc.array(cell, { minLength: 3, maxLength: 3 }).map((cells) => ['x', ...cells, 'y']);
  const rows = fc.array(row, { maxLength: 5 });
  fc.assert(
    fc.property(rows, rows, (projects, votes) => {
      const file = {
        meta: new Map([['budget', '100']]),
        projects: { columns: ['project_id', 'cost', 'name', 'note', 'end'], rows: projects },
        votes: { columns: ['voter_id', 'vote', 'points', 'note', 'end'], rows: votes },
      };
      expect(readPabulib(writePabulib(file))).toMatchObject(file);
    }),
  );
});
