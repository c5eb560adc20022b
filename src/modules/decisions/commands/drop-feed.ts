/** A member closes a secret address of theirs: whoever holds it reads nothing more. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { dropFeed as dropRow, loadFeeds } from '../store/calendar.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { feedId } from './fields.ts';

export const dropFeed = decisionsCommand({
  name: 'decisions.drop_feed',
  scope: 'organization',
  grounds: ['member'],
  matter: 'drop_feed',
  input: z.object({ feed: feedId }),
  refusals: ['feed_unknown'],
  personal: [],
  async load(tx, asks, { org }) {
    const { member } = only(asks);
    return { feeds: member === null ? [] : await loadFeeds(tx, org, member) };
  },
  about: (_state, { input }) => ({ subject: input.feed }),
  decide({ feeds }, input) {
    const found = feeds.find((one) => one.id === input.feed);
    return found ? accept({ feed: found.id }) : refuse('feed_unknown');
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await dropRow(tx, act, fact.feed);
  },
});
