/** Somebody has an idea of what the money could be for. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '#agents/server';
import { votersOf, wrongForIdeas } from '../core/budget.ts';
import { loadBudget } from '../store/budget-reads.ts';
import { insertProject } from '../store/budget-writes.ts';
import { budgetId, MOST_PROJECTS, UNSETTLED_RULES, writtenProject } from './budget-fields.ts';
import { decisionsCommand, only } from './decisions-command.ts';

export const putProject = decisionsCommand({
  name: 'decisions.put_project',
  scope: 'organization',
  grounds: ['member'],
  matter: 'put_project',
  input: z.object({ budget: budgetId, ...writtenProject }),
  refusals: [...UNSETTLED_RULES, 'ideas_are_closed', 'pot_unknown', 'not_of_its_voters', 'projects_too_many'],
  personal: [],
  async load(tx, asks, { org }) {
    const { input, member } = only(asks);
    const whole = await loadBudget(tx, org, input.budget);
    return { ...whole, members: await loadMembers(tx, org, member === null ? [] : [member]) };
  },
  about: (_state, { input }) => ({ subject: input.budget }),
  decide(state, input, act) {
    const wrong = wrongForIdeas(state.budget, act.at);
    if (wrong) return wrong;
    assert(act.member, 'only members have ideas here');
    const pot = state.pots.find((one) => one.id === input.pot);
    if (!pot) return refuse('pot_unknown');
    const kind = state.members.get(act.member)!.class;
    if (!votersOf(state.budget!, pot).includes(kind)) return refuse('not_of_its_voters', { class: kind });
    if (state.projects.length >= MOST_PROJECTS) return refuse('projects_too_many', { most: MOST_PROJECTS });
    return accept({ ...input, project: act.newId('prj'), putBy: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertProject(tx, act, {
        budget_id: fact.budget,
        project_id: fact.project,
        pot_id: fact.pot,
        title: fact.title,
        body: fact.body,
        place: fact.place,
        put_by: fact.putBy,
      });
    }
  },
  answer: ({ project }) => ({ project }),
});
