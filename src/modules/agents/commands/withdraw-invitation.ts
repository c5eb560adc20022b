/**
 * An invitation is taken back, by whoever made it or by anybody who could make one: the code opens nothing
 * more.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { may } from '../core/asks.ts';
import { loadInvitation } from '../store/reads.ts';
import { loadGroup, loadStandings } from '../store/standing-reads.ts';
import { closeInvitation } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { invitationId } from './fields.ts';

export const withdrawInvitation = agentsCommand({
  name: 'agents.withdraw_invitation',
  scope: 'organization',
  grounds: ['member'],
  matter: 'withdraw_invitation',
  input: z.object({ invitation: invitationId }),
  refusals: ['invitation_unknown', 'invitation_of_another', 'invitation_over'],
  personal: [],
  async load(tx, asks, { org, now, today }) {
    const { input, person } = only(asks);
    const group = (await loadGroup(tx, org, now))!;
    const standings = await loadStandings(tx, org, person ? [person] : [], today, group.state === 'draft');
    return {
      now,
      group,
      standing: person ? standings.get(person) : undefined,
      invitation: await loadInvitation(tx, org, { id: input.invitation }),
    };
  },
  about: (_state, { input }) => ({ subject: input.invitation }),
  decide({ now, group, standing, invitation }, _input, act) {
    if (!invitation) return refuse('invitation_unknown');
    const present = standing && { group, standing, person: act.person, today: act.today };
    const could = present && may(present, 'invite', ['founder', 'statutes']) !== null;
    if (invitation.maker !== act.member && !could) return refuse('invitation_of_another');
    if (invitation.usesLeft === 0 || invitation.expiresAt <= now) return refuse('invitation_over');
    return accept({ invitation: invitation.id });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await closeInvitation(tx, act, fact.invitation);
  },
});
