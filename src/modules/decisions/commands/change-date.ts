/** A day in the calendar is written anew: by any member, as a calendar on a wall would be. */
import { accept, refuse } from '#kernel/outcome';
import { loadDate, rewriteDate } from '../store/calendar.ts';
import { writtenDate } from './add-date.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { dateId } from './fields.ts';

export const changeDate = decisionsCommand({
  name: 'decisions.change_date',
  scope: 'organization',
  grounds: ['member'],
  matter: 'change_date',
  input: writtenDate.extend({ date: dateId }),
  refusals: ['date_unknown', 'ends_before_it_starts'],
  personal: [],
  load: async (tx, asks, { org }) => ({ found: await loadDate(tx, org, only(asks).input.date) }),
  about: (_state, { input }) => ({ subject: input.date }),
  decide({ found }, input) {
    if (found === null) return refuse('date_unknown');
    const endsAt = input.endsAt ?? null;
    if (endsAt !== null && endsAt <= input.startsAt) return refuse('ends_before_it_starts');
    return accept({ ...input, endsAt });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await rewriteDate(tx, act.org, fact);
  },
});
