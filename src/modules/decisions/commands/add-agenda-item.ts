/** Any member puts on the agenda what should be talked about, until the meeting begins. */
import { accept, refuse } from '#kernel/outcome';
import { proposalTitle } from '../store/meeting-reads.ts';
import { insertItems } from '../store/meeting-writes.ts';
import { agendaItem, MOST_ITEMS } from './call-meeting.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId } from './fields.ts';
import { called, CALLED_RULES, loadRoom, onAgenda } from './room.ts';

export const addAgendaItem = decisionsCommand({
  name: 'decisions.add_agenda_item',
  scope: 'organization',
  grounds: ['member'],
  matter: 'add_agenda_item',
  input: agendaItem.extend({ meeting: meetingId }),
  refusals: [...CALLED_RULES, 'proposal_unknown', 'agenda_full'],
  personal: [],
  async load(tx, asks, { org }) {
    const { meeting, proposal } = only(asks).input;
    const known = proposal === undefined || (await proposalTitle(tx, org, proposal)) !== null;
    return { room: await loadRoom(tx, org, meeting), known };
  },
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide({ room, known }, input, act) {
    const found = called(room);
    if (!found.ok) return found;
    if (!known) return refuse('proposal_unknown');
    if (onAgenda(room).length >= MOST_ITEMS) return refuse('agenda_full', { most: MOST_ITEMS });
    return accept({
      meeting: found.meeting.id,
      addedBy: act.member,
      item: act.newId('itm'),
      place: Math.max(0, ...room.items.map((one) => one.place)) + 1,
      title: input.title,
      note: input.note,
      minutes: input.minutes ?? null,
      proposal: input.proposal ?? null,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertItems(tx, act, fact.meeting, fact.addedBy, [fact]);
  },
  answer: (fact) => ({ item: fact.item }),
});
