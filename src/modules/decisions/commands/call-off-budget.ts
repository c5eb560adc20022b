/** The pot is closed again before there is a ballot, for a reason that everybody reads. */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { wrongForCosting } from '../core/budget.ts';
import { changeBudget } from '../store/budget-writes.ts';
import { budgetId, loadWholeBudget, why } from './budget-fields.ts';
import { decisionsCommand, only } from './decisions-command.ts';

export const callOffBudget = decisionsCommand({
  name: 'decisions.call_off_budget',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'run_budget',
  input: z.object({ budget: budgetId, why }),
  refusals: ['budget_unknown', 'budget_called_off', 'ballot_is_made'],
  personal: [],
  load: (tx, asks, { org, now }) => loadWholeBudget(tx, org, only(asks).input.budget, now),
  about: (_state, { input }) => ({ subject: input.budget }),
  decide: ({ budget }, input, act) =>
    wrongForCosting(budget, act.at) ?? accept({ budget: input.budget, title: budget!.title, why: input.why }),
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeBudget(tx, act.org, fact.budget, {
        called_off_at: act.at,
        called_off_reason: fact.why,
      });
    }
  },
});
