/** What an idea would cost is found out, and said with its reason; so it can come on the ballot. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { changeProject } from '../store/budget-writes.ts';
import { budgetId, ofProject, OPEN_PROJECT_RULES, openProject, projectId, why } from './budget-fields.ts';
import { decisionsCommand } from './decisions-command.ts';
import { line, minor } from './fields.ts';

export const costProject = decisionsCommand({
  ...ofProject,
  name: 'decisions.cost_project',
  grounds: ['statutes'],
  matter: 'cost_projects',
  input: z.object({
    budget: budgetId,
    project: projectId,
    costMinor: minor,
    why,
    /** Projects with the same word here exclude each other: on one plot there is one playground. */
    excludes: line(1, 60).optional(),
  }),
  refusals: [...OPEN_PROJECT_RULES, 'cost_is_nothing', 'cost_over_pot'],
  decide(state, input, act) {
    const found = openProject(state, input.project, act.at);
    if (!found.ok) return found;
    const { project } = found;
    const cost = BigInt(input.costMinor);
    if (cost === 0n) return refuse('cost_is_nothing');
    const pot = state.pots.find((one) => one.id === project.pot);
    assert(pot, 'a project is of a pot of its budget');
    // What no ballot could fund would only take votes from the others.
    if (cost > pot.amountMinor) return refuse('cost_over_pot', { potMinor: String(pot.amountMinor) });
    const { excludes = null, ...rest } = input;
    return accept({ ...rest, excludes, title: project.title, costedBy: act.askedBy });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProject(tx, act.org, fact.budget, fact.project, {
        cost_minor: BigInt(fact.costMinor),
        cost_reason: fact.why,
        costed_by: fact.costedBy,
        excludes: fact.excludes,
        ruled_out_at: null,
        ruled_out_reason: null,
      });
    }
  },
});
