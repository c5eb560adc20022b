/** Whoever had an idea takes it back, as long as it is on no ballot. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { changeProject } from '../store/budget-writes.ts';
import { budgetId, ofProject, OPEN_PROJECT_RULES, openProject, projectId } from './budget-fields.ts';
import { decisionsCommand } from './decisions-command.ts';

export const withdrawProject = decisionsCommand({
  ...ofProject,
  name: 'decisions.withdraw_project',
  grounds: ['member'],
  matter: 'put_project',
  input: z.object({ budget: budgetId, project: projectId }),
  refusals: [...OPEN_PROJECT_RULES, 'project_of_another'],
  decide(state, input, act) {
    const found = openProject(state, input.project, act.at);
    if (!found.ok) return found;
    const { project } = found;
    if (project.putBy !== act.member) return refuse('project_of_another');
    return accept({ ...input, title: project.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProject(tx, act.org, fact.budget, fact.project, { withdrawn_at: act.at });
    }
  },
});
