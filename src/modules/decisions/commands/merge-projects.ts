/** Two ideas turn out to be one: the one goes on in the other, and says so. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { wrongForCosting } from '../core/budget.ts';
import { changeProject } from '../store/budget-writes.ts';
import { budgetId, findProject, loadWholeBudget, projectId } from './budget-fields.ts';
import { decisionsCommand, only } from './decisions-command.ts';

export const mergeProjects = decisionsCommand({
  name: 'decisions.merge_projects',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'cost_projects',
  input: z.object({ budget: budgetId, project: projectId, into: projectId }),
  refusals: [
    'budget_unknown',
    'budget_called_off',
    'ballot_is_made',
    'project_unknown',
    'project_withdrawn',
    'project_into_itself',
  ],
  personal: [],
  load: (tx, asks, { org, now }) => loadWholeBudget(tx, org, only(asks).input.budget, now),
  about: (_state, { input }) => ({ subject: input.project }),
  decide(state, input, act) {
    const wrong = wrongForCosting(state.budget, act.at);
    if (wrong) return wrong;
    const [project, into] = [findProject(state, input.project), findProject(state, input.into)];
    if ('ok' in project) return project;
    if ('ok' in into) return into;
    if (project.id === into.id) return refuse('project_into_itself');
    return accept({ ...input, title: project.title, intoTitle: into.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProject(tx, act.org, fact.budget, fact.project, { merged_into: fact.into });
    }
  },
});
