/** A day is taken out of the calendar; the record still knows of it. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { dropDate as dropRow, loadDate } from '../store/calendar.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { dateId } from './fields.ts';

export const dropDate = decisionsCommand({
  name: 'decisions.drop_date',
  scope: 'organization',
  grounds: ['member'],
  matter: 'drop_date',
  input: z.object({ date: dateId }),
  refusals: ['date_unknown'],
  personal: [],
  load: async (tx, asks, { org }) => ({ found: await loadDate(tx, org, only(asks).input.date) }),
  about: (_state, { input }) => ({ subject: input.date }),
  decide({ found }) {
    if (found === null) return refuse('date_unknown');
    return accept({ date: found.id, title: found.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await dropRow(tx, act, fact.date);
  },
});
