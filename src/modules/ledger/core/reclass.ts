/**
 * Something stands in the wrong common account: it came to the roof and was meant for the seeds, or the seeds
 * paid what the roof should have. Nothing is edited: the same amount moves between the two, and names the
 * movement that it puts right.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { COMMON_PURPOSES, type Account } from './account.ts';
import type { Movement } from './correction.ts';
import type { Leg } from './posting.ts';

export const RECLASS_RULES = [
  'movement_unknown',
  'not_to_be_corrected',
  'not_a_common_account',
  'nothing_left_to_correct',
] as const;
export type ReclassRule = (typeof RECLASS_RULES)[number];

/**
 * What goes back or was put right as a whole is not moved on, nor an exchange, which is undone as a whole;
 * what was moved once can be moved again.
 */
export const NEVER_MOVED: readonly Movement['kind'][] = [
  'refund',
  'reversal',
  'write_off',
  'levy',
  'exchange_in',
  'exchange_out',
  'fee',
  'gift',
];

/** The leg that puts what is left of a movement into another common account. */
export function decideReclass(
  accounts: ReadonlyMap<string, Account>,
  set: readonly Movement[],
  number: bigint,
  to: string,
): Outcome<Leg, ReclassRule> {
  const moved = set.find((one) => one.number === number);
  if (moved === undefined) return refuse('movement_unknown', { number: String(number) });
  if (NEVER_MOVED.includes(moved.kind)) return refuse('not_to_be_corrected', { kind: moved.kind });
  const isCommon = (id: string) => COMMON_PURPOSES.includes(accounts.get(id)?.purpose ?? 'holding');
  if (!isCommon(to)) return refuse('not_a_common_account');
  const amountMinor = moved.amountMinor - moved.correctedMinor;
  if (amountMinor === 0n) return refuse('nothing_left_to_correct');
  const base = { amountMinor, kind: 'reclass', corrects: String(number) } as const;
  // Of a movement between two common accounts, it is where it came that is wrong.
  if (isCommon(moved.target)) return accept({ ...base, source: moved.target, target: to });
  if (isCommon(moved.source)) return accept({ ...base, source: to, target: moved.source });
  return refuse('not_a_common_account');
}
