/** A group opens a pot, or several, for everybody to share out: from now on ideas come in. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadGroup } from '#agents/server';
import { insertBudget } from '../store/budget-writes.ts';
import { LENGTHS, MOST_POTS } from './budget-fields.ts';
import { decisionsCommand } from './decisions-command.ts';
import { instant, key, line, minor, prose } from './fields.ts';

export const openBudget = decisionsCommand({
  name: 'decisions.open_budget',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'run_budget',
  input: z.object({
    title: line(2, LENGTHS.title),
    body: prose(0, LENGTHS.body),
    /** What the money is called: “MXN”, “hours”; amounts are in hundredths of it. */
    unit: line(1, 12),
    pots: z
      .array(
        z.object({
          name: line(1, 80),
          amountMinor: minor,
          /** For which of those kinds of members this pot is: a district, for whoever lives there. */
          voters: z.array(key).min(1).max(12).optional(),
        }),
      )
      .min(1)
      .max(MOST_POTS),
    /** Which kinds of members have ideas and vote; every kind that votes, where none is named. */
    voters: z.array(key).max(12).default([]),
    ideasUntil: instant,
    costingUntil: instant,
  }),
  refusals: [
    'not_founded_yet',
    'class_unknown',
    'pot_of_others',
    'pot_is_empty',
    'pot_repeated',
    'budget_dates_wrong',
  ],
  personal: [],
  load: async (tx, _asks, { org, now }) => ({ group: (await loadGroup(tx, org, now))! }),
  about: (_state, { input }) => ({
    amountMinor: input.pots.reduce((sum, one) => sum + BigInt(one.amountMinor), 0n),
  }),
  decide({ group }, input, act) {
    if (group.state === 'draft') return refuse('not_founded_yet');
    const { classes } = group.articles.admission;
    const unknown = input.voters.find((one) => !classes.some((kind) => kind.class === one));
    if (unknown !== undefined) return refuse('class_unknown', { class: unknown });
    const voters =
      input.voters.length > 0 ? input.voters : classes.filter((one) => one.votes).map((one) => one.class);
    const odd = input.pots.find((one) => one.voters?.some((kind) => !voters.includes(kind)));
    if (odd) return refuse('pot_of_others', { pot: odd.name });
    if (input.pots.some((one) => BigInt(one.amountMinor) === 0n)) return refuse('pot_is_empty');
    const names = input.pots.map((one) => one.name.toLocaleLowerCase());
    if (new Set(names).size < names.length) return refuse('pot_repeated');
    if (input.ideasUntil <= act.at || input.costingUntil < input.ideasUntil) {
      return refuse('budget_dates_wrong');
    }
    assert(act.askedBy, 'somebody of the group opens a budget');
    return accept({
      ...input,
      budget: act.newId('bud'),
      voters,
      pots: input.pots.map((one) => ({ ...one, pot: act.newId('pot') })),
      openedBy: act.askedBy,
      decision: act.authority.by === 'decision' ? act.authority.proposal : null,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const { budget, title, body, unit, voters } = fact;
      const row = { budget_id: budget, title, body, unit, voters: [...voters] };
      const dates = { ideas_until: fact.ideasUntil, costing_until: fact.costingUntil };
      await insertBudget(
        tx,
        act,
        { ...row, ...dates, opened_by: fact.openedBy, proposal_id: fact.decision },
        fact.pots.map((one) => ({
          pot_id: one.pot,
          name: one.name,
          amount_minor: BigInt(one.amountMinor),
          voters: one.voters ? [...one.voters] : null,
        })),
      );
    }
  },
  answer: ({ budget, pots }) => ({ budget, pots: pots.map(({ pot, name }) => ({ pot, name })) }),
});
