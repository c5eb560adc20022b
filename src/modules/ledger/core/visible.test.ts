import { expect, test } from 'vitest';
import { seesAccount } from './visible.ts';

test.each([
  ['their own', 'mem_1', false, 'mem_1', true],
  ['another’s', 'mem_1', false, 'mem_2', false],
  ['another’s, keeping the books', 'mem_1', true, 'mem_2', true],
  ['a common one', 'mem_1', false, null, true],
  ['somebody’s, as nobody', null, false, 'mem_2', false],
  ['a common one, as nobody', null, false, null, true],
] as const)('somebody sees %s: %s', (_what, member, keepsBooks, holder, seen) => {
  expect(seesAccount({ member, keepsBooks }, { member: holder })).toBe(seen);
});
