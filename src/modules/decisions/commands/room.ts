/** What acts in and about a meeting have in common: what they load, and the rules that all of them keep. */
import type { MemberId, OrgId } from '#kernel/command';
import { refuse, type Refused } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { LoadedGroup, Membership } from '#agents';
import { loadDeciding, loadGroup, type Deciding } from '#agents/server';
import { inTheRoom, meetingState, type AgendaItem, type Meeting, type Presence } from '../core/meeting.ts';
import { loadAgenda, loadMeeting, loadPresence } from '../store/meeting-reads.ts';

/** A meeting that somebody has asked for, and who is in the room; `meeting` is null where there is none. */
export interface Room {
  readonly meeting: Meeting | null;
  readonly items: readonly AgendaItem[];
  readonly presence: readonly Presence[];
  readonly here: readonly MemberId[];
}

export async function loadRoom(tx: Tx, org: OrgId, id: string): Promise<Room> {
  const meeting = await loadMeeting(tx, org, id);
  if (meeting === null) return { meeting, items: [], presence: [], here: [] };
  const presence = await loadPresence(tx, org, id);
  return { meeting, items: await loadAgenda(tx, org, id), presence, here: inTheRoom(presence) };
}

/** The group as it is today, with everybody who decides in it. */
export interface Assembly {
  readonly group: LoadedGroup;
  readonly deciding: readonly Deciding[];
}

export async function loadAssembly(tx: Tx, org: OrgId, now: string): Promise<Assembly> {
  const group = (await loadGroup(tx, org, now))!;
  return { group, deciding: await loadDeciding(tx, org, group, now) };
}

export const CALLED_RULES = ['meeting_unknown', 'meeting_cancelled', 'meeting_begun'] as const;
export const OPEN_RULES = ['meeting_unknown', 'meeting_not_open', 'not_in_the_room'] as const;
export const CLOSED_RULES = [
  'meeting_unknown',
  'meeting_not_closed',
  'minutes_are_fixed',
  'was_not_there',
] as const;

type Checked<Rule extends string> = { readonly ok: true; readonly meeting: Meeting } | Refused<Rule>;

/** A meeting that is still to come. */
export function called({ meeting }: Pick<Room, 'meeting'>): Checked<(typeof CALLED_RULES)[number]> {
  if (meeting === null) return refuse('meeting_unknown');
  const state = meetingState(meeting);
  if (state === 'cancelled') return refuse('meeting_cancelled');
  return state === 'called' ? { ok: true, meeting } : refuse('meeting_begun');
}

/** A meeting that is held now, of which `member` is in the room: so many eyes see what is entered. */
export function openFor(room: Room, member: MemberId | null): Checked<(typeof OPEN_RULES)[number]> {
  const { meeting, here } = room;
  if (meeting === null) return refuse('meeting_unknown');
  if (meetingState(meeting) !== 'open') return refuse('meeting_not_open');
  if (member === null || !here.includes(member)) return refuse('not_in_the_room');
  return { ok: true, meeting };
}

/**
 * A meeting whose agenda is still to be settled: it is to come, for anybody; or is held, for those in the
 * room.
 */
export function unsettledFor(
  room: Room,
  member: MemberId | null,
): Checked<(typeof CALLED_RULES)[number] | (typeof OPEN_RULES)[number]> {
  const isOpen = room.meeting !== null && meetingState(room.meeting) === 'open';
  return isOpen ? openFor(room, member) : called(room);
}

/** A meeting that is over and whose minutes can still be completed, by somebody who was there. */
export function closedFor(room: Room, member: MemberId | null): Checked<(typeof CLOSED_RULES)[number]> {
  const { meeting, presence } = room;
  if (meeting === null) return refuse('meeting_unknown');
  const state = meetingState(meeting);
  if (state === 'fixed') return refuse('minutes_are_fixed');
  if (state !== 'closed') return refuse('meeting_not_closed');
  if (!presence.some((one) => one.member === member)) return refuse('was_not_there');
  return { ok: true, meeting };
}

/** The agenda as it is read: what was taken off it left out. */
export function onAgenda(room: Pick<Room, 'items'>): readonly AgendaItem[] {
  return room.items.filter((one) => one.withdrawnAt === null);
}

/** Whoever can be in a room as a member: let in, and not gone. */
export function isOneOfUs(member: Membership | undefined): boolean {
  return member !== undefined && member.admittedOn !== null && member.endedOn === null;
}
