/** A post passes to someone else for the rest of its term. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import type { CivilDate } from '#kernel/calendar';
import { heldAtOnce } from '../core/posts.ts';
import { isOver, standingKind, standsFully } from '../core/standing.ts';
import { loadMandate, loadMandatesOfRole, loadMembers } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { endMandate, insertMandate } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { mandateId, memberId } from './fields.ts';

export const handOver = agentsCommand({
  name: 'agents.hand_over',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'appoint',
  input: z.object({ mandate: mandateId, to: memberId }),
  refusals: [
    'mandate_unknown',
    'mandate_over',
    'member_unknown',
    'member_not_in_standing',
    'post_held_already',
  ],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    const mandate = await loadMandate(tx, org, input.mandate);
    return {
      draft: (await loadGroup(tx, org, now))!.state === 'draft',
      mandate,
      mandates: mandate ? await loadMandatesOfRole(tx, org, mandate.role) : [],
      members: await loadMembers(tx, org, [input.to]),
    };
  },
  about: (_state, { input }) => ({ subject: input.to, beneficiaries: [input.to] }),
  decide({ mandate, mandates, draft, members }, input, act) {
    if (!mandate) return refuse('mandate_unknown');
    if (isOver(mandate, act.today, draft)) return refuse('mandate_over');
    const to = members.get(input.to);
    if (to?.endedOn !== null) return refuse('member_unknown');
    const kind = standingKind(to, act.today);
    if (!standsFully(kind, draft)) return refuse('member_not_in_standing', { standing: kind });
    const startsOn = (mandate.startsOn > act.today ? mandate.startsOn : act.today) as CivilDate;
    const term = { startsOn, endsOn: mandate.endsOn as CivilDate };
    const own = mandates.filter((one) => one.member === to.id && !isOver(one, act.today, draft));
    if (heldAtOnce(own, term) > 0) return refuse('post_held_already', { role: mandate.role });
    return accept({
      mandate: mandate.id,
      from: mandate.member,
      next: act.newId('man'),
      role: mandate.role,
      member: to.id,
      ...term,
      rehearsal: mandate.rehearsal,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await endMandate(tx, act, fact.mandate, 'handed_over');
      await insertMandate(tx, act, { ...fact, mandate: fact.next });
    }
  },
  answer: (fact) => ({ mandate: fact.next, endsOn: fact.endsOn }),
});
