/** Whoever had an idea says it better, while ideas come in. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { wrongForIdeas } from '../core/budget.ts';
import { changeProject } from '../store/budget-writes.ts';
import { budgetId, findProject, loadWholeBudget, projectId, writtenProject } from './budget-fields.ts';
import { decisionsCommand, only } from './decisions-command.ts';

export const editProject = decisionsCommand({
  name: 'decisions.edit_project',
  scope: 'organization',
  grounds: ['member'],
  matter: 'put_project',
  input: z.object({ budget: budgetId, project: projectId, ...writtenProject }),
  refusals: [
    'budget_unknown',
    'budget_called_off',
    'ballot_is_made',
    'ideas_are_closed',
    'project_unknown',
    'project_withdrawn',
    'project_of_another',
    'pot_unknown',
  ],
  personal: [],
  load: (tx, asks, { org, now }) => loadWholeBudget(tx, org, only(asks).input.budget, now),
  about: (_state, { input }) => ({ subject: input.project }),
  decide(state, input, act) {
    const wrong = wrongForIdeas(state.budget, act.at);
    if (wrong) return wrong;
    const project = findProject(state, input.project);
    if ('ok' in project) return project;
    if (project.putBy !== act.member) return refuse('project_of_another');
    if (!state.pots.some((one) => one.id === input.pot)) return refuse('pot_unknown');
    return accept(input);
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const { budget, project, pot, title, body, place } = fact;
      // What was found out about the cost was about another idea.
      const anew = { cost_minor: null, cost_reason: null, costed_by: null };
      await changeProject(tx, act.org, budget, project, { pot_id: pot, title, body, place, ...anew });
    }
  },
});
