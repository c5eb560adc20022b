/** The meeting comes to an item: from now on its time runs. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { changeItem } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { itemId, meetingId } from './fields.ts';
import { loadRoom, onAgenda, openFor, OPEN_RULES } from './room.ts';

export const takeItem = decisionsCommand({
  name: 'decisions.take_item',
  scope: 'organization',
  grounds: ['member'],
  matter: 'take_item',
  input: z.object({ meeting: meetingId, item: itemId }),
  refusals: [...OPEN_RULES, 'item_unknown'],
  personal: [],
  load: async (tx, asks, { org }) => loadRoom(tx, org, only(asks).input.meeting),
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide(room, input, act) {
    const found = openFor(room, act.member);
    if (!found.ok) return found;
    const item = onAgenda(room).find((one) => one.id === input.item);
    if (!item) return refuse('item_unknown');
    return accept({ meeting: found.meeting.id, item: item.id, title: item.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeItem(tx, act.org, fact.meeting, fact.item, { taken_at: act.at });
    }
  },
});
