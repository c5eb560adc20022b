import { describe, expect, test } from 'vitest';
import { sha256 } from '#tally';
import { ballotsRoot } from './ballots-root.ts';
import { ballotLines, exportBallots, type SealedBallot } from './published.ts';
import { holdsReceipt, isBallotList, readBallotList, rootOfLines } from './published-root.ts';
import type { Method, Way } from '#agents';
import type { RollSizes } from './count.ts';
import { commandLine, recount } from './recount.ts';
import { readTerms, termsAsked } from './recount-terms.ts';
import * as vote from './with-outcomes.ts';

describe('a published file counts to the same', () => {
  const options = ['Well', 'Roof', 'Road, "north"'];
  const seed = vote.TRIED_SEED;
  const again = (given: vote.Tried) => {
    const file = exportBallots({ ...given.question, id: 'pro_1' }, given.ballots);
    const { method, seats } = given.proposal;
    const told = recount({ file, method, seats, seed });
    return told.outcome.winners.map((id) => told.names.get(id));
  };
  const won = (given: vote.Tried) =>
    given.outcome.winners.map((id) => given.question.options.find((one) => one.id === id)!.title);

  test.each(['scottish_stv', 'meek', 'schulze', 'ranked_pairs'] as const)('%s', (method) => {
    const ballots = [...vote.ranks(5, 1, 2), ...vote.ranks(4, 2, 3, 1), ...vote.ranks(3, 3, 1, 2)];
    const given = vote.tried({ title: 'Work', method, options, ballots, roll: 20, seats: 2 });
    expect(again(given)).toEqual(won(given));
  });

  test.each(['approval', 'score', 'star', 'majority_judgment'] as const)('%s', (method) => {
    const marked = [...vote.marks(5, 5, 4, 0), ...vote.marks(4, 0, 3, 5)];
    const approved = [...vote.approves(5, 1, 2), ...vote.approves(4, 2)];
    const ballots = method === 'approval' ? approved : marked;
    const given = vote.tried({ title: 'Work', method, options, ballots, roll: 20 });
    expect(again(given)).toEqual(won(given));
  });

  test.each(['equal_shares', 'greedy', 'phragmen'] as const)('%s', (method) => {
    const ballots = [...vote.funds(6, 1, 3), ...vote.funds(4, 2)];
    const priced = ['Benches|30050', 'Trees|40000', 'Court|90000'];
    const given = vote.tried({ title: 'Plaza', method, options: priced, ballots, roll: 20, pot: 100000n });
    expect(again(given)).toEqual(won(given));
  });

  const said = (given: vote.Tried, roll: RollSizes) => {
    const { method, seats } = given.proposal;
    const file = exportBallots({ ...given.question, id: 'pro_1' }, given.ballots);
    const asked = termsAsked(given.question.way, roll, given.outcome.count['round'] === 1);
    const terms = readTerms((name) => asked[name] ?? '');
    return recount({ file, method, seats, seed, terms }).outcome.result;
  };

  test.each([
    ['half', 5, 4, 12, {}, 'passed'],
    ['of all', 5, 4, 12, { base: 'roll' }, 'rejected'],
    ['two of three', 5, 4, 12, { share: { parts: 2, of: 3, reached: 'least' } }, 'rejected'],
    ['two of three, just', 6, 3, 12, { share: { parts: 2, of: 3, reached: 'least' } }, 'passed'],
    ['more than two of three', 6, 3, 12, { share: { parts: 2, of: 3, reached: 'more' } }, 'rejected'],
    ['too few', 5, 0, 12, { quorumPercent: 50 }, 'no_quorum'],
  ] as const)('a majority: %s', (_name, yes, no, people, way, result) => {
    const ballots = [...vote.says(yes, 'yes'), ...vote.says(no, 'no')];
    const given = vote.tried({ title: 'Paint', method: 'majority', ballots, roll: people, way });
    expect(given.outcome.result).toBe(result);
    expect(said(given, { people, organizations: 0 })).toBe(result);
  });

  test('two chambers, each by itself', () => {
    const ballots = [
      ...vote.says(9, 'yes'),
      ...vote.says(1, 'yes', 'organizations'),
      ...vote.says(2, 'no', 'organizations'),
    ];
    const roll = { people: 10, organizations: 4 };
    const way = { voters: 'both' } as const;
    const given = vote.tried({ title: 'Paint', method: 'majority', ballots, roll, way });
    expect([given.outcome.result, said(given, roll)]).toEqual(['rejected', 'rejected']);
    // The same ballots of people and organizations that are counted together.
    const together = vote.tried({ title: 'Paint', method: 'majority', ballots, roll });
    expect([together.outcome.result, said(together, roll)]).toEqual(['passed', 'passed']);
    const { text } = exportBallots({ ...together.question, id: 'pro_1' }, together.ballots);
    expect(text).not.toContain('organizations');
  });

  test('the organizations alone', () => {
    const ballots = [...vote.says(2, 'yes', 'organizations'), ...vote.says(1, 'no', 'organizations')];
    const roll = { people: 0, organizations: 8 };
    const way = { voters: 'organizations', quorumPercent: 50 } as const;
    const given = vote.tried({ title: 'Dues', method: 'majority', ballots, roll, way });
    expect([given.outcome.result, said(given, roll)]).toEqual(['no_quorum', 'no_quorum']);
    const fewer = { people: 0, organizations: 6 };
    const held = vote.tried({ title: 'Dues', method: 'majority', ballots, roll: fewer, way });
    expect([held.outcome.result, said(held, fewer)]).toEqual(['passed', 'passed']);
  });

  test.each([
    ['consent', 0, 'object', 'rejected'],
    ['consensus', 2, 'object', 'rejected'],
    ['consensus', 3, 'object', 'passed'],
    ['consent', 0, 'aside', 'passed'],
  ] as const)('%s with %i who may block, where three say %s', (method, blocks, word, result) => {
    const ballots = [...vote.voices(6, 'consent'), ...vote.voices(3, word)];
    const given = vote.tried({ title: 'Paint', method, ballots, roll: 9, way: { blocks } });
    expect([given.outcome.result, said(given, { people: 9, organizations: 0 })]).toEqual([result, result]);
  });

  test('an objection that was met stands in the way of nothing', () => {
    const met = vote.voices(1, 'object').map((one) => ({ ...one, resolved: 'integrated' as const }));
    const ballots = [...vote.voices(6, 'consent'), ...met];
    const given = vote.tried({ title: 'Paint', method: 'consent', ballots, roll: 9 });
    expect([given.outcome.result, said(given, { people: 9, organizations: 0 })]).toEqual([
      'passed',
      'passed',
    ]);
  });

  test('where no change is preferred, nobody wins', () => {
    const ballots = [...vote.ranks(5, 0, 1), ...vote.ranks(2, 1, 0)];
    const given = vote.tried({ title: 'Work', method: 'schulze', options, ballots, roll: 20 });
    expect(given.outcome.result).toBe('rejected');
    expect(again(given)).toEqual([]);
  });

  test('a file that is none says so', () => {
    const file = { name: 'x.blt', text: 'hello' };
    expect(() => recount({ file, method: 'schulze', seats: null, seed: '' })).toThrow(/line 1/);
    expect(() => recount({ file, method: 'consent', seats: null, seed: '' })).toThrow(/line 1/);
    expect(() => recount({ file, method: 'lot', seats: null, seed: '' })).toThrow(/not counted/);
    const odd = { name: 'x.csv', text: 'says,count\nyes,2\nperhaps,1\n' };
    expect(() => recount({ file: odd, method: 'majority', seats: null, seed: '' })).toThrow(/line 3/);
  });

  test('the command says what was enough, and nothing where it knows no such rule', () => {
    const file = { name: 'v.csv', text: '' };
    const command = (way: Partial<Way>, method: Method = 'majority') => {
      const asked = termsAsked(
        { quorumPercent: 0, voters: 'members', ...way },
        { people: 12, organizations: 0 },
        true,
      );
      const terms = readTerms((name) => asked[name] ?? '');
      return commandLine({ file, method, seats: 1, seed: 'x', terms })?.replace(
        "npx tally count 'v.csv' ",
        '',
      );
    };
    const two = { parts: 2, of: 3, reached: 'least' } as const;
    expect(command({ quorumPercent: 40 })).toBe('--rule majority --quorum 40% --roll 12');
    expect(command({ base: 'roll' })).toBe('--rule absolute-majority --roll 12');
    expect(command({ share: two })).toBe('--rule supermajority --share 2/3 --roll 12');
    expect(command({ share: two, base: 'roll' })).toBeUndefined();
    expect(command({ blocks: 1 }, 'consensus')).toBe('--rule consent --objections 1 --roll 12');
  });

  test('the command line quotes what needs it', () => {
    const file = { name: "Rosa's.blt", text: '' };
    expect(commandLine({ file, method: 'scottish_stv', seats: 2, seed: 'a b' })).toBe(
      "npx tally count 'Rosa'\\''s.blt' --rule scottish-stv --seats 2 --seed 'a b'",
    );
  });
});

describe('the list of secret ballots', () => {
  const listed = (count: number): SealedBallot[] =>
    Array.from({ length: count }, (_one, at) => ({
      ballot: `bal_${at}`,
      mark: sha256(`secret ${at}`),
      chamber: 'people',
      choices: { ballot: 'rank', ranking: [['opt_ñ'], [`opt_${at % 3}`]] },
    }));
  const textOf = (ballots: SealedBallot[]) =>
    ballotLines(ballots)
      .map((bytes) => `${new TextDecoder().decode(bytes)}\n`)
      .join('');

  test.each([0, 1, 2, 3, 5, 8, 13, 31, 64])('%i ballots have the root that is on the record', (count) => {
    const list = readBallotList(textOf(listed(count)));
    expect([list.ballots, list.marks]).toEqual([count, count]);
    expect(rootOfLines(list.lines)).toBe(ballotsRoot(listed(count)));
  });

  test('a ballot that was altered gives another root', () => {
    const { lines } = readBallotList(textOf(listed(5)));
    const bent = lines.map((line, at) => (at === 2 ? line.replace('opt_', 'opt-') : line));
    expect(rootOfLines(bent)).not.toBe(rootOfLines(lines));
  });

  test('a receipt finds its mark, and no other does', () => {
    const text = textOf(listed(5));
    expect(isBallotList(text)).toBe(true);
    expect(holdsReceipt(readBallotList(text), ' secret 3\n')).toBe(true);
    expect(holdsReceipt(readBallotList(text), 'secret 5')).toBe(false);
  });
});
