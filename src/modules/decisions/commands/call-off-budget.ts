/** The pot is closed again before there is a ballot, for a reason that everybody reads. */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { wrongForCosting } from '../core/budget.ts';
import { changeBudget } from '../store/budget-writes.ts';
import { budgetId, ofBudget, UNSETTLED_RULES, why } from './budget-fields.ts';
import { decisionsCommand } from './decisions-command.ts';

export const callOffBudget = decisionsCommand({
  ...ofBudget,
  name: 'decisions.call_off_budget',
  grounds: ['statutes'],
  matter: 'run_budget',
  input: z.object({ budget: budgetId, why }),
  refusals: UNSETTLED_RULES,
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
