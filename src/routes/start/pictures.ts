/** What people want to do together, each with its drawing. */
import { formsFor, PRACTICES, type Form, type Practice } from '#forms';
import type { VignetteName } from '#screens/vignettes.ts';

const PICTURES: Record<Practice, VignetteName> = {
  save_and_lend: 'box',
  work_and_produce: 'loaf',
  grow_and_eat: 'seeds',
  buy_together: 'scales',
  swap_and_care: 'bowl',
  housing_and_land: 'key',
  decide_a_budget: 'ledger',
  stand_up: 'bell',
  bring_groups_together: 'road',
  meet_and_decide: 'chairs',
};

export const practices = PRACTICES.map((practice) => ({ practice, vignette: PICTURES[practice] }));

/** What needs no drawing: people who want nothing more than to meet and decide. */
export const PLAIN = 'meet_and_decide' satisfies Practice;

export function practiceNamed(name: string): Practice | undefined {
  return PRACTICES.find((one) => one === name);
}

/** The forms that fit; where none does yet, those that fit every group, and the page says so. */
export function offered(practice: Practice): { readonly forms: readonly Form[]; readonly isOwn: boolean } {
  const own = formsFor(practice);
  return own.length > 0 ? { forms: own, isOwn: true } : { forms: formsFor(PLAIN), isOwn: false };
}
