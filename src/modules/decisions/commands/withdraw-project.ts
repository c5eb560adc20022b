/** Whoever had an idea takes it back, as long as it is on no ballot. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { wrongForCosting } from '../core/budget.ts';
import { changeProject } from '../store/budget-writes.ts';
import { budgetId, findProject, loadWholeBudget, projectId } from './budget-fields.ts';
import { decisionsCommand, only } from './decisions-command.ts';

export const withdrawProject = decisionsCommand({
  name: 'decisions.withdraw_project',
  scope: 'organization',
  grounds: ['member'],
  matter: 'put_project',
  input: z.object({ budget: budgetId, project: projectId }),
  refusals: [
    'budget_unknown',
    'budget_called_off',
    'ballot_is_made',
    'project_unknown',
    'project_withdrawn',
    'project_of_another',
  ],
  personal: [],
  load: (tx, asks, { org, now }) => loadWholeBudget(tx, org, only(asks).input.budget, now),
  about: (_state, { input }) => ({ subject: input.project }),
  decide(state, input, act) {
    const wrong = wrongForCosting(state.budget, act.at);
    if (wrong) return wrong;
    const project = findProject(state, input.project);
    if ('ok' in project) return project;
    if (project.putBy !== act.member) return refuse('project_of_another');
    return accept({ ...input, title: project.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProject(tx, act.org, fact.budget, fact.project, { withdrawn_at: act.at });
    }
  },
});
