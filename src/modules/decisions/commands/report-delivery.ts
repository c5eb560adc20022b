/** How far a project is that was funded, and what has been spent on it. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { DELIVERY_STATES, deliveryOf } from '../core/budget.ts';
import { loadBudget, loadDeliveries } from '../store/budget-reads.ts';
import { insertDelivery } from '../store/budget-writes.ts';
import { loadProposals } from '../store/reads.ts';
import { budgetId, LENGTHS, projectId } from './budget-fields.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { civilDate, line } from './fields.ts';

export const reportDelivery = decisionsCommand({
  name: 'decisions.report_delivery',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'run_budget',
  input: z.object({
    budget: budgetId,
    project: projectId,
    state: z.enum(DELIVERY_STATES),
    note: line(0, LENGTHS.reason).default(''),
    /** Spent since the last report, in minor units; below nothing to put an earlier report right. */
    spentMinor: z.string().regex(/^-?(0|[1-9][0-9]{0,14})$/),
    onDay: civilDate.optional(),
  }),
  refusals: [
    'budget_unknown',
    'project_unknown',
    'project_not_funded',
    'day_not_come',
    'spent_below_nothing',
  ],
  personal: [],
  async load(tx, asks, { org }) {
    const { input } = only(asks);
    const whole = await loadBudget(tx, org, input.budget);
    const ballots = whole.pots.flatMap((pot) => pot.proposal ?? []);
    return {
      ...whole,
      proposals: await loadProposals(tx, org, ballots),
      told: (await loadDeliveries(tx, org, input.budget)).filter((one) => one.project === input.project),
    };
  },
  about: (_state, { input }) => ({ subject: input.project, amountMinor: BigInt(input.spentMinor) }),
  decide(state, input, act) {
    if (state.budget === null) return refuse('budget_unknown');
    const project = state.projects.find((one) => one.id === input.project);
    if (!project) return refuse('project_unknown');
    const pot = state.pots.find((one) => one.id === project.pot);
    const outcome = pot?.proposal ? state.proposals.get(pot.proposal)?.outcome : null;
    const winners = (outcome as { readonly winners?: readonly string[] } | null | undefined)?.winners ?? [];
    if (project.option === null || !winners.includes(project.option)) return refuse('project_not_funded');
    const onDay = input.onDay ?? act.today;
    if (onDay > act.today) return refuse('day_not_come');
    const spent = deliveryOf(state.told).spentMinor + BigInt(input.spentMinor);
    if (spent < 0n) return refuse('spent_below_nothing');
    return accept({
      ...input,
      onDay,
      title: project.title,
      delivery: act.newId('del'),
      toldBy: act.askedBy,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertDelivery(tx, act, {
        budget_id: fact.budget,
        project_id: fact.project,
        delivery_id: fact.delivery,
        state: fact.state,
        note: fact.note,
        spent_minor: BigInt(fact.spentMinor),
        on_day: fact.onDay,
        told_by: fact.toldBy,
      });
    }
  },
  answer: ({ delivery }) => ({ delivery }),
});
