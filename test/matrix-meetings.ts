/**
 * What the matrix does in meetings: one that is to come, one of today, one that is held, one that is over.
 */
import type { OrgId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import {
  loadActsOfMeeting,
  minutesDigest,
  minutesOf,
  type Proposal,
} from '../src/modules/decisions/index.server.ts';
import type { OneOfUs, Stage } from './stage.ts';

export interface MeetingThings {
  readonly ahead: string;
  readonly aheadItem: string;
  readonly today: string;
  readonly held: string;
  readonly heldItem: string;
  /** Of which hands were counted in the meeting that is held. */
  readonly counted: string;
  readonly over: string;
  readonly digest: string;
  readonly date: string;
  readonly feed: string;
}

const anId = (kind: string) => makeId(kind, 1_700_000_000_000, crypto.getRandomValues(new Uint8Array(10)));

/** Nothing that any group has heard of. */
export function unheardMeetings(): MeetingThings {
  return {
    ahead: anId('mee'),
    aheadItem: anId('itm'),
    today: anId('mee'),
    held: anId('mee'),
    heldItem: anId('itm'),
    counted: anId('pro'),
    over: anId('mee'),
    digest: '0'.repeat(64),
    date: anId('dat'),
    feed: anId('fee'),
  };
}

/**
 * The caller calls all of them, and everybody is in the room; the first of us waits to speak, and has counted
 * hands.
 */
export async function furnishMeetings(
  stage: Stage,
  org: OrgId,
  us: readonly OneOfUs[],
  caller: OneOfUs,
): Promise<MeetingThings> {
  const first = us[0]!;
  const act = async (who: OneOfUs, command: string, input: object) =>
    (await stage.do(who, `decisions.${command}`, org, input)).answer as Readonly<Record<string, string>>;
  const call = async (days: number) => {
    const startsAt = new Date(stage.clock.now + days * 86_400_000).toISOString();
    const { meeting } = await act(caller, 'call_meeting', { kind: 'assembly', title: 'A meeting', startsAt });
    const { item } = await act(first, 'add_agenda_item', { meeting, title: 'An item' });
    return { meeting: meeting!, item: item! };
  };
  const hold = async () => {
    const { meeting, item } = await call(0);
    await act(first, 'open_meeting', { meeting });
    await act(first, 'arrive', { meeting, members: us.slice(1).map((one) => one.member) });
    return { meeting, item };
  };
  const ahead = await call(30);
  const held = await hold();
  await act(first, 'ask_to_speak', { meeting: held.meeting });
  const { proposal: counted } = await act(first, 'propose', { kind: 'resolution', title: 'A question' });
  await act(first, 'publish', { proposal: counted, way: 0 });
  await act(first, 'show_hands', {
    meeting: held.meeting,
    proposal: counted,
    version: 1,
    hands: { yes: 1, no: 0 },
  });
  const over = await hold();
  await act(first, 'close_meeting', { meeting: over.meeting });
  const minutes = minutesOf((await loadActsOfMeeting(stage.host.db, org, over.meeting))!)!;
  const { date } = await act(first, 'add_date', A_DATE);
  const { feed } = await act(first, 'make_feed', { tokenHash: 'a'.repeat(64) });
  return {
    ahead: ahead.meeting,
    aheadItem: ahead.item,
    today: (await call(0)).meeting,
    held: held.meeting,
    heldItem: held.item,
    counted: counted!,
    over: over.meeting,
    digest: minutesDigest(minutes),
    date: date!,
    feed: feed!,
  };
}

const A_DATE = { kind: 'fair', title: 'A fair', startsAt: '2027-03-01T15:00:00.000Z' };
const A_MEETING = { kind: 'circle', title: 'Another', startsAt: '2027-03-01T15:00:00.000Z' };

interface About {
  readonly meetings: MeetingThings;
  readonly subject: string;
  readonly paper: string;
  readonly talk: { readonly proposal: Proposal['id'] };
}

/** For every act in a meeting and about one, an input with which somebody could do it. */
export const MEETING_INPUTS: { readonly [command: string]: (about: About) => unknown } = {
  'decisions.add_agenda_item': ({ meetings }) => ({ meeting: meetings.ahead, title: 'Another item' }),
  'decisions.add_date': () => A_DATE,
  'decisions.answer_meeting': ({ meetings }) => ({ meeting: meetings.ahead, comes: true }),
  'decisions.arrive': ({ meetings, paper }) => ({ meeting: meetings.held, members: [paper] }),
  'decisions.ask_to_speak': ({ meetings }) => ({ meeting: meetings.held }),
  'decisions.call_meeting': () => A_MEETING,
  'decisions.cancel_meeting': ({ meetings }) => ({ meeting: meetings.ahead, reason: 'A reason.' }),
  'decisions.change_date': ({ meetings }) => ({ ...A_DATE, date: meetings.date }),
  'decisions.change_meeting': ({ meetings }) => ({ ...A_MEETING, meeting: meetings.ahead }),
  'decisions.close_meeting': ({ meetings }) => ({ meeting: meetings.held }),
  'decisions.confirm_hands': ({ meetings }) => ({
    meeting: meetings.held,
    proposal: meetings.counted,
    round: 1,
    right: true,
  }),
  'decisions.deny_presence': ({ meetings }) => ({ meeting: meetings.over }),
  'decisions.depart': ({ meetings, subject }) => ({ meeting: meetings.held, members: [subject] }),
  'decisions.done_speaking': ({ meetings, subject }) => ({ meeting: meetings.held, speaker: subject }),
  'decisions.drop_agenda_item': ({ meetings }) => ({ meeting: meetings.ahead, item: meetings.aheadItem }),
  'decisions.drop_date': ({ meetings }) => ({ date: meetings.date }),
  'decisions.drop_feed': ({ meetings }) => ({ feed: meetings.feed }),
  'decisions.make_feed': () => ({ tokenHash: 'b'.repeat(64) }),
  'decisions.move_agenda_item': ({ meetings }) => ({
    meeting: meetings.ahead,
    item: meetings.aheadItem,
    place: 1,
  }),
  'decisions.note': ({ meetings }) => ({ meeting: meetings.held, words: 'A word.' }),
  'decisions.open_meeting': ({ meetings }) => ({ meeting: meetings.today }),
  'decisions.show_hands': ({ meetings, talk }) => ({
    meeting: meetings.held,
    proposal: talk.proposal,
    version: 1,
    hands: { yes: 1, no: 0 },
  }),
  'decisions.sign_minutes': ({ meetings }) => ({ meeting: meetings.over, digest: meetings.digest }),
  'decisions.speak': ({ meetings }) => ({ meeting: meetings.held }),
  'decisions.take_item': ({ meetings }) => ({ meeting: meetings.held, item: meetings.heldItem }),
  'decisions.write_minutes': ({ meetings }) => ({ meeting: meetings.over, words: 'A word.' }),
};
