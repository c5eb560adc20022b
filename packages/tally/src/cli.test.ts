/** The command line on small files: every rule of elections, every format, and what it says of mistakes. */
import { describe, expect, test } from 'vitest';
import { allRules, run } from './cli.ts';
import { electionRules } from './election-rules.ts';

const FILES: Readonly<Record<string, string>> = {
  'board.blt': '4 2\n5 1 2 0\n3 3 0\n2 4 3 0\n0\n"Ana"\n"Bo"\n"Cem"\n"Dia"\n"Board"\n',
  'board.csv': 'count,Ana,Bo,Cem\n5,1,2,\n3,,,1\n2,,2,1\n',
  'places.csv': 'Rank 1;Rank 2\nAna;Bo\nAna;\nCem;"Bo"\n',
  'points.csv': 'voter,Ana,"Bo, the second"\n1,5,2\n2,0,4\n',
  'tied.csv': 'Ana,Bo\n1,1\n',
  'city.pb': 'META\nkey;value\n',
  'board.soi': '# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: Ana\n2: 1,2\n1: 3,{1,2}\n',
  'board.cat':
    '# NUMBER ALTERNATIVES: 2\n# NUMBER CATEGORIES: 2\n# ALTERNATIVE NAME 1: Ana\n3: 1,2\n1: {1,2}\n',
};
const read = (path: string) => {
  const text = FILES[path];
  if (text === undefined) throw new Error('not there');
  return text;
};
const count = (...args: readonly string[]) => run(['count', ...args], read);
const json = (...args: readonly string[]) =>
  JSON.parse(count(...args, '--json').out) as Record<string, unknown>;

describe('tally count', () => {
  test.each(electionRules.map(({ name }) => name))('%s says who is elected, and the rounds', (rule) => {
    const file = /score|star|judgment/.test(rule) ? 'points.csv' : 'board.blt';
    const told = json(file, '--rule', rule);
    expect(told['rule']).toBe(rule);
    expect(told['elected']).not.toEqual([]);
    expect(Array.isArray(told['rounds'])).toBe(true);
    const people = count(file, '--rule', rule);
    expect(people.code).toBe(0);
    expect(people.out).toContain('Elected:\n  1. ');
  });

  test('tells rounds by the numbers of the file', () => {
    const told = json('board.blt', '--rule', 'scottish-stv', '--seats=1');
    expect(told['electedNames']).toEqual(['Ana']);
    expect(told['rounds']).toMatchObject([
      { does: 'first-preferences', votes: { 1: '5.00000', 4: '2.00000' } },
      { does: 'exclusion', from: 2, transfers: [] },
      { does: 'exclusion', from: 4, transfers: [{ to: 3, papers: 2 }], ties: [], defeated: [4] },
      {
        does: 'exclusion',
        from: 3,
        ties: [{ choice: 'exclusion', among: [1, 3], chosen: 3, byRound: 1, by: 'earlier-round' }],
        electedAsRemaining: [1],
      },
    ]);
  });

  test.each([
    ['board.csv', 'schulze', ['Ana']],
    ['places.csv', 'irv', ['Ana']],
    ['points.csv', 'score', ['Bo, the second']],
    ['board.soi', 'ranked-pairs', ['Ana']],
    ['board.cat', 'approval', ['Ana']],
    ['board.blt', 'approval', ['Ana', 'Bo']],
  ])('reads %s for %s', (file, rule, names) => {
    expect(json(file, '--rule', rule)['electedNames']).toEqual(names);
  });

  test('draws lots from the seed alone', () => {
    const drawn = (seed: string) => json('tied.csv', '--rule', 'approval', '--seed', seed)['elected'];
    const all = Array.from({ length: 12 }, (_unused, at) => drawn(String(at)));
    expect(new Set(all.map(String))).toEqual(new Set(['1', '2']));
    expect(drawn('3')).toEqual(all[3]);
  });

  test.each([
    [['board.blt'], 'which rule?'],
    [['--rule', 'irv'], 'which file?'],
    [['board.blt', '--rule', 'dice'], 'no rule is called “dice”'],
    [['none.blt', '--rule', 'irv'], '“none.blt” cannot be read'],
    [['board.blt', '--rule', 'irv', '--seats', '0'], 'no number of seats'],
    [['board.blt', '--rule', 'irv', '--completion', 'half'], 'no completion'],
    [['board.blt', '--rule', 'irv', '--loud'], 'no option “--loud”'],
    [['board.blt', '--rule'], '“--rule” wants a value'],
    [['board.blt', 'board.csv', '--rule', 'irv'], 'one file at a time'],
    [['board.blt', '--rule', 'star'], 'wants points or grades'],
    [['board.cat', '--rule', 'irv'], 'it ranks nobody'],
    [['city.pb', '--rule', 'irv'], 'this is a budget file'],
    [['board.blt', '--rule', 'greedy'], 'begins with the line META'],
    [['points.csv', '--rule', 'irv', '--rule', 'meek', '--json=1', '--x'], 'no option “--x”'],
  ])('%j is answered in words', (args, words) => {
    const answer = count(...args);
    expect([answer.code, answer.out]).toEqual([2, '']);
    expect(answer.err).toContain(words);
  });
});

describe('an assembly', () => {
  const files: Readonly<Record<string, string>> = {
    votes: 'vote,count\nyes,6\nno,4\nabstain,5\n',
    chambers: 'chamber,vote,count\nmembers,yes,9\nmembers,no,1\nhouses,sí,1\nhouses,no,2\n',
    circle:
      'round,who,says,reason,resolved\n1,Ana,object,too dear,integrated\n1,Bo,consent,,\n2,Ana,consent,,\n',
    wrong: 'round,who,says\n1,Ana,perhaps\n',
    people: 'id,stratum\na,x\nb,x\nc,y\nd,y\n',
  };
  const asked = (name: string, ...args: string[]) => run(['count', name, ...args], (path) => files[path]!);
  const told = (...args: [string, ...string[]]) => JSON.parse(asked(...args, '--json').out) as object;

  test('votes by majorities, in one chamber or several', () => {
    expect(told('votes', '--rule', 'majority')).toMatchObject({ passes: true, outcome: 'passed' });
    expect(told('votes', '--rule', 'absolute-majority')).toMatchObject({ outcome: 'rejected' });
    expect(told('votes', '--rule', 'supermajority', '--share', '60%')).toMatchObject({ passes: true });
    expect(told('votes', '--rule', 'supermajority', '--share', '2/3')).toMatchObject({ passes: false });
    const quorum = ['--quorum', '1/2', '--roll', '31'] as const;
    expect(told('votes', '--rule', 'majority', ...quorum)).toMatchObject({ outcome: 'no-quorum' });
    expect(told('chambers', '--rule', 'double-majority')).toMatchObject({
      outcome: 'rejected',
      rounds: [
        { name: 'members', passes: true },
        { name: 'houses', passes: false },
      ],
    });
    expect(asked('votes', '--rule', 'supermajority').err).toContain('--share');
    expect(asked('votes', '--rule', 'majority').out).toContain('majority: 6, more than 5 wanted: yes');
  });

  test('counts what is published of it: how many said what', () => {
    const published: Readonly<Record<string, string>> = {
      house: 'chamber,says,count\r\npeople,no,1\r\npeople,yes,3\r\n',
      circle: 'chamber,says,count\r\npeople,consent,4\r\npeople,object,1\r\n',
      twice: 'who,says\nAna,consent\nBo,consent\nAna,object\n',
      lots: 'id\nAna\nBo\nAna\n',
    };
    const counted = (name: string, ...args: string[]) =>
      run(['count', name, '--json', ...args], (path) => published[path]!);
    const answer = (...args: [string, ...string[]]) => JSON.parse(counted(...args).out) as object;
    expect(answer('house', '--rule', 'majority')).toMatchObject({ passes: true, count: { yes: 3, no: 1 } });
    expect(answer('circle', '--rule', 'consent')).toMatchObject({
      outcome: 'objected',
      rounds: [{ took: 5 }],
    });
    expect(answer('circle', '--rule', 'consent', '--objections', '1')).toMatchObject({ passes: true });
    expect(counted('twice', '--rule', 'consent').err).toBe('tally: line 4: “Ana” stands twice.\n');
    const lots = ['--rule', 'sortition', '--seats', '1', '--seed', 's'];
    expect(counted('lots', ...lots).err).toBe('tally: line 4: “Ana” stands twice.\n');
  });

  test('consents in rounds', () => {
    const answer = told('circle', '--rule', 'consent');
    expect(answer).toMatchObject({ passes: true, rounds: [{ resolved: [{ who: 'Ana' }] }, { took: 1 }] });
    expect(asked('wrong', '--rule', 'consent').err).toContain('line 2: “perhaps”');
  });

  test('draws lots from a seed it committed to', () => {
    const seed = ['--seats', '2', '--seed', 'rain'] as const;
    const committed = run(['commit', 'rain'], read).out.trim();
    const answer = told('people', '--rule', 'sortition', ...seed, '--committed', committed);
    expect(answer).toMatchObject({ commitment: committed, rounds: [{ stratum: 'x' }, { stratum: 'y' }] });
    expect((answer as { elected: string[] }).elected).toHaveLength(2);
    expect(asked('people', '--rule', 'sortition', ...seed, '--committed', 'ab').err).toContain('committed');
    expect(asked('people', '--rule', 'sortition', '--seats', '2').err).toContain('--seed');
  });
});

test('help names every rule, and each once', () => {
  const names = allRules().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const { out, code } = run(['--help'], read);
  expect(code).toBe(0);
  for (const name of names) expect(out).toContain(`  ${name} `);
  expect(run(['rules'], read).out.trim().split('\n')).toEqual(names);
  expect(run([], read).code).toBe(2);
  expect(run(['guess'], read).err).toContain('no command');
});
