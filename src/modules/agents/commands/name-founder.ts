/** Someone else is named as a founder of a draft, with a code that lets them take their place. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadFounders } from '../store/reads.ts';
import { insertInvitation, insertMember } from '../store/writes.ts';
import { agentsCommand } from './agents-command.ts';
import { codeHash, contact, personName } from './fields.ts';

const FOUNDERS_AT_MOST = 200;
const OPEN_DAYS = 30;

export const nameFounder = agentsCommand({
  name: 'agents.name_founder',
  scope: 'organization',
  grounds: ['founder'],
  matter: 'found',
  input: z.object({ name: personName, contact: contact.default(''), codeHash }),
  refusals: ['founder_named_already', 'too_many_founders'],
  personal: ['name', 'contact'],
  load: async (tx, _asks, { org }) => ({ founders: await loadFounders(tx, org) }),
  about: () => ({}),
  decide(state, input, act) {
    const twin = state.founders.find((one) => one.name?.toLowerCase() === input.name.toLowerCase());
    if (twin) return refuse('founder_named_already', { name: input.name });
    if (state.founders.length >= FOUNDERS_AT_MOST)
      return refuse('too_many_founders', { most: FOUNDERS_AT_MOST });
    return accept({
      member: act.newId('mem'),
      class: state.founders[0]!.class,
      invitation: act.newId('inv'),
      name: input.name,
      contact: input.contact,
      codeHash: input.codeHash,
      on: act.today,
      expiresAt: new Date(Date.parse(act.at) + OPEN_DAYS * 86_400_000).toISOString(),
      maker: act.askedBy,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const member = fact.member;
      await insertMember(tx, act, {
        member,
        class: fact.class,
        name: fact.name,
        contact: fact.contact || null,
        founder: true,
        namedOn: fact.on,
      });
      await insertInvitation(tx, act, {
        invitation: fact.invitation,
        member,
        class: fact.class,
        codeHash: fact.codeHash,
        uses: 1,
        expiresAt: fact.expiresAt,
        maker: fact.maker,
      });
    }
  },
  answer: (fact) => ({ member: fact.member, invitation: fact.invitation }),
});
