/**
 * Somebody who was there puts their name under the minutes, as they read them: the digest that came with the
 * page is that of the minutes as they are now. With as many names as the rules ask for, the minutes stay so.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { voiceOf } from '#agents';
import { loadGroup } from '#agents/server';
import { signaturesOn, signersNeeded } from '../core/meeting.ts';
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
  refusals: [...CLOSED_RULES, 'minutes_have_changed', 'minutes_signed_already'],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { meeting } = only(asks).input;
    return {
      group: (await loadGroup(tx, org, now))!,
      acts: await loadActsOfMeeting(tx, org, meeting),
      signatures: await loadMinutesSignatures(tx, org, meeting),
    };
  },
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide({ group, acts, signatures }, input, act) {
    const presence = acts?.presence ?? [];
    const found = closedFor({ meeting: acts?.meeting ?? null, items: [], presence, here: [] }, act.member);
    if (!found.ok) return found;
    const minutes = acts && minutesOf(acts);
    assert(minutes && act.member, 'a meeting that has ended has minutes, and people who were there');
    const digest = minutesDigest(minutes);
    if (digest !== input.digest) return refuse('minutes_have_changed');
    const names = signaturesOn(digest, signatures);
    if (names.some((one) => one.member === act.member)) return refuse('minutes_signed_already');
    const needed = signersNeeded(voiceOf(group.articles).minutesSigners, presence);
    const { id, title } = found.meeting;
    const have = names.length + 1;
    return accept({ meeting: id, title, signer: act.member, digest, needed, have, fixed: have >= needed });
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
