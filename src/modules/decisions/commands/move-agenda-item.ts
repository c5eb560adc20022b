/** An item comes earlier or later on the agenda, before the meeting or in it. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { placeItems } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { itemId, meetingId } from './fields.ts';
import { CALLED_RULES, loadRoom, onAgenda, unsettledFor } from './room.ts';

export const moveAgendaItem = decisionsCommand({
  name: 'decisions.move_agenda_item',
  scope: 'organization',
  grounds: ['member'],
  matter: 'move_agenda_item',
  input: z.object({ meeting: meetingId, item: itemId, place: z.number().int().min(1).max(1000) }),
  refusals: [...CALLED_RULES, 'meeting_not_open', 'not_in_the_room', 'item_unknown'],
  personal: [],
  load: async (tx, asks, { org }) => loadRoom(tx, org, only(asks).input.meeting),
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide(room, input, act) {
    const found = unsettledFor(room, act.member);
    if (!found.ok) return found;
    const items = onAgenda(room);
    const moved = items.find((one) => one.id === input.item);
    if (!moved) return refuse('item_unknown');
    const others = items.filter((one) => one !== moved).map((one) => one.id);
    const order = others.toSpliced(input.place - 1, 0, moved.id);
    return accept({ meeting: found.meeting.id, item: moved.id, title: moved.title, order });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await placeItems(tx, act.org, fact.meeting, fact.order);
  },
});
