import { describe, expect, test } from 'vitest';
import { decideBack, type Movement } from './correction.ts';
import type { Account } from './account.ts';
import type { Ledger, PostingKind } from './posting.ts';

const account = (id: string, unit: string): Account => ({
  id,
  unit,
  purpose: id.startsWith('commons') ? 'commons' : 'holding',
  member: null,
  name: '',
  openedAt: '2026-01-01T00:00:00Z',
  closedAt: null,
  frozen: null,
  balanceMinor: 1_000_00n,
  heldMinor: 0n,
  comingMinor: 0n,
  limits: { floorMinor: 0n, ceilingMinor: null },
});
const books: Ledger = {
  lastNumber: 9n,
  accounts: new Map(['ana', 'luis', 'rosa', 'commons'].map((id) => [id, account(id, 'maiz')] as const)),
};

type Row = readonly [number, string, string, bigint, PostingKind, bigint?];
const moved = (...rows: readonly Row[]): Movement[] =>
  rows.map(([number, source, target, amountMinor, kind, correctedMinor = 0n]) => ({
    number: BigInt(number),
    setNumber: BigInt(rows[0]![0]),
    source,
    target,
    amountMinor,
    kind,
    correctedMinor,
  }));
const back = (set: Movement[], number: bigint) => {
  const legs = decideBack(books, set, number, 'reversal', null);
  return legs.ok ? legs.value.map((one) => `${one.corrects}: ${one.amountMinor}`) : legs.refusal.rule;
};

describe('what was moved to another common account since', () => {
  const legsBack = (set: Movement[], on: Movement[], kind: 'refund' | 'reversal', minor: bigint | null) => {
    const legs = decideBack(books, set, 1n, kind, minor, on);
    if (!legs.ok) return legs.refusal.rule;
    return legs.value.map((one) => `${one.source} ${one.target} ${one.amountMinor} ${one.corrects}`);
  };
  const came = moved([1, 'ana', 'roof', 100n, 'payment', 100n], [2, 'ana', 'commons', 10n, 'levy']);
  const paid = moved([1, 'roof', 'ana', 100n, 'payment', 100n]);
  const on = (...rows: Row[]) => rows.flatMap((row) => moved(row));
  test.each<[string, Movement[], Movement[], bigint | null, string | string[]]>([
    [
      'what came goes back from where it stands',
      came,
      on([3, 'roof', 'seeds', 100n, 'reclass']),
      null,
      ['seeds ana 100 3', 'commons ana 10 2'],
    ],
    [
      'and from where it was moved last',
      came,
      on([3, 'roof', 'seeds', 100n, 'reclass', 100n], [4, 'seeds', 'box', 100n, 'reclass']),
      null,
      ['box ana 100 4', 'commons ana 10 2'],
    ],
    [
      'as much as had not gone back before',
      came,
      on([3, 'roof', 'seeds', 60n, 'reclass', 20n]),
      null,
      ['seeds ana 40 3', 'commons ana 10 2'],
    ],
    ['a part', paid, on([3, 'seeds', 'roof', 100n, 'reclass']), 30n, ['ana seeds 30 3']],
    ['not twice', came, on([3, 'roof', 'seeds', 100n, 'reclass', 100n]), null, 'nothing_left_to_correct'],
    [
      'where nobody can tell, not at all',
      paid,
      on([3, 'seeds', 'roof', 100n, 'reclass', 100n], [4, 'roof', 'box', 100n, 'reclass']),
      null,
      'moved_on',
    ],
  ])('%s', (_what, set, moves, minor, should) => {
    expect(legsBack(set, moves, minor === null ? 'reversal' : 'refund', minor)).toEqual(should);
  });
});

describe('with a payment come back its own levies', () => {
  const several = moved(
    [1, 'ana', 'luis', 100n, 'payment'],
    [2, 'ana', 'commons', 2n, 'levy'],
    [3, 'luis', 'commons', 3n, 'levy'],
    [4, 'ana', 'rosa', 200n, 'payment'],
    [5, 'ana', 'commons', 4n, 'levy'],
    [6, 'ana', 'commons', 7n, 'demurrage'],
  );
  test.each([
    ['the first of several', several, 1n, ['1: 100', '2: 2', '3: 3']],
    ['one that is not the first', several, 4n, ['4: 200', '5: 4']],
    [
      'what came through the bank, and was paid on with it',
      moved(
        [1, 'issue', 'ana', 100n, 'issue'],
        [2, 'ana', 'luis', 100n, 'payment'],
        [3, 'luis', 'commons', 2n, 'levy'],
      ),
      2n,
      ['2: 100', '3: 2'],
    ],
  ] as const)('%s', (_what, set, number, legs) => {
    expect(back([...set], number)).toEqual(legs);
  });
});

test('an exchange of which a part has moved on is no whole any more', () => {
  const rows: readonly Row[] = [
    [1, 'ana', 'issue', 95n, 'exchange_out'],
    [2, 'reserve', 'kept', 95n, 'exchange_out'],
    [3, 'ana', 'commons', 5n, 'fee'],
  ];
  expect(back(moved(...rows), 1n)).toEqual(['1: 95', '2: 95', '3: 5']);
  const [first, second] = rows as readonly [Row, Row, Row];
  expect(back(moved(first, second, [3, 'ana', 'commons', 5n, 'fee', 5n]), 1n)).toBe(
    'nothing_left_to_correct',
  );
});

test('two levies take no more back than the common account has', () => {
  const poor: Ledger = {
    ...books,
    accounts: new Map(books.accounts).set('commons', { ...account('commons', 'maiz'), balanceMinor: 120n }),
  };
  const set = moved(
    [1, 'ana', 'luis', 5000n, 'payment'],
    [2, 'ana', 'commons', 100n, 'levy'],
    [3, 'luis', 'commons', 100n, 'levy'],
  );
  const legs = decideBack(poor, set, 1n, 'refund', null);
  if (!legs.ok) throw new Error(legs.refusal.rule);
  expect(legs.value.map((one) => `${one.source} ${one.target} ${one.amountMinor}`)).toEqual([
    'luis ana 5000',
    'commons ana 100',
    'commons luis 20',
  ]);
});
