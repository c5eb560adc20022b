/**
 * An item is taken off the agenda: by whoever put it there, whoever called the meeting, or whoever leads
 * it.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { changeItem } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { itemId, meetingId } from './fields.ts';
import { CALLED_RULES, loadRoom, onAgenda, unsettledFor } from './room.ts';

export const dropAgendaItem = decisionsCommand({
  name: 'decisions.drop_agenda_item',
  scope: 'organization',
  grounds: ['member'],
  matter: 'drop_agenda_item',
  input: z.object({ meeting: meetingId, item: itemId }),
  refusals: [...CALLED_RULES, 'meeting_not_open', 'not_in_the_room', 'item_unknown', 'item_of_another'],
  personal: [],
  load: async (tx, asks, { org }) => loadRoom(tx, org, only(asks).input.meeting),
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide(room, input, act) {
    const found = unsettledFor(room, act.member);
    if (!found.ok) return found;
    const item = onAgenda(room).find((one) => one.id === input.item);
    if (!item) return refuse('item_unknown');
    const { calledBy, facilitator } = found.meeting;
    if (![item.addedBy, calledBy, facilitator].includes(act.member)) return refuse('item_of_another');
    return accept({ meeting: found.meeting.id, item: item.id, title: item.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeItem(tx, act.org, fact.meeting, fact.item, { withdrawn_at: act.at });
    }
  },
});
