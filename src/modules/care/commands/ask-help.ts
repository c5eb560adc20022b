/** Somebody asks for help, for themself or for another, on some days. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { decideDays, MOST_DAYS } from '../core/help.ts';
import { insertHelp } from '../store/writes.ts';
import { careCommand, loadCareRules } from './care-command.ts';
import { activity, civilDate, line } from './fields.ts';

export const askHelp = careCommand({
  name: 'care.ask_help',
  scope: 'organization',
  grounds: ['member'],
  matter: 'care',
  input: z.object({
    care: z.strictObject({
      activity,
      words: line(1, 300),
      place: line(0, 120).default(''),
      days: z.array(civilDate).max(MOST_DAYS),
    }),
  }),
  refusals: ['no_care_here', 'care_days_missing', 'care_day_past', 'too_far_ahead'],
  personal: ['care'],
  load: async (tx, _asks, { org }) => ({ rules: await loadCareRules(tx, org) }),
  about: () => ({}),
  decide({ rules }, { care }, act) {
    assert(act.member, 'only members ask for help');
    if (rules === null) return refuse('no_care_here');
    const days = decideDays(care.days, act.today);
    if (!days.ok) return days;
    return accept({ help: act.newId('hlp'), by: act.member, care: { ...care, days: days.value } });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertHelp(tx, act, fact);
  },
  knownBy: () => ({}),
  answer: ({ help }) => ({ help }),
});
