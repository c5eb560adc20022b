/** Somebody writes down what was said, at an item of the agenda or at none. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { insertNote } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { itemId, meetingId, prose } from './fields.ts';
import { loadRoom, onAgenda, openFor, OPEN_RULES } from './room.ts';

export const note = decisionsCommand({
  name: 'decisions.note',
  scope: 'organization',
  grounds: ['member'],
  matter: 'note',
  input: z.object({ meeting: meetingId, item: itemId.optional(), words: prose(1, 2000) }),
  refusals: [...OPEN_RULES, 'item_unknown'],
  personal: ['words'],
  load: async (tx, asks, { org }) => loadRoom(tx, org, only(asks).input.meeting),
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide(room, input, act) {
    const found = openFor(room, act.member);
    if (!found.ok) return found;
    assert(act.member, 'whoever is in the room is a member');
    const item = onAgenda(room).find((one) => one.id === input.item);
    if (input.item !== undefined && !item) return refuse('item_unknown');
    return accept({
      meeting: found.meeting.id,
      note: act.newId('not'),
      item: item?.id ?? null,
      title: item?.title ?? found.meeting.title,
      by: act.member,
      words: input.words,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertNote(tx, act, fact.meeting, fact);
  },
});
