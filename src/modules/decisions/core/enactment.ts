/** When what was decided can take effect. */
import { refuse, type Refused } from '#kernel/outcome';
import type { Proposal } from './proposal.ts';

export const ENACTMENT_RULES = [
  'not_passed',
  'in_effect_already',
  'given_back',
  'stuck',
  'braked',
  'not_due',
] as const;
export type EnactmentRule = (typeof ENACTMENT_RULES)[number];

/** Why it cannot take effect now; null when it can. */
export function wrongToEnact(
  proposal: Pick<Proposal, 'result' | 'enactedAt' | 'returnedAt' | 'stuckRule' | 'brakedUntil' | 'effectAt'>,
  now: string,
): Refused<EnactmentRule> | null {
  if (proposal.result !== 'passed') return refuse('not_passed');
  if (proposal.enactedAt !== null) return refuse('in_effect_already');
  if (proposal.returnedAt !== null) return refuse('given_back');
  if (proposal.stuckRule !== null) return refuse('stuck', { because: proposal.stuckRule });
  const { brakedUntil, effectAt } = proposal;
  if (brakedUntil !== null && brakedUntil > now) return refuse('braked', { until: brakedUntil });
  return effectAt === null || effectAt > now ? refuse('not_due', { effectAt }) : null;
}
