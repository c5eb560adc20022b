/** A day is put in the calendar of the group: a fair, a deadline, anything. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadGroup } from '#agents/server';
import { DATE_KINDS } from '../core/calendar.ts';
import { insertDate } from '../store/calendar.ts';
import { decisionsCommand } from './decisions-command.ts';
import { instant, line } from './fields.ts';

export const writtenDate = z.object({
  kind: z.enum(DATE_KINDS),
  title: line(1, 120),
  place: line(0, 160).default(''),
  startsAt: instant,
  endsAt: instant.optional(),
  wholeDay: z.boolean().default(false),
  /** Whether everybody may know of it. */
  public: z.boolean().default(false),
});

export const addDate = decisionsCommand({
  name: 'decisions.add_date',
  scope: 'organization',
  grounds: ['member'],
  matter: 'add_date',
  input: writtenDate,
  refusals: ['not_founded_yet', 'ends_before_it_starts'],
  personal: [],
  load: async (tx, _asks, { org, now }) => ({ group: (await loadGroup(tx, org, now))! }),
  about: () => ({}),
  decide({ group }, input, act) {
    if (group.state === 'draft') return refuse('not_founded_yet');
    const endsAt = input.endsAt ?? null;
    if (endsAt !== null && endsAt <= input.startsAt) return refuse('ends_before_it_starts');
    return accept({ date: act.newId('dat'), addedBy: act.member, ...input, endsAt });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertDate(tx, act, fact.addedBy, fact);
  },
  answer: (fact) => ({ date: fact.date }),
});
