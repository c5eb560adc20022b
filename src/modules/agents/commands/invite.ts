/**
 * A new code that lets someone in: for a person who is named already, or for as many as the code is meant
 * for.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '../store/reads.ts';
import { insertInvitation, insertMember } from '../store/writes.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { agentsCommand, only } from './agents-command.ts';
import { codeHash, contact, key, memberId, personName } from './fields.ts';

export const invite = agentsCommand({
  name: 'agents.invite',
  scope: 'organization',
  grounds: ['founder', 'statutes'],
  matter: 'invite',
  input: z.object({
    /** The place of someone who is named or entered on paper; without it, a new place or an open code. */
    member: memberId.optional(),
    name: personName.optional(),
    contact: contact.default(''),
    class: key.optional(),
    uses: z.number().int().min(1).max(500).default(1),
    days: z.number().int().min(1).max(90).default(14),
    codeHash,
  }),
  refusals: ['not_by_invitation', 'only_organizations', 'class_unknown', 'member_unknown', 'place_is_taken'],
  personal: ['name', 'contact'],
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    const group = await loadGroup(tx, org, now);
    const members = await loadMembers(tx, org, [input.member]);
    return { admission: group!.articles.admission, draft: group!.state === 'draft', members };
  },
  about: (_state, { input }) => (input.member ? { subject: input.member } : {}),
  decide(state, input, act) {
    const place = input.member ? state.members.get(input.member) : undefined;
    if (!state.draft && !state.admission.byInvitation && !place) return refuse('not_by_invitation');
    const className = place?.class ?? input.class ?? state.admission.classes[0]!.class;
    if (!state.admission.classes.some((one) => one.class === className))
      return refuse('class_unknown', { class: className });
    if (input.member && place?.endedOn !== null) return refuse('member_unknown');
    const isMember = place !== undefined && place.admittedOn !== null;
    if (!state.draft && !isMember && state.admission.who === 'organizations')
      return refuse('only_organizations');
    if (place && (place.person !== null || place.memberOrg !== null)) return refuse('place_is_taken');
    const named = !place && input.name !== undefined;
    return accept({
      invitation: act.newId('inv'),
      member: place?.id ?? (named ? act.newId('mem') : null),
      newPlace: named,
      class: className,
      name: input.name ?? null,
      contact: input.contact,
      codeHash: input.codeHash,
      uses: place || named ? 1 : input.uses,
      on: act.today,
      expiresAt: new Date(Date.parse(act.at) + input.days * 86_400_000).toISOString(),
      maker: act.askedBy,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const member = fact.member;
      if (fact.newPlace && member) {
        await insertMember(tx, act, {
          member,
          class: fact.class,
          name: fact.name,
          contact: fact.contact || null,
          namedOn: fact.on,
        });
      }
      await insertInvitation(tx, act, { ...fact, member });
    }
  },
  answer: (fact) => ({ invitation: fact.invitation, member: fact.member }),
});
