/** A meeting is moved, or called otherwise. Another day is as far off as the first one had to be. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { voiceOf } from '#agents';
import { loadGroup } from '#agents/server';
import { earliestDay, isPast, isTooSoon, MEETING_KINDS } from '../core/meeting.ts';
import { changeMeeting as changeRow } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { instant, line, meetingId } from './fields.ts';
import { called, CALLED_RULES, loadRoom } from './room.ts';

export const changeMeeting = decisionsCommand({
  name: 'decisions.change_meeting',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'call_meeting',
  input: z.object({
    meeting: meetingId,
    kind: z.enum(MEETING_KINDS),
    title: line(1, 120),
    place: line(0, 160).default(''),
    startsAt: instant,
    endsAt: instant.optional(),
  }),
  refusals: [...CALLED_RULES, 'meeting_in_the_past', 'meeting_too_soon', 'ends_before_it_starts'],
  personal: [],
  async load(tx, asks, { org, now }) {
    const room = await loadRoom(tx, org, only(asks).input.meeting);
    return { group: (await loadGroup(tx, org, now))!, room };
  },
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide({ group, room }, input, act) {
    const found = called(room);
    if (!found.ok) return found;
    const { inviteDays } = voiceOf(group.articles);
    const isMoved = input.startsAt !== found.meeting.startsAt;
    if (isMoved && isPast(input.startsAt, act.at))
      return refuse('meeting_in_the_past', { startsAt: input.startsAt });
    if (isMoved && isTooSoon(input.startsAt, group.timeZone, act.today, inviteDays)) {
      return refuse('meeting_too_soon', { earliest: earliestDay(act.today, inviteDays), inviteDays });
    }
    const endsAt = input.endsAt ?? null;
    if (endsAt !== null && endsAt <= input.startsAt) return refuse('ends_before_it_starts');
    return accept({
      meeting: found.meeting.id,
      kind: input.kind,
      title: input.title,
      place: input.place,
      startsAt: input.startsAt,
      endsAt,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeRow(tx, act.org, fact.meeting, {
        kind: fact.kind,
        title: fact.title,
        place: fact.place,
        starts_at: fact.startsAt,
        ends_at: fact.endsAt,
        changed_at: act.at,
      });
    }
  },
});
