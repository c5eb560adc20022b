import { describe, expect, test } from 'vitest';
import { sha256 } from '#tally';
import { ballotsRoot } from './ballots-root.ts';
import { ballotLines, exportBallots, type SealedBallot } from './published.ts';
import { holdsReceipt, isBallotList, readBallotList, rootOfLines } from './published-root.ts';
import { commandLine, recount } from './recount.ts';
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

  test('where no change is preferred, nobody wins', () => {
    const ballots = [...vote.ranks(5, 0, 1), ...vote.ranks(2, 1, 0)];
    const given = vote.tried({ title: 'Work', method: 'schulze', options, ballots, roll: 20 });
    expect(given.outcome.result).toBe('rejected');
    expect(again(given)).toEqual([]);
  });

  test('a file that is none says so', () => {
    const file = { name: 'x.blt', text: 'hello' };
    expect(() => recount({ file, method: 'schulze', seats: null, seed: '' })).toThrow(/line 1/);
    expect(() => recount({ file, method: 'consent', seats: null, seed: '' })).toThrow(/not counted/);
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
