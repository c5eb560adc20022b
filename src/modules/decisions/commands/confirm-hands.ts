/**
 * A second person says of a count of hands that it was so: they were in the room, decide with the others, and
 * have not counted it themselves. Only now is it decided. Or somebody who was there says that it was not so,
 * or anybody who decides when nobody has said a word for a week: then the count falls, and the proposal is where it was before, to be counted again or put to the vote.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId } from '#kernel/command';
import { accept, refuse, type Json } from '#kernel/outcome';
import { after } from '../core/dates.ts';
import { CHECK_RULES, whoConfirms, wrongWithCheck } from '../core/hand-count.ts';
import type { Result } from '../core/proposal.ts';
import { closeCounted, insertCheck, loadCounts, recordFall } from '../store/hands.ts';
import { loadMeeting } from '../store/meeting-reads.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { line, meetingId, proposalId } from './fields.ts';
import { loadAssembly } from './room.ts';

type Checked = {
  readonly meeting: string;
  readonly proposal: string;
  readonly title: string;
  readonly round: number;
  readonly by: MemberId;
  readonly right: boolean;
  readonly result: Result;
  /** What came of it; null where the count has fallen. */
  readonly outcome: Json;
  readonly effectAt: string | null;
  readonly reason: string | null;
};

export const confirmHands = decisionsCommand({
  name: 'decisions.confirm_hands',
  scope: 'organization',
  grounds: ['member'],
  matter: 'confirm_hands',
  input: z.object({
    meeting: meetingId,
    proposal: proposalId,
    /** Of the count that they have read: it may be another by now. */
    round: z.number().int().min(1).max(1_000_000),
    right: z.boolean(),
    /** Why it was not so. */
    reason: line(3, 500).optional(),
  }),
  refusals: ['meeting_unknown', ...CHECK_RULES],
  personal: ['reason'],
  decides: true,
  async load(tx, asks, { org, now }) {
    const { meeting, proposal } = only(asks).input;
    const counts = await loadCounts(tx, org, { meeting });
    return {
      meeting: await loadMeeting(tx, org, meeting),
      count: counts.findLast((one) => one.proposal === proposal) ?? null,
      ...(await loadAssembly(tx, org, now)),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide({ meeting, count, deciding }, input, act) {
    if (meeting === null) return refuse('meeting_unknown');
    const wrong = wrongWithCheck(count, deciding, { ...input, member: act.member }, act.at);
    if (wrong) return wrong;
    assert(count && act.member, 'whoever checks a count was there');
    const { proposal, title, round, result, outcome, way } = count;
    const passes = input.right && result === 'passed';
    assert(!input.right || whoConfirms(count, deciding).includes(act.member), 'nobody confirms themself');
    return accept<Checked>({
      meeting: meeting.id,
      proposal,
      title,
      round,
      by: act.member,
      right: input.right,
      result,
      outcome: input.right ? outcome : null,
      effectAt: passes ? after(act.at, way.waitDays) : null,
      reason: input.right ? null : input.reason!,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      if (!fact.right) {
        await recordFall(tx, act, fact);
        continue;
      }
      await insertCheck(tx, act, fact, true);
      await closeCounted(tx, act, fact);
    }
  },
  answer: ({ proposal, right, result, effectAt }) => ({ proposal, right, result, effectAt }),
});
