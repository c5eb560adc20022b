/** Whoever had an idea says it better, while ideas come in. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '#agents/server';
import { votersOf, wrongForIdeas } from '../core/budget.ts';
import { loadBudget } from '../store/budget-reads.ts';
import { changeProject } from '../store/budget-writes.ts';
import {
  budgetId,
  ofProject,
  openProject,
  projectId,
  UNSETTLED_RULES,
  writtenProject,
} from './budget-fields.ts';
import { decisionsCommand, only } from './decisions-command.ts';

export const editProject = decisionsCommand({
  ...ofProject,
  name: 'decisions.edit_project',
  grounds: ['member'],
  matter: 'put_project',
  input: z.object({ budget: budgetId, project: projectId, ...writtenProject }),
  refusals: [
    ...UNSETTLED_RULES,
    'ideas_are_closed',
    'project_unknown',
    'project_withdrawn',
    'project_of_another',
    'pot_unknown',
    'not_of_its_voters',
  ],
  async load(tx, asks, { org }) {
    const { input, member } = only(asks);
    const whole = await loadBudget(tx, org, input.budget);
    return { ...whole, members: await loadMembers(tx, org, member === null ? [] : [member]) };
  },
  decide(state, input, act) {
    const wrong = wrongForIdeas(state.budget, act.at);
    if (wrong) return wrong;
    const found = openProject(state, input.project, act.at);
    if (!found.ok) return found;
    if (found.project.putBy !== act.member) return refuse('project_of_another');
    const pot = state.pots.find((one) => one.id === input.pot);
    if (!pot) return refuse('pot_unknown');
    const kind = state.members.get(act.member)!.class;
    const moves = pot.id !== found.project.pot;
    if (moves && !votersOf(state.budget!, pot).includes(kind))
      return refuse('not_of_its_voters', { class: kind });
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
