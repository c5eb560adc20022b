/** What writing an entry, or putting one right, depends on. */
import type { Ask, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { loadInside } from '#agents/server';
import type { Care } from '../core/entry.ts';
import { loadEntriesOf } from '../store/reads.ts';
import { loadCareRules } from './care-command.ts';

const MOST_IN_A_DAY = 500;

/** The rules, what the writer has on that day already, and whether whom it was for is one of us. */
export async function loadDay(
  tx: Tx,
  org: OrgId,
  { member }: Pick<Ask<unknown>, 'member'>,
  { on, for: whom }: Care,
) {
  const whole = { from: on, until: on, most: MOST_IN_A_DAY };
  const inside = whom.whom === 'member' ? await loadInside(tx, org) : [];
  return {
    rules: await loadCareRules(tx, org),
    others: member === null ? [] : await loadEntriesOf(tx, org, member, whole),
    known: whom.whom !== 'member' || inside.some((one) => one.member === whom.member),
  };
}
