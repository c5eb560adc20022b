/**
 * Kept places, from the count to the words: who was passed over and why, what stays empty, and counted again.
 */
import { describe, expect, test } from 'vitest';
import { words } from '#locales';
import { approval, readBlt, readConstraints, readMarkedCsv, scottishStv } from '#tally';
import { sentence } from '../screens/outcome-words.ts';
import { ballotQuestionOf } from './ballot.ts';
import type { Candidacy } from './candidacy.ts';
import { explain } from './explain.ts';
import type { ParityRule } from './parity.ts';
import type { ProposalOption } from './proposal.ts';
import { exportBallots, exportKept } from './published.ts';
import { questionHash } from './question.ts';
import { commandLine, recount } from './recount.ts';
import * as vote from './with-outcomes.ts';

const english = words('en', 'UTC');
const PEOPLE = ['Marta', 'Nuno', 'Ana', 'Berta'];
const GROUPS = [[], [], ['women'], ['women']];
const asked = { title: 'The board', options: PEOPLE, roll: 20, seats: 2, electsPeople: true } as const;
const one: readonly ParityRule[] = [{ group: 'women', least: 1 }];
const RANKED = [...vote.ranks(7, 1, 2), ...vote.ranks(4, 2, 4), ...vote.ranks(2, 3), ...vote.ranks(1, 4)];
const MARKED = [
  ...vote.marks(5, 5, 4, 0, 0),
  ...vote.marks(3, 5, 5, 3, 1),
  ...vote.marks(2, 4, 4, 3, 3),
  ...vote.marks(1, 4, 2, 5, 2),
];
const APPROVED = [...vote.approves(6, 1, 2), ...vote.approves(3, 2, 3), ...vote.approves(1, 4)];

function tried(method: vote.TriedVote['method'], more: Partial<vote.TriedVote> = {}): vote.Tried {
  const ballots = /stv|meek|schulze|ranked/.test(method)
    ? RANKED
    : method === 'approval'
      ? APPROVED
      : method === 'lot'
        ? []
        : MARKED;
  return vote.tried({ ...asked, method, ballots, parity: one, groups: GROUPS, ...more });
}

const nameOf = (id: string) => PEOPLE[Number(id.slice('opt_'.length)) - 1]!;
const won = ({ outcome }: vote.Tried) => outcome.winners.map(nameOf);

function told(given: vote.Tried) {
  const naming = {
    names: new Map(given.question.options.map(({ id, title }) => [id, title])),
    unit: null,
  };
  const { facts, whyNot, picture, lots } = explain(given.proposal, given.outcome);
  const say = (list: typeof facts) => list.map((each) => sentence(english, each, naming));
  return {
    facts: say(facts),
    lots: say(lots),
    why: new Map(whyNot.map(({ option, says }) => [nameOf(option!), say(says)])),
    rounds: picture.kind === 'rounds' ? picture.rounds.map(({ says }) => say(says)) : [],
  };
}

const RULE = 'Of the 2 places at least one is kept for “women”.';
const ALL = [
  'scottish_stv',
  'meek',
  'approval',
  'score',
  'star',
  'majority_judgment',
  'schulze',
  'ranked_pairs',
] as const;
const WITH_NONE: readonly string[] = ['schulze', 'ranked_pairs'];

describe('one of two places is kept', () => {
  test.each(ALL)('%s gives it to a woman, and tells whoever stood before her why', (method) => {
    const given = tried(method);
    const free = tried(method, { parity: [] });
    expect(won(free)).toEqual(method === 'approval' ? ['Nuno', 'Marta'] : ['Marta', 'Nuno']);
    const winners = won(given);
    expect(winners).toHaveLength(2);
    expect(winners.filter((name) => name === 'Ana' || name === 'Berta')).toHaveLength(1);
    const { facts, why } = told(given);
    expect(facts).toContain(RULE);
    const passed = ['Marta', 'Nuno'].find((name) => !winners.includes(name))!;
    expect(why.get(passed)!.join(' ')).toMatch(/kept for others\..*at least one is kept for “women”/);
    expect(given.outcome.count['kept']).toEqual({ rules: one, places: 2 });
  });

  test.each(ALL)('%s: nothing in the count says who is of which group', (method) => {
    expect(JSON.stringify(tried(method).outcome.count['kept'])).not.toContain('"of"');
  });

  test.each(ALL)('%s leaves it empty where no woman stands', (method) => {
    const given = tried(method, { groups: [] });
    expect(won(given)).toHaveLength(1);
    expect(told(given).facts).toContain('One of the 2 places stays empty. It can be put to us again.');
    expect(given.outcome.count['kept']).toMatchObject({ places: 1 });
  });

  test('in a transferable vote it is told count by count', () => {
    const { rounds, facts, why } = told(tried('scottish_stv'));
    expect(rounds[0]).toContain(
      'For Nuno there is no place any more: those that are left are kept for others.',
    );
    expect(rounds[1]![0]).toBe(
      'Nuno leaves, because the places that are left are kept for others; those ballots go on to their next choices.',
    );
    expect(facts).toContain('2 places, 14 ballots: whoever reaches 5 is in.');
    expect(why.get('Nuno')![0]).toBe(
      'Nuno stood until count 1, with 4: the places that were left then were kept for others.',
    );
  });

  test('who had fewer votes and stayed is told to whoever left', () => {
    const ballots = [...vote.ranks(6, 1), ...vote.ranks(4, 2), ...vote.ranks(3, 4), ...vote.ranks(1, 3)];
    const groups = [[], [], ['women'], []];
    for (const method of ['scottish_stv', 'meek'] as const) {
      const given = tried(method, { ballots, groups });
      expect(won(given).sort()).toEqual(['Ana', 'Marta']);
      const { why, rounds } = told(given);
      expect(rounds[0]).toContain(
        'Ana stays until the end: without that name a kept place would be left empty.',
      );
      const all = [...why.values()].flat().join(' ');
      expect(all).toMatch(/Ana had fewer and stayed|kept for others/);
    }
  });

  test('a lot between two for the one place that is not kept is told', () => {
    const ballots = [...vote.ranks(4, 1), ...vote.ranks(4, 2), ...vote.ranks(1, 3)];
    const { lots } = told(tried('scottish_stv', { ballots }));
    expect(lots).toEqual([
      expect.stringMatching(
        /^Count 1: Marta and Nuno had equally many, and there was no place for all of them\. The lot fell on \w+\.$/,
      ),
    ]);
  });

  test('a lot draws within it, and names who was passed over', () => {
    for (const seats of [1, 2, 3]) {
      const given = tried('lot', { seats, parity: [{ group: 'women', least: seats === 1 ? 1 : 2 }] });
      const winners = won(given);
      expect(winners).toHaveLength(seats);
      expect(winners.filter((name) => name === 'Ana' || name === 'Berta').length).toBe(seats === 1 ? 1 : 2);
      expect(told(given).facts).toContain(
        'Where somebody cannot, the first in reserve follows with whom the kept places are still kept.',
      );
    }
    const none = tried('lot', { seats: 1, groups: [] });
    expect(none.outcome).toMatchObject({ result: 'undecided', winners: [] });
    expect(told(none).facts).toContain('The one place stays empty. It can be put to us again.');
  });

  test('nobody is elected whom no ballot names, not even to a kept place', () => {
    const ballots = vote.approves(3, 1, 2);
    expect(won(tried('approval', { ballots }))).toEqual(['Marta']);
  });
});

describe('counted again from the published files', () => {
  test.each(ALL)('%s comes to the same', (method) => {
    for (const parity of [one, [{ group: 'women', most: 1 }], [{ group: 'women', least: 2 }]]) {
      const given = tried(method, { parity });
      const question = { ...given.question, id: 'pro_1' };
      const file = exportBallots(question, given.ballots);
      const kept = exportKept(question)!;
      expect(kept.name).toBe('pro_1-kept.csv');
      expect(kept.text.split('\r\n')[0]).toBe(
        `group,least,most,${PEOPLE.join(',')}${WITH_NONE.includes(method) ? ',none' : ''}`,
      );
      const counted = recount({ file, kept, method, seats: 2, seed: vote.TRIED_SEED });
      expect(counted.outcome.winners.map((id) => counted.names.get(id))).toEqual(won(given));
      expect(counted.outcome.count['kept']).toEqual(given.outcome.count['kept']);
    }
  });

  test('the library alone comes to the same from the two files', () => {
    const options = { seats: 2, seed: vote.TRIED_SEED };
    const files = (given: vote.Tried) => {
      const question = { ...given.question, id: 'pro_1' };
      return { ballots: exportBallots(question, given.ballots).text, kept: exportKept(question)!.text };
    };
    const ranked = tried('scottish_stv');
    const profile = readBlt(files(ranked).ballots);
    const byRank = readConstraints(files(ranked).kept, profile.candidates);
    const { elected } = scottishStv(profile, { ...options, constraints: byRank });
    expect(elected.map((at) => profile.candidates[at])).toEqual(won(ranked));
    const approved = tried('approval');
    const marked = readMarkedCsv(files(approved).ballots);
    const byMarks = readConstraints(files(approved).kept, marked.options);
    const found = approval(marked, { ...options, constraints: byMarks });
    expect(found.elected.map((at) => marked.options[at])).toEqual(won(approved));
  });

  test('without kept places there is no table, and with one the command names it', () => {
    const given = tried('approval', { parity: [] });
    expect(exportKept({ ...given.question, id: 'pro_1' })).toBeNull();
    const [file, kept] = [
      { name: 'b.csv', text: '' },
      { name: 'k.csv', text: '' },
    ];
    expect(commandLine({ file, kept, method: 'approval', seats: 2, seed: 's' })).toBe(
      "npx tally count 'b.csv' --rule approval --seats 2 --constraints 'k.csv' --seed 's'",
    );
  });

  test('a table of others is refused', () => {
    const given = tried('approval');
    const file = exportBallots({ ...given.question, id: 'pro_1' }, given.ballots);
    const kept = { name: 'k.csv', text: 'group,least,most,Ana\r\nwomen,1,,x\r\n' };
    expect(() => recount({ file, kept, method: 'approval', seats: 2, seed: '' })).toThrow('candidate 1');
  });
});

test('the question has the rules, and what each has said of themself', () => {
  const person = (groups: string[]): Candidacy => {
    return { member: 'mem_a', agreedAt: 'x', declinedAt: null, words: '', groups };
  };
  const option = (groups: string[]) =>
    ({
      ...{ id: 'opt_1', title: '', body: '', member: 'mem_a', costMinor: null, excludes: null, acts: [] },
      ...{ addedBy: 'mem_a', withdrawnAt: null, people: [person(groups)] },
    }) satisfies ProposalOption;
  const way = tried('approval').question.way;
  const proposal = {
    ...{ id: 'pro_1', kind: 'election', matter: 'appoint', version: 1, title: 'Board', body: '', seats: 2 },
    ...{ potMinor: null, unit: null, post: null, parity: one, classes: [] },
  } satisfies Parameters<typeof questionHash>[0];
  const hash = (groups: string[], parity = one) =>
    questionHash({ ...proposal, parity }, [option(groups)], way, []);
  expect(hash(['women'])).not.toBe(hash([]));
  expect(hash([], [])).not.toBe(hash([]));
  const asked = (kind: string) => ballotQuestionOf({ ...proposal, kind, way }, [option(['women'])]);
  expect(asked('election')).toMatchObject({ parity: one, options: [{ groups: ['women'] }] });
  expect(asked('slate').parity).toBeUndefined();
});
