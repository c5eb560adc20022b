/** An idea cannot be done with this money; whoever had it reads why. Saying what it costs takes it back in. */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { wrongForCosting } from '../core/budget.ts';
import { changeProject } from '../store/budget-writes.ts';
import { budgetId, findProject, loadWholeBudget, projectId, why } from './budget-fields.ts';
import { decisionsCommand, only } from './decisions-command.ts';

export const ruleOutProject = decisionsCommand({
  name: 'decisions.rule_out_project',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'cost_projects',
  input: z.object({ budget: budgetId, project: projectId, why }),
  refusals: ['budget_unknown', 'budget_called_off', 'ballot_is_made', 'project_unknown', 'project_withdrawn'],
  personal: [],
  load: (tx, asks, { org, now }) => loadWholeBudget(tx, org, only(asks).input.budget, now),
  about: (_state, { input }) => ({ subject: input.project }),
  decide(state, input, act) {
    const wrong = wrongForCosting(state.budget, act.at);
    if (wrong) return wrong;
    const project = findProject(state, input.project);
    return 'ok' in project ? project : accept({ ...input, title: project.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProject(tx, act.org, fact.budget, fact.project, {
        ruled_out_at: act.at,
        ruled_out_reason: fact.why,
      });
    }
  },
});
