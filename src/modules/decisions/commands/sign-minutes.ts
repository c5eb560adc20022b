/**
 * Somebody who was there puts their name under the minutes, as they read them: the digest that came with the
 * page is that of the minutes as they are now. With as many names as the rules ask for, and one of each post
 * that they name, the minutes stay so. Where the last name is wanted no longer, because nobody who was there
 * holds its post any more, one of those who have signed says once more that they stay so.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { voiceOf } from '#agents';
import { loadActingPosts, loadGroup } from '#agents/server';
import { areSigned, signaturesOn, signersNeeded, signingOf, signingPosts } from '../core/meeting.ts';
import { minutesDigest, minutesOf } from '../core/minutes.ts';
import { loadActsOfMeeting, loadMinutesSignatures } from '../store/meeting-reads.ts';
import { changeMeeting, insertMinutesSignature } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId } from './fields.ts';
import { closedFor, CLOSED_RULES } from './room.ts';

export const signMinutes = decisionsCommand({
  name: 'decisions.sign_minutes',
  scope: 'organization',
  grounds: ['member'],
  matter: 'sign_minutes',
  input: z.object({ meeting: meetingId, digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  refusals: [...CLOSED_RULES, 'count_waits', 'minutes_have_changed', 'minutes_signed_already'],
  personal: [],
  async load(tx, asks, { org, now, today }) {
    const { meeting } = only(asks).input;
    return {
      group: (await loadGroup(tx, org, now))!,
      acts: await loadActsOfMeeting(tx, org, meeting),
      signatures: await loadMinutesSignatures(tx, org, meeting),
      posts: await loadActingPosts(tx, org, today),
    };
  },
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide({ group, acts, signatures, posts }, input, act) {
    const presence = acts?.presence ?? [];
    const found = closedFor({ meeting: acts?.meeting ?? null, items: [], presence, here: [] }, act.member);
    if (!found.ok) return found;
    const minutes = acts && minutesOf(acts);
    assert(minutes && act.member, 'a meeting that has ended has minutes, and people who were there');
    const waits = acts.decided.find((one) => one.state === 'waits');
    if (waits) return refuse('count_waits', { title: waits.title });
    const digest = minutesDigest(minutes);
    if (digest !== input.digest) return refuse('minutes_have_changed');
    const names = signaturesOn(digest, signatures);
    const needed = signersNeeded(voiceOf(group.articles).minutesSigners, presence);
    const { id, title } = found.meeting;
    const named = signingPosts(voiceOf(group.articles).minutesPosts ?? [], posts, presence);
    const before = names.map((one) => one.member);
    const signing = signingOf(act.member, needed, named, before);
    if (signing === null) return refuse('minutes_signed_already');
    const signed = signing === 'again' ? before : [...before, act.member];
    const fixed = areSigned(needed, named, signed);
    return accept({ meeting: id, title, signer: act.member, digest, needed, have: signed.length, fixed });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertMinutesSignature(tx, act, fact.meeting, fact.signer, fact.digest);
      if (fact.fixed) {
        await changeMeeting(tx, act.org, fact.meeting, { minutes_digest: fact.digest, fixed_at: act.at });
      }
    }
  },
  answer: (fact) => ({ needed: fact.needed, have: fact.have }),
});
