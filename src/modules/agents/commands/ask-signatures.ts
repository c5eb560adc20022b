/**
 * An act that more than one must carry is written down as it is meant, with the signature of whoever asks for
 * it, and waits. The dispatcher has already decided that it could happen if enough sign.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { inputHash } from './input-hash.ts';
import { signaturesNeeded } from '../core/statutes.ts';
import { loadGroup } from '../store/standing-reads.ts';
import type { MemberId } from '#kernel/command';
import { insertSignature, insertWaitingAct } from '../store/signature-writes.ts';
import { agentsCommand } from './agents-command.ts';
import { memberId } from './fields.ts';

/** How long signatures may be gathered. */
const OPEN_DAYS = 30;

export const askSignatures = agentsCommand({
  name: 'agents.ask_signatures',
  scope: 'organization',
  grounds: ['member'],
  matter: 'sign',
  internal: true,
  input: z.object({
    command: z.string().regex(/^[a-z]+\.[a-z_]+$/),
    matter: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
    input: z.json(),
    /** The member whom it is about, as its command says. */
    about: memberId.optional(),
  }),
  refusals: ['matter_has_no_power'],
  // What is asked may speak of a person; the hash stays in the leaf and binds it.
  personal: ['input'],
  load: async (tx, _asks, { org, now }) => ({ group: (await loadGroup(tx, org, now))! }),
  about: () => ({}),
  decide(state, input, act) {
    const power = state.group.articles.powers[input.matter];
    if (!power) return refuse('matter_has_no_power', { matter: input.matter });
    return accept({
      waiting: act.newId('wai'),
      command: input.command,
      matter: input.matter,
      input: input.input,
      inputHash: inputHash(input.input),
      ...(input.about ? { member: input.about } : {}),
      signer: act.member,
      statutes: state.group.statutesVersion,
      needed: signaturesNeeded(power, state.group.voting),
      have: 1,
      expiresAt: new Date(Date.parse(act.at) + OPEN_DAYS * 86_400_000).toISOString(),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const opener = fact.signer as MemberId;
      await insertWaitingAct(tx, act, { ...fact, opener, subject: fact.member ?? null });
      await insertSignature(tx, act, {
        subject: fact.waiting,
        member: opener,
        statutesVersion: fact.statutes,
      });
    }
  },
  answer: (fact) => ({ waiting: fact.waiting, needed: fact.needed, have: fact.have }),
});
