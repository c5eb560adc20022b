/**
 * Someone takes the place they were invited to. Founders are let in and sign later; others are members at
 * once.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { accept as yes, refuse } from '#kernel/outcome';
import { isSuspended, trialFrom, type Membership } from '../core/standing.ts';
import { loadMembershipsOf } from '../store/person-reads.ts';
import { loadInvitation, loadMembers } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { changeMember, insertMember, useInvitation } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { personName } from './fields.ts';

/** How codes are hashed: as people type them, without spaces, dashes or case. */
export function hashCode(code: string): string {
  const plain = code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return createHash('sha256').update(plain).digest('hex');
}

export const accept = agentsCommand({
  name: 'agents.accept',
  scope: 'organization',
  grounds: ['open'],
  matter: 'self',
  input: z.object({ code: z.string().min(4).max(40), name: personName, norms: z.literal(true) }),
  refusals: [
    'invitation_not_valid',
    'member_already',
    'was_sent_away',
    'not_by_invitation',
    'only_organizations',
    'class_unknown',
  ],
  personal: ['person', 'name'],
  async load(tx, asks, { org, now }) {
    const { input, person } = only(asks);
    const invitation = await loadInvitation(tx, org, { codeHash: hashCode(input.code) });
    const places = await loadMembers(tx, org, [invitation?.member]);
    const mine = person === null ? [] : await loadMembershipsOf(tx, org, person);
    const group = await loadGroup(tx, org, now);
    return { invitation, places, mine, group: group!, now };
  },
  about: (_state, ask) => ({ self: ask.person }),
  decide(state, input, act) {
    const { invitation, group } = state;
    const fresh = invitation && invitation.usesLeft > 0 && invitation.expiresAt > state.now;
    const place = invitation?.member ? state.places.get(invitation.member) : undefined;
    const gone = place && (place.endedOn !== null || place.person !== null);
    if (!invitation || !fresh || gone) return refuse('invitation_not_valid');
    if (state.mine.some((one) => one.endedOn === null)) return refuse('member_already');
    if (wasSentAway(state.mine)) return refuse('was_sent_away');
    const founder = place?.founder === true && group.state === 'draft';
    if (group.state === 'draft' && !founder) return refuse('invitation_not_valid');
    const { admission } = group.articles;
    const { trialDays } = admission;
    const className = place?.class ?? invitation.class;
    // What the rules said when the code was made may be otherwise by now.
    if (!place && !admission.byInvitation) return refuse('not_by_invitation');
    const isMember = founder || (place !== undefined && place.admittedOn !== null);
    if (!isMember && admission.who === 'organizations') return refuse('only_organizations');
    if (!admission.classes.some((one) => one.class === className))
      return refuse('class_unknown', { class: className });
    return yes({
      invitation: invitation.id,
      member: place?.id ?? act.newId('mem'),
      newPlace: !place,
      class: className,
      person: act.person,
      name: input.name,
      founder,
      admittedOn: founder ? null : (place?.admittedOn ?? act.today),
      trialUntil: founder ? null : place?.admittedOn ? place.trialUntil : trialFrom(act.today, trialDays),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const member = fact.member;
      const person = fact.person;
      if (fact.newPlace) {
        await insertMember(tx, act, {
          member,
          class: fact.class,
          person,
          name: fact.name,
          admittedOn: fact.admittedOn!,
          trialUntil: fact.trialUntil,
        });
      } else {
        await changeMember(tx, act, member, {
          person_id: person,
          name: fact.name,
          admitted_on: fact.admittedOn,
          trial_until: fact.trialUntil,
          answered_by: null,
          no_until: null,
        });
      }
      await useInvitation(tx, act, fact.invitation);
    }
  },
  becomes: (fact) => fact.member,
  answer: (fact) => ({ member: fact.member }),
});

/**
 * Whether the group ended their membership, or they went while it rested. They come back by asking all those
 * who admit, not by a code of one.
 */
function wasSentAway(memberships: readonly Membership[]): boolean {
  const been = memberships.filter((one) => one.admittedOn !== null && one.endedOn !== null);
  const last = been.sort((a, b) => `${a.endedOn} ${a.id}`.localeCompare(`${b.endedOn} ${b.id}`)).at(-1);
  return last?.endKind === 'excluded' || (last !== undefined && isSuspended(last, last.endedOn!));
}
