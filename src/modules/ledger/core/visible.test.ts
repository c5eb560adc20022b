import { expect, test } from 'vitest';
import { hidesHolder, seesAccount } from './visible.ts';

test.each([
  ['their own', 'mem_1', false, 'mem_1', true],
  ['another’s', 'mem_1', false, 'mem_2', false],
  ['another’s, keeping the books', 'mem_1', true, 'mem_2', true],
  ['a common one', 'mem_1', false, null, true],
  ['somebody’s, as nobody', null, false, 'mem_2', false],
  ['a common one, as nobody', null, false, null, true],
] as const)('somebody sees %s: %s', (_what, member, keepsBooks, holder, seen) => {
  const viewer = { member, keepsBooks, entrusted: [] };
  expect(seesAccount(viewer, { id: 'acc_1', member: holder })).toBe(seen);
});

test('somebody sees an account of another that was entrusted to them, and no other', () => {
  const viewer = { member: 'mem_1', keepsBooks: false, entrusted: [{ account: 'acc_1' }] } as const;
  expect(seesAccount(viewer, { id: 'acc_1', member: 'mem_2' })).toBe(true);
  expect(seesAccount(viewer, { id: 'acc_2', member: 'mem_2' })).toBe(false);
});

test.each([
  ['a levy that came back to another', 'refund', 'mem_2', false, true, 'levy'],
  ['another’s charge that was undone', 'reversal', 'mem_2', false, true, 'demurrage'],
  ['what another paid in common and got back', 'refund', 'mem_2', false, false, 'payment'],
  ['a levy that came back to them', 'refund', 'mem_1', false, false, 'levy'],
  ['what another paid in common', 'payment', 'mem_2', false, false],
  ['another’s levy', 'levy', 'mem_2', false, true],
  ['what was charged to another', 'demurrage', 'mem_2', false, true],
  ['what another had before', 'opening', 'mem_2', false, true],
  ['what another exchanged', 'exchange_in', 'mem_2', false, true],
  ['another’s, keeping the books', 'opening', 'mem_2', true, false],
  ['their own', 'demurrage', 'mem_1', false, false],
  ['nobody’s', 'exchange_in', null, false, false],
] as const)('whose it is, is hidden of %s: %s', (...row) => {
  const [, kind, holder, keepsBooks, hidden, correctsKind = null] = row;
  expect(hidesHolder({ member: 'mem_1', keepsBooks }, { kind, correctsKind }, holder)).toBe(hidden);
});
