/**
 * A meeting is called: what, where and when, and what it is about so far; early enough for everybody to
 * come.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { voiceOf } from '#agents';
import { loadGroup } from '#agents/server';
import { earliestDay, isPast, isTooSoon, MEETING_KINDS } from '../core/meeting.ts';
import { proposalTitle } from '../store/meeting-reads.ts';
import { insertItems, insertMeeting } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { instant, line, proposalId } from './fields.ts';

/** More than these nobody talks about in one meeting. */
export const MOST_ITEMS = 60;

export const agendaItem = z.object({
  title: line(1, 160),
  note: line(0, 500).default(''),
  /** For how long it is planned. */
  minutes: z.number().int().min(1).max(600).optional(),
  /** The proposal that it is about. */
  proposal: proposalId.optional(),
});

export const callMeeting = decisionsCommand({
  name: 'decisions.call_meeting',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'call_meeting',
  input: z.object({
    kind: z.enum(MEETING_KINDS),
    title: line(1, 120),
    place: line(0, 160).default(''),
    startsAt: instant,
    endsAt: instant.optional(),
    items: z.array(agendaItem).max(MOST_ITEMS).default([]),
  }),
  refusals: [
    'not_founded_yet',
    'meeting_in_the_past',
    'meeting_too_soon',
    'ends_before_it_starts',
    'proposal_unknown',
  ],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { items } = only(asks).input;
    const known = new Set<string>();
    for (const { proposal } of items) {
      if (proposal !== undefined && (await proposalTitle(tx, org, proposal)) !== null) known.add(proposal);
    }
    return { group: (await loadGroup(tx, org, now))!, known };
  },
  about: () => ({}),
  decide({ group, known }, input, act) {
    if (group.state === 'draft') return refuse('not_founded_yet');
    const { inviteDays } = voiceOf(group.articles);
    if (isPast(input.startsAt, act.at)) return refuse('meeting_in_the_past', { startsAt: input.startsAt });
    if (isTooSoon(input.startsAt, group.timeZone, act.today, inviteDays)) {
      return refuse('meeting_too_soon', { earliest: earliestDay(act.today, inviteDays), inviteDays });
    }
    const endsAt = input.endsAt ?? null;
    if (endsAt !== null && endsAt <= input.startsAt) return refuse('ends_before_it_starts');
    if (input.items.some((one) => one.proposal !== undefined && !known.has(one.proposal))) {
      return refuse('proposal_unknown');
    }
    return accept({
      meeting: act.newId('mee'),
      kind: input.kind,
      title: input.title,
      place: input.place,
      startsAt: input.startsAt,
      endsAt,
      calledBy: act.askedBy,
      items: input.items.map((one, at) => ({
        item: act.newId('itm'),
        place: at + 1,
        title: one.title,
        note: one.note,
        minutes: one.minutes ?? null,
        proposal: one.proposal ?? null,
      })),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertMeeting(tx, act, fact);
      await insertItems(tx, act, fact.meeting, fact.calledBy, fact.items);
    }
  },
  answer: (fact) => ({ meeting: fact.meeting }),
});
