/**
 * An idea cannot be done with this money; whoever had it reads why. Saying what it costs takes it back in.
 */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { changeProject } from '../store/budget-writes.ts';
import { budgetId, ofProject, OPEN_PROJECT_RULES, openProject, projectId, why } from './budget-fields.ts';
import { decisionsCommand } from './decisions-command.ts';

export const ruleOutProject = decisionsCommand({
  ...ofProject,
  name: 'decisions.rule_out_project',
  grounds: ['statutes'],
  matter: 'cost_projects',
  input: z.object({ budget: budgetId, project: projectId, why }),
  refusals: OPEN_PROJECT_RULES,
  decide(state, input, act) {
    const found = openProject(state, input.project, act.at);
    return found.ok ? accept({ ...input, title: found.project.title }) : found;
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
