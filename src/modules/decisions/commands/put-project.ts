/** Somebody has an idea of what the money could be for. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '#agents/server';
import { wrongForIdeas } from '../core/budget.ts';
import { insertProject } from '../store/budget-writes.ts';
import { budgetId, loadWholeBudget, MOST_PROJECTS, writtenProject } from './budget-fields.ts';
import { decisionsCommand, only } from './decisions-command.ts';

export const putProject = decisionsCommand({
  name: 'decisions.put_project',
  scope: 'organization',
  grounds: ['member'],
  matter: 'put_project',
  input: z.object({ budget: budgetId, ...writtenProject }),
  refusals: [
    'budget_unknown',
    'budget_called_off',
    'ballot_is_made',
    'ideas_are_closed',
    'pot_unknown',
    'not_of_its_voters',
    'projects_too_many',
  ],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { input, member } = only(asks);
    const whole = await loadWholeBudget(tx, org, input.budget, now);
    return { ...whole, members: await loadMembers(tx, org, member === null ? [] : [member]) };
  },
  about: (_state, { input }) => ({ subject: input.budget }),
  decide(state, input, act) {
    const wrong = wrongForIdeas(state.budget, act.at);
    if (wrong) return wrong;
    assert(act.member, 'only members have ideas here');
    if (!state.pots.some((one) => one.id === input.pot)) return refuse('pot_unknown');
    const kind = state.members.get(act.member)!.class;
    if (!state.budget!.voters.includes(kind)) return refuse('not_of_its_voters', { class: kind });
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
