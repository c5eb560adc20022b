/**
 * A member makes a secret address under which their own calendar program reads ours. Only the digest of the
 * secret comes here; who holds the address reads what its member may read, until it is closed.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadGroup } from '#agents/server';
import { insertFeed, loadFeeds } from '../store/calendar.ts';
import { decisionsCommand, only } from './decisions-command.ts';

/** One for each device, and a few to spare. */
export const MOST_FEEDS = 5;

export const makeFeed = decisionsCommand({
  name: 'decisions.make_feed',
  scope: 'organization',
  grounds: ['member'],
  matter: 'make_feed',
  input: z.object({ tokenHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  refusals: ['not_founded_yet', 'too_many_feeds'],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { member } = only(asks);
    return {
      group: (await loadGroup(tx, org, now))!,
      feeds: member === null ? [] : await loadFeeds(tx, org, member),
    };
  },
  about: () => ({}),
  decide({ group, feeds }, input, act) {
    assert(act.member, 'only members have such an address');
    if (group.state === 'draft') return refuse('not_founded_yet');
    if (feeds.length >= MOST_FEEDS) return refuse('too_many_feeds', { most: MOST_FEEDS });
    return accept({ feed: act.newId('fee'), owner: act.member, tokenHash: input.tokenHash });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertFeed(tx, act, fact);
  },
  answer: (fact) => ({ feed: fact.feed }),
});
