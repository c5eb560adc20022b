/**
 * What a bookkeeper may do, by table: days that are closed, balances that are brought, cash that is
 * counted.
 */
import { describe, expect, test } from 'vitest';
import type { CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import type { Account, Purpose } from './account.ts';
import { countedIn, decideCount, usualPieces } from './cash.ts';
import { closedThrough, lastMonthEnd, monthOf, wrongWithClosing, wrongWithDay } from './closing.ts';
import { decideBalances, decideDoubt, holdAgainst, openingLegs, totalsOf, type Opening } from './opening.ts';
import { decidePostings } from './posting.ts';
import { decideReclass } from './reclass.ts';

const account = (id: string, purpose: Purpose, balanceMinor = 0n, more: Partial<Account> = {}): Account => ({
  id,
  unit: 'maiz',
  purpose,
  member: purpose === 'holding' ? `mem_${id}` : null,
  name: '',
  openedAt: '2026-01-01T00:00:00.000Z',
  closedAt: null,
  frozen: null,
  balanceMinor,
  heldMinor: 0n,
  comingMinor: 0n,
  limits:
    purpose === 'issue' ? { floorMinor: null, ceilingMinor: null } : { floorMinor: 0n, ceilingMinor: 500n },
  ...more,
});

const all = (...accounts: Account[]) => new Map(accounts.map((one) => [one.id, one]));
const closed = { closedAt: '2026-02-01T00:00:00.000Z' };

describe('balances from elsewhere', () => {
  const accounts = all(
    account('ana', 'holding'),
    account('berta', 'holding'),
    account('gone', 'holding', 0n, closed),
    account('hours', 'holding', 0n, { unit: 'hora' }),
    account('fund', 'fund'),
    account('issue', 'issue'),
  );
  const none = new Set<string>();
  test.each<[string, [string, string][], ReadonlySet<string>, string | null]>([
    ['above and below zero', [['ana', '900'], ['berta', '-900']], none, null],
    ['of somebody whom nobody knows', [['zoe', '1']], none, 'account_unknown'],
    ['of the account that a unit comes from', [['issue', '1']], none, 'not_payable'],
    ['in another unit', [['hours', '1']], none, 'unit_differs'],
    ['of an account that is closed', [['gone', '1']], none, 'account_closed'],
    ['of nothing', [['ana', '0']], none, 'balance_is_zero'],
    ['twice', [['ana', '1'], ['ana', '2']], none, 'balance_repeated'],
    ['of a fund below zero', [['fund', '-1']], none, 'common_below_zero'],
    ['of a fund', [['fund', '1']], none, null],
    ['where something is booked', [['ana', '1']], new Set(['ana']), 'books_have_begun'],
  ])('%s', (_what, lines, begun, rule) => {
    const balances = lines.map(([id, amountMinor]) => ({ account: id, amountMinor }));
    const decided = decideBalances(accounts, { unit: 'maiz', isBacked: false }, balances, begun);
    expect(decided.ok ? null : decided.refusal.rule).toBe(rule);
  }); // prettier-ignore

  test('are above zero where something is kept for the unit', () => {
    const backed = { unit: 'maiz', isBacked: true };
    const decided = (amountMinor: string) =>
      decideBalances(accounts, backed, [{ account: 'ana', amountMinor }], new Set());
    expect(decided('1').ok).toBe(true);
    expect(decided('-1')).toMatchObject({ refusal: { rule: 'backed_below_zero' } });
  });

  const doubt = (by: string) => ({ by: by as MemberId, at: '2026-02-01T00:00:00.000Z', reason: 'x' });
  test.each<[string, Partial<Opening>, number, unknown]>([
    ['the first', {}, 0, { stops: true }],
    ['the second', {}, 1, { stops: true }],
    ['the third alone', {}, 2, { stops: false }],
    ['the third beside another', { doubts: [doubt('mem_zoe')] }, 2, { stops: true }],
    ['the first of what was decided', { decided: true }, 1, { stops: true }],
    ['the third of what was decided', { decided: true, doubts: [doubt('mem_zoe')] }, 2, { stops: false }],
    ['twice of the same list', { doubts: [doubt('mem_ana')] }, 0, 'doubted_already'],
    ['of what counts', { endedAs: 'counted' }, 0, 'opening_over'],
  ])('a doubt: %s', (_what, more, before, expected) => {
    const waits = { endedAs: null, doubts: [], decided: false, ...more } as Partial<Opening> as Opening;
    const decided = decideDoubt(waits, 'mem_ana', before);
    expect(decided.ok ? decided.value : decided.refusal.rule).toEqual(expected);
  });

  test('count beyond limits, and sum to zero with the account that the unit comes from', () => {
    const balances = [
      { account: 'ana', amountMinor: '900' },
      { account: 'berta', amountMinor: '-700' },
    ];
    const posted = decidePostings({ accounts, lastNumber: 4n }, openingLegs('issue', balances), '2026-03-01');
    expect(
      posted.ok && posted.value.map((one) => [one.source, one.target, one.amountMinor, one.kind]),
    ).toEqual([
      ['issue', 'ana', '900', 'opening'],
      ['berta', 'issue', '700', 'opening'],
    ]);
    const amounts = balances.map((one) => ({ amountMinor: BigInt(one.amountMinor) }));
    expect(totalsOf(amounts)).toEqual({ aboveMinor: 900n, belowMinor: -700n, sumMinor: 200n });
  });

  test('are held against the books where these have begun, and change nothing', () => {
    const booked = all(account('ana', 'holding', 450n));
    const said = [
      { account: 'ana', amountMinor: '500' },
      { account: 'zoe', amountMinor: '1' },
    ];
    expect(holdAgainst(booked, said)).toEqual([
      { account: 'ana', saidMinor: 500n, bookedMinor: 450n, differsMinor: 50n },
    ]);
  });
});

describe('a closed period', () => {
  const closings = [
    { throughOn: '2026-01-31', reopenedAt: null },
    { throughOn: '2026-02-28', reopenedAt: '2026-03-02T10:00:00.000Z' },
  ];
  test('ends with the last day that is closed and was not opened again', () => {
    expect(closedThrough(closings)).toBe('2026-01-31');
    expect(closedThrough([])).toBeNull();
  });
  test.each<[string, string | null, string | null]>([
    ['2026-01-31', '2026-01-31', 'period_closed'],
    ['2026-02-01', '2026-01-31', null],
    ['2026-01-01', null, null],
    ['2026-03-01', null, null],
    ['2026-03-02', null, 'day_ahead'],
  ])('booked on %s, closed through %s', (day, through, rule) => {
    expect(wrongWithDay(day, through, '2026-03-01')?.refusal.rule ?? null).toBe(rule);
  });
  test.each<[string, string | null, string | null]>([
    ['2026-02-28', null, null],
    ['2026-03-01', null, 'period_not_over'],
    ['2026-01-31', '2026-01-31', 'period_closed_already'],
    ['2026-02-01', '2026-01-31', null],
  ])('closed through %s after %s', (through, before, rule) => {
    expect(wrongWithClosing(through, before, '2026-03-01')?.refusal.rule ?? null).toBe(rule);
  });
  test.each([
    ['2026-03-01', '2026-02-28'],
    ['2028-03-31', '2028-02-29'],
    ['2026-01-15', '2025-12-31'],
  ])('on %s the month before ends on %s', (today, end) => {
    expect(lastMonthEnd(today as CivilDate)).toBe(end);
  });
  test('a month has a first and a last day', () => {
    expect(monthOf('2026-02-10' as CivilDate)).toEqual({ opens: '2026-02-01', closes: '2026-02-28' });
  });
});

describe('cash', () => {
  test('notes and coins of two decimals, and of none', () => {
    expect(usualPieces(2).map(String)).toEqual(
      '50000 20000 10000 5000 2000 1000 500 200 100 50 20 10 5 2 1'.split(' '),
    );
    expect(usualPieces(0).map(String)).toEqual('500 200 100 50 20 10 5 2 1'.split(' '));
  });
  const pieces = [
    { valueMinor: '2000', count: 2 },
    { valueMinor: '50', count: 3 },
  ];
  test.each<[bigint, string, string | null, [string, string, bigint] | null]>([
    [4150n, '', null, null],
    [4200n, '', 'difference_unexplained', null],
    [4200n, 'A coin fell down', null, ['box', 'issue', 50n]],
    [4100n, 'Somebody gave more', null, ['issue', 'box', 50n]],
  ])('of %s that should be there, %s', (expected, reason, rule, leg) => {
    expect(countedIn(pieces)).toBe(4150n);
    const decided = decideCount(account('box', 'fund', expected), 'issue', pieces, reason);
    expect(decided.ok ? null : decided.refusal.rule).toBe(rule);
    if (!decided.ok) return;
    const got = decided.value.leg;
    expect(got && [got.source, got.target, got.amountMinor]).toEqual(leg);
  });
});

describe('in the wrong account', () => {
  const accounts = all(
    account('ana', 'holding'),
    account('roof', 'fund'),
    account('seeds', 'fund'),
    account('issue', 'issue'),
  );
  const moved = {
    number: 3n,
    setNumber: 3n,
    amountMinor: 100n,
    kind: 'payment',
    correctedMinor: 40n,
  } as const;
  test.each<[string, string, string, string, string | [string, string]]>([
    ['what came', 'ana', 'roof', 'seeds', ['roof', 'seeds']],
    ['what went out', 'roof', 'ana', 'seeds', ['seeds', 'roof']],
    ['between both, where it came', 'seeds', 'roof', 'seeds', ['roof', 'seeds']],
    ['to somebody', 'ana', 'roof', 'ana', 'not_a_common_account'],
    ['of nothing in common', 'ana', 'issue', 'seeds', 'not_a_common_account'],
  ])('%s: from %s to %s, into %s', (_what, source, target, to, should) => {
    const decided = decideReclass(accounts, [{ ...moved, source, target }], 3n, to);
    if (!decided.ok) return expect(decided.refusal.rule).toBe(should);
    expect([decided.value.source, decided.value.target]).toEqual(should);
    expect(decided.value).toMatchObject({ amountMinor: 60n, corrects: '3', kind: 'reclass' });
  });
  test('of what goes back nothing is moved on, nor what is not there', () => {
    const back = { ...moved, source: 'ana', target: 'roof', kind: 'refund' } as const;
    const gone = { ...moved, source: 'ana', target: 'roof', correctedMinor: 100n };
    const rule = (set: Parameters<typeof decideReclass>[1], number: bigint) => {
      const decided = decideReclass(accounts, set, number, 'seeds');
      return decided.ok ? null : decided.refusal.rule;
    };
    expect(rule([back], 3n)).toBe('not_to_be_corrected');
    expect(rule([gone], 3n)).toBe('nothing_left_to_correct');
    expect(rule([], 3n)).toBe('movement_unknown');
  });
});
