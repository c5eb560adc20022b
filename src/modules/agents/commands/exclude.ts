/**
 * Someone's membership is ended by the others, with a reason and a time to appeal. In a draft a founder
 * strikes whoever was named and has not signed, so that nobody who never comes holds up the rest.
 */
import { z } from 'zod';
import { addDays, type CivilDate } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { standingKind } from '../core/standing.ts';
import { tooManyAway } from '../core/sent-away.ts';
import { countSentAway, loadMembers, loadSignatureRows } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { endMembership } from '../store/writes.ts';
import { agentsCommand, decidedAlone, only } from './agents-command.ts';
import { memberId, reason } from './fields.ts';

export const exclude = agentsCommand({
  name: 'agents.exclude',
  scope: 'organization',
  grounds: ['founder', 'statutes'],
  matter: 'exclude',
  input: z.object({ member: memberId, reason }),
  refusals: [
    'not_on_oneself',
    'member_unknown',
    'member_not_in_standing',
    'founder_has_signed',
    'too_many_sent_away',
  ],
  personal: ['reason'],
  async load(tx, asks, { org, now, today }) {
    const { input } = only(asks);
    return {
      group: (await loadGroup(tx, org, now))!,
      members: await loadMembers(tx, org, [input.member]),
      founding: await loadSignatureRows(tx, org, 'founding'),
      away: await countSentAway(tx, org, today),
    };
  },
  about: (_state, { input }) => ({ subject: input.member }),
  decide(state, input, act) {
    const { group } = state;
    if (input.member === act.member && decidedAlone(act)) return refuse('not_on_oneself');
    const member = state.members.get(input.member);
    if (member?.endedOn !== null) return refuse('member_unknown');
    const kind = standingKind(member, act.today);
    // Whoever has only asked is declined: that has its own matter, and no appeal.
    if (kind === 'applicant') return refuse('member_not_in_standing', { standing: kind });
    const signed = state.founding.some(
      (one) => one.member_id === member.id && one.statutes_version === group.statutesVersion,
    );
    if (group.state === 'draft' && signed) return refuse('founder_has_signed');
    // Whoever rests already is no more away than before.
    if (member.admittedOn !== null && kind !== 'suspended' && tooManyAway(group, 'exclude', state.away))
      return refuse('too_many_sent_away', { away: state.away });
    const struck = member.admittedOn === null;
    const end: 'struck' | 'excluded' = struck ? 'struck' : 'excluded';
    const appealUntil = struck ? null : addDays(act.today as CivilDate, group.articles.exit.appealDays);
    return accept({ member: member.id, reason: input.reason, on: act.today, end, appealUntil });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await endMembership(tx, act, fact.member, {
        on: fact.on,
        kind: fact.end,
        ...(fact.appealUntil === null ? {} : { appealUntil: fact.appealUntil }),
      });
    }
  },
  answer: (fact) => ({ appealUntil: fact.appealUntil }),
});
