/** More time for ideas, or for finding out what they cost. Nobody is given less than they were told. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { wrongForCosting } from '../core/budget.ts';
import { changeBudget as writeBudget } from '../store/budget-writes.ts';
import { budgetId, ofBudget, UNSETTLED_RULES } from './budget-fields.ts';
import { decisionsCommand } from './decisions-command.ts';
import { instant } from './fields.ts';

export const changeBudget = decisionsCommand({
  ...ofBudget,
  name: 'decisions.change_budget',
  grounds: ['statutes'],
  matter: 'run_budget',
  input: z.object({ budget: budgetId, ideasUntil: instant.optional(), costingUntil: instant.optional() }),
  refusals: [...UNSETTLED_RULES, 'budget_dates_wrong', 'nothing_changes'],
  about: (_state, { input }) => ({ subject: input.budget }),
  decide({ budget }, input, act) {
    const wrong = wrongForCosting(budget, act.at);
    if (wrong) return wrong;
    const before = budget!;
    const ideasUntil = input.ideasUntil ?? before.ideasUntil;
    const costingUntil = input.costingUntil ?? before.costingUntil;
    const same = ideasUntil === before.ideasUntil;
    if (same && costingUntil === before.costingUntil) return refuse('nothing_changes');
    if (ideasUntil < before.ideasUntil || costingUntil < before.costingUntil || costingUntil < ideasUntil) {
      return refuse('budget_dates_wrong');
    }
    return accept({ budget: before.id, title: before.title, ideasUntil, costingUntil });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await writeBudget(tx, act.org, fact.budget, {
        ideas_until: fact.ideasUntil,
        costing_until: fact.costingUntil,
      });
    }
  },
});
