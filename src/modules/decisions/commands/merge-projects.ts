/** Two ideas turn out to be one: the one goes on in the other, and says so. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { changeProject } from '../store/budget-writes.ts';
import { budgetId, ofProject, OPEN_PROJECT_RULES, openProject, projectId } from './budget-fields.ts';
import { decisionsCommand } from './decisions-command.ts';

export const mergeProjects = decisionsCommand({
  ...ofProject,
  name: 'decisions.merge_projects',
  grounds: ['statutes'],
  matter: 'cost_projects',
  input: z.object({ budget: budgetId, project: projectId, into: projectId }),
  refusals: [...OPEN_PROJECT_RULES, 'project_into_itself'],
  decide(state, input, act) {
    const source = openProject(state, input.project, act.at);
    if (!source.ok) return source;
    const target = openProject(state, input.into, act.at);
    if (!target.ok) return target;
    const [project, into] = [source.project, target.project];
    if (project.id === into.id) return refuse('project_into_itself');
    return accept({ ...input, title: project.title, intoTitle: into.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProject(tx, act.org, fact.budget, fact.project, { merged_into: fact.into });
    }
  },
});
