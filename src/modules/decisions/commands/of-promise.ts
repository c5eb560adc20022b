/** What acts about a promise have in common: the promise. */
import type { Ask, LoadContext } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Promised } from '../core/changes.ts';
import { loadPromise } from '../store/talk-reads.ts';
import { only } from './decisions-command.ts';

type Asked = Ask<{ readonly promise: string }>;

export const ofPromise = {
  scope: 'organization',
  grounds: ['member'],
  matter: 'promise',
  load: async (tx: Tx, asks: readonly Asked[], { org }: LoadContext) => ({
    promise: await loadPromise(tx, org, only(asks).input.promise),
  }),
  about: ({ promise }: { readonly promise: Promised | null }) =>
    promise === null ? {} : { subject: promise.proposal },
} as const;
