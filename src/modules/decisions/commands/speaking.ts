/** What asking for the word, having it and giving it up share: a room, and who is on its list. */
import { z } from 'zod';
import type { Ask, LoadContext } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { loadTurns } from '../store/meeting-reads.ts';
import { only } from './decisions-command.ts';
import { meetingId, memberId } from './fields.ts';
import { loadRoom } from './room.ts';

/** Without a name it is about whoever asks, whoever is next, or whoever has the word. */
const input = z.object({ meeting: meetingId, speaker: memberId.optional() });

type Asked = z.infer<typeof input>;

export const speaking = {
  scope: 'organization',
  grounds: ['member'],
  input,
  personal: [],
  async load(tx: Tx, asks: readonly Ask<Asked>[], { org }: LoadContext) {
    const { meeting } = only(asks).input;
    return { room: await loadRoom(tx, org, meeting), turns: await loadTurns(tx, org, meeting) };
  },
  about: (_state: unknown, { input: { meeting } }: Ask<Asked>) => ({ subject: meeting }),
} as const;
