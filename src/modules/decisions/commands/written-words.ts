/**
 * What is written down in a meeting and what is added after it share: words, at an item of the agenda or at
 * none.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { Act, Ask, LoadContext } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { Meeting } from '../core/meeting.ts';
import { only } from './decisions-command.ts';
import { itemId, meetingId, prose } from './fields.ts';
import { loadRoom, onAgenda, type Room } from './room.ts';

export const wordsUpTo = (most: number) =>
  z.object({ meeting: meetingId, item: itemId.optional(), words: prose(1, most) });

type Asked = z.infer<ReturnType<typeof wordsUpTo>>;

export const writing = {
  scope: 'organization',
  grounds: ['member'],
  personal: ['words'],
  load: (tx: Tx, asks: readonly Ask<Asked>[], { org }: LoadContext) =>
    loadRoom(tx, org, only(asks).input.meeting),
  about: (_state: unknown, { input: { meeting } }: Ask<Asked>) => ({ subject: meeting }),
} as const;

/** The words as they stand in the minutes; that `act.member` may write there, the caller has looked at. */
export function decideWords(room: Room, meeting: Meeting, asked: Asked, act: Act) {
  assert(act.member, 'whoever writes minutes is a member');
  const item = onAgenda(room).find((one) => one.id === asked.item);
  if (asked.item !== undefined && !item) return refuse('item_unknown');
  return accept({
    meeting: meeting.id,
    note: act.newId('not'),
    item: item?.id ?? null,
    title: item?.title ?? meeting.title,
    by: act.member,
    words: asked.words,
  });
}
