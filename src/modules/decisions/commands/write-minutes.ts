/**
 * After the meeting somebody who was there adds what is missing. Names that stand under the minutes then
 * are given again: they were under other words.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { insertNote } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { itemId, meetingId, prose } from './fields.ts';
import { closedFor, CLOSED_RULES, loadRoom, onAgenda } from './room.ts';

export const writeMinutes = decisionsCommand({
  name: 'decisions.write_minutes',
  scope: 'organization',
  grounds: ['member'],
  matter: 'write_minutes',
  input: z.object({ meeting: meetingId, item: itemId.optional(), words: prose(1, 5000) }),
  refusals: [...CLOSED_RULES, 'item_unknown'],
  personal: ['words'],
  load: async (tx, asks, { org }) => loadRoom(tx, org, only(asks).input.meeting),
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide(room, input, act) {
    const found = closedFor(room, act.member);
    if (!found.ok) return found;
    assert(act.member, 'whoever was in the room is a member');
    const item = onAgenda(room).find((one) => one.id === input.item);
    if (input.item !== undefined && !item) return refuse('item_unknown');
    return accept({
      meeting: found.meeting.id,
      note: act.newId('not'),
      item: item?.id ?? null,
      title: found.meeting.title,
      by: act.member,
      words: input.words,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertNote(tx, act, fact.meeting, fact);
  },
});
