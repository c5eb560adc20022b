import { describe, expect, test } from 'vitest';
import { METHODS } from '#agents';
import { words } from '#locales';
import { explain } from './explain.ts';
import type { Explanation } from './explain-terms.ts';
import { sentence } from '../screens/outcome-words.ts';
import * as vote from './with-outcomes.ts';

const spoken = words('en');

/** The explanation as a reader meets it. */
function read(given: vote.Tried) {
  const told = explain(given.proposal, given.outcome);
  const names = new Map(given.question.options.map(({ id, title }) => [id, title]));
  const say = (one: Explanation['head']) => sentence(spoken, one, { names, unit: { code: 'MXN', scale: 2 } });
  return {
    head: say(told.head),
    facts: told.facts.map(say),
    rule: told.picture.kind === 'budget' ? told.picture.rule.map(say) : [],
    why: told.whyNot.flatMap((one) => one.says.map(say)),
    lots: told.lots.map(say),
  };
}

const pictureOf = (given: vote.Tried) => explain(given.proposal, given.outcome).picture;

describe('a majority', () => {
  const asked = { title: 'Meet on Sundays', method: 'majority', roll: 18 } as const;

  test('says by how much it passed, and what would have stopped it', () => {
    const ballots = [...vote.says(9, 'yes'), ...vote.says(5, 'no'), ...vote.says(2, 'abstain')];
    const told = read(vote.tried({ ...asked, ballots, way: { quorumPercent: 50 } }));
    expect(told.head).toBe('We agreed: Meet on Sundays');
    expect(told.facts).toEqual([
      '16 of 18 of us took part.',
      '9 were needed for it to count.',
      '9 said yes, 5 said no, 2 neither.',
      '8 yes were needed: one more than needed.',
    ]);
    expect(told.why).toEqual(['It would not have passed if 2 of those who said yes had said no.']);
  });

  test('as many yes as no does not pass', () => {
    const told = read(vote.tried({ ...asked, ballots: [...vote.says(4, 'yes'), ...vote.says(4, 'no')] }));
    expect(told.head).toBe('Not agreed: Meet on Sundays');
    expect(told.facts.at(-1)).toBe('5 yes were needed; one was missing.');
    expect(told.why).toEqual(['It would have passed with one more yes from those who said no.']);
  });

  test('too few is neither yes nor no', () => {
    const ballots = vote.says(3, 'yes');
    const told = read(vote.tried({ ...asked, ballots, way: { quorumPercent: 50 } }));
    expect(told.head).toBe('Too few of us took part to decide: Meet on Sundays');
    expect(told.facts).toEqual([
      '3 of 18 of us took part.',
      '9 were needed for it to count; 6 were missing.',
    ]);
    expect(told.why[0]).toContain('6 more voters would have been enough');
  });

  test('two chambers are told apart', () => {
    const given = vote.tried({
      ...asked,
      roll: { people: 10, organizations: 3 },
      ballots: [
        ...vote.says(7, 'yes'),
        ...vote.says(1, 'no'),
        ...vote.says(1, 'yes', 'organizations'),
        ...vote.says(2, 'no', 'organizations'),
      ],
      way: { voters: 'both' },
    });
    const told = read(given);
    expect(told.facts).toContain('8 of 10 people took part.');
    expect(told.facts).toContain('3 of 3 groups took part.');
    expect(told.why).toEqual([
      'Among groups, it would have passed with one more yes from those who said no.',
    ]);
    expect(pictureOf(given)).toMatchObject({
      kind: 'yes_no',
      chambers: [{ passes: true }, { passes: false }],
    });
  });

  test('with one voter who says yes', () => {
    expect(read(vote.tried({ ...asked, roll: 1, ballots: vote.says(1, 'yes') })).facts).toEqual([
      '1 of 1 of us took part.',
      '1 said yes, 0 said no.',
      '1 yes were needed: just enough.',
    ]);
  });
});

describe('consent', () => {
  const asked = { title: 'Cook in turns', method: 'consent', roll: 6 } as const;

  test('an objection that stands is told, with what can be done', () => {
    const given = vote.tried({
      ...asked,
      ballots: [...vote.voices(4, 'consent'), ...vote.voices(1, 'object')],
    });
    expect(read(given).head).toBe('An objection stands: Cook in turns');
    expect(read(given).why).toEqual(['It can come back once what was objected has been worked into it.']);
    expect(pictureOf(given)).toMatchObject({ kind: 'consent', consent: 4, object: 1, silent: 1 });
  });

  test('consensus passes with as many blocks as the rules let stand', () => {
    const ballots = [...vote.voices(4, 'consent'), ...vote.voices(1, 'object'), ...vote.voices(1, 'aside')];
    const told = read(vote.tried({ ...asked, method: 'consensus', ballots, way: { blocks: 1 } }));
    expect(told.head).toBe('We agreed: Cook in turns');
    expect(told.facts.at(-1)).toBe(
      'One objection stands; one may stand and it passes all the same. One of us stands aside.',
    );
  });
});

describe('choices', () => {
  const options = ['Well', 'Roof', 'Road'];

  test('approval: the winner, the margin, what the others lacked', () => {
    const ballots = [...vote.approves(5, 1, 2), ...vote.approves(2, 2), ...vote.approves(1, 3)];
    const told = read(vote.tried({ title: 'First work', method: 'approval', options, ballots, roll: 10 }));
    expect(told.head).toBe('We chose Roof');
    expect(told.facts.at(-1)).toBe('Roof: 7 of 8 said yes, 2 more than the next.');
    expect(told.why).toEqual(['Well: 5 yes, 2 fewer than Roof.', 'Road: 1 yes, 6 fewer than Roof.']);
  });

  test('equal options go by lot, and that is said', () => {
    const ballots = [...vote.approves(3, 1), ...vote.approves(3, 2)];
    const told = read(vote.tried({ title: 'First work', method: 'approval', options, ballots, roll: 10 }));
    expect(told.lots).toHaveLength(1);
    expect(told.lots[0]).toContain('The lot fell on');
    expect(told.why[0]).toContain('the lot decided');
  });

  test('points, grades, and points with a runoff', () => {
    const ballots = [...vote.marks(3, 5, 4, 0), ...vote.marks(2, 0, 3, 5), ...vote.marks(2, 2, 3, 1)];
    const asked = { title: 'First work', options, ballots, roll: 10 };
    expect(read(vote.tried({ ...asked, method: 'score' })).facts.at(-1)).toBe(
      'Roof: 24 points, 5 more than the next.',
    );
    const graded = read(vote.tried({ ...asked, method: 'majority_judgment' }));
    expect(graded.facts.at(-1)).toBe('Roof: at least half of us say “Good” or better.');
    expect(graded.why[0]).toContain('Well: at least half say “Fair” or better');
    const star = read(vote.tried({ ...asked, method: 'star' }));
    expect(star.facts.at(-1)).toMatch(
      /^Between the two with most points, 4 preferred Roof and 3 preferred Well/,
    );
    expect(star.why[0]).toContain('Well was among the last two');
  });
});

describe('transferable votes', () => {
  const people = ['Ana', 'Petra', 'Josefina'];
  const asked = { title: 'Who keeps the box', options: people, roll: 18, electsPeople: true } as const;
  const ballots = [
    ...vote.ranks(7, 1),
    ...vote.ranks(5, 2),
    ...vote.ranks(2, 3, 1),
    ...vote.ranks(1, 3, 2),
    ...vote.ranks(1, 3),
  ];

  test('count by count: who left, where the ballots went', () => {
    const given = vote.tried({ ...asked, method: 'scottish_stv', ballots });
    expect(read(given).head).toBe('Ana is elected');
    expect(read(given).facts).toContain('Ana got there in count 2, with 9.');
    const picture = pictureOf(given);
    if (picture.kind !== 'rounds') throw new Error(picture.kind);
    expect(picture.rounds).toHaveLength(2);
    expect(picture.rounds[1]!.moves).toEqual([
      { from: 'opt_3', to: 'opt_1', votes: 2 },
      { from: 'opt_3', to: 'opt_2', votes: 1 },
      { from: 'opt_3', to: null, votes: 1 },
    ]);
    expect(read(given).why).toContain(
      'Josefina stood until count 1, with 4: 1 fewer than Petra, the next that stayed.',
    );
  });

  test('Meek is told without transfers, because all is shared out anew', () => {
    const given = vote.tried({ ...asked, method: 'meek', ballots });
    expect(pictureOf(given)).toMatchObject({ kind: 'rounds', flows: false });
    expect(read(given).head).toBe('Ana is elected');
  });

  test('a lot that excludes is told with its count', () => {
    const even = [...vote.ranks(4, 1), ...vote.ranks(2, 2), ...vote.ranks(2, 3)];
    const told = read(vote.tried({ ...asked, method: 'scottish_stv', ballots: even }));
    expect(told.lots.join()).toContain('had equally few');
  });
});

describe('duels', () => {
  const asked = { title: 'Colour of the door', options: ['Red', 'Blue', 'Green'], roll: 12 } as const;

  test.each(['schulze', 'ranked_pairs'] as const)('%s: the winner of all duels', (method) => {
    const ballots = [...vote.ranks(4, 1, 2, 3), ...vote.ranks(3, 2, 1, 3), ...vote.ranks(2, 3, 2, 1)];
    const told = read(vote.tried({ ...asked, method, ballots }));
    expect(told.head).toBe('We chose Blue');
    expect(told.facts).toContain('More of us rank Blue above each of the others, one by one.');
    expect(told.why).toContain('Red: 4 rank it above Blue, 5 the other way round.');
  });

  test('where no change is preferred everything stays as it is', () => {
    const ballots = [...vote.ranks(4, 0, 1), ...vote.ranks(2, 1, 0)];
    const told = read(vote.tried({ ...asked, method: 'schulze', ballots }));
    expect(told.head).toBe('Everything stays as it is: Colour of the door');
    expect(told.why[0]).toBe('Red: 2 rank it above No change, 4 the other way round.');
  });

  test('a circle is called one', () => {
    const ballots = [...vote.ranks(4, 1, 2, 3), ...vote.ranks(3, 2, 3, 1), ...vote.ranks(2, 3, 1, 2)];
    const given = vote.tried({ ...asked, method: 'schulze', ballots });
    expect(read(given).facts.join()).toContain('preferences go in a circle');
    expect(pictureOf(given)).toMatchObject({
      kind: 'duels',
      chains: [{ chain: expect.any(Array) as string[] }],
    });
    expect(pictureOf(vote.tried({ ...asked, method: 'ranked_pairs', ballots }))).toMatchObject({
      leftOut: [{ votes: 5 }],
    });
  });
});

describe('a shared pot', () => {
  const options = ['Benches|30000', 'Trees|40000', 'Court|90000', 'Books|20000'];
  const ballots = [...vote.funds(6, 1, 3), ...vote.funds(4, 2, 4), ...vote.funds(2, 4)];
  const asked = { title: 'The plaza', options, ballots, roll: 15, pot: 120000n } as const;

  test('equal shares: what each held, who paid, what was missing', () => {
    const given = vote.tried({ ...asked, method: 'equal_shares' });
    const told = read(given);
    expect(told.rule.join(' ')).toContain(
      'gives 100.00\u00a0MXN each. A project is funded when those who want it',
    );
    expect(told.rule.join(' ')).toContain('raised by the same, little by little, to 199.00\u00a0MXN');
    const picture = pictureOf(given);
    if (picture.kind !== 'budget') throw new Error(picture.kind);
    const paid = (bar: (typeof picture.bars)[number]) => Number(bar.cost);
    expect(picture.bars.reduce((sum, bar) => sum + paid(bar), 0) + Number(picture.left)).toBe(120000);
    expect(told.why.join()).toContain('Court');
    expect(told.why.join()).toContain('with larger parts for all the pot would not have been enough');
  });

  test('says what counting by support alone would have funded instead', () => {
    const options = ['Court|90000', 'Trees|40000'];
    const ballots = [...vote.funds(6, 1), ...vote.funds(5, 2)];
    const picture = pictureOf(vote.tried({ ...asked, options, ballots, method: 'equal_shares' }));
    if (picture.kind !== 'budget') throw new Error(picture.kind);
    expect(picture.comparison?.values).toMatchObject({
      instead: 'other',
      who: { options: ['opt_1'] },
      other: { options: ['opt_2'] },
    });
  });

  test.each(['greedy', 'phragmen'] as const)('%s', (method) => {
    const told = read(vote.tried({ ...asked, method }));
    expect(told.head).toMatch(/^We fund/);
    expect(told.facts.at(-1)).toContain('are left');
  });
});

describe('edges', () => {
  const many = METHODS.filter((method) => method !== 'lot');

  test.each(many)('%s without a single ballot decides nothing', (method) => {
    const given = vote.tried({
      title: 'Well',
      method,
      ballots: [],
      roll: 5,
      pot: 1000n,
      options: ['Well|500'],
    });
    const told = read(given);
    expect(told.head).toBe('Too few of us took part to decide: Well');
    expect(told.facts[0]).toBe('0 of 5 of us took part.');
    expect(pictureOf(given)).toEqual({ kind: 'nothing' });
  });

  test.each(many)('%s with one option and one blank ballot can be told', (method) => {
    const blank = vote.times(1, null);
    const given = vote.tried({
      title: 'Well',
      method,
      ballots: blank,
      roll: 5,
      pot: 1000n,
      options: ['Well|500'],
    });
    expect(read(given).head).not.toBe('');
  });

  test('500 options are told without their tables', () => {
    const options = Array.from({ length: 500 }, (_one, at) => `Option ${at + 1}`);
    const ballots = [...vote.ranks(30, 7, 8, 9), ...vote.ranks(20, 9, 7)];
    for (const method of ['scottish_stv', 'schulze'] as const) {
      const told = read(vote.tried({ title: 'Which', method, options, ballots, roll: 60 }));
      expect(told.head).toBe('We chose Option 7');
    }
  });

  test('a lot: who was drawn, who is in reserve', () => {
    const options = ['Ana', 'Petra', 'Josefina', 'Rosa'];
    const given = vote.tried({ title: 'Who reads', method: 'lot', options, ballots: [], roll: 4, seats: 2 });
    const told = read(given);
    expect(told.head).toMatch(/^The lot fell on \w+ and \w+$/);
    expect(told.facts).toEqual(['2 of 4 were drawn by lot.']);
    expect(pictureOf(given)).toMatchObject({
      kind: 'lot',
      reserves: [expect.any(String), expect.any(String)],
    });
  });
});
