/**
 * An act that more than one must carry is written down as it is meant, with the signature of whoever asks for
 * it, and waits. The dispatcher has already decided that it could happen if enough sign.
 */
import { z } from 'zod';
import { isId } from '#kernel/id';
import { accept, refuse, type Json } from '#kernel/outcome';
import { inputHash } from './input-hash.ts';
import { signaturesNeeded } from '../core/statutes.ts';
import { loadGroup } from '../store/standing-reads.ts';
import type { MemberId } from '#kernel/command';
import { insertSignature, insertWaitingAct } from '../store/signature-writes.ts';
import { agentsCommand } from './agents-command.ts';

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
      ...whomItTellsOf(input.input),
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
      await insertWaitingAct(tx, act, { ...fact, opener });
      await insertSignature(tx, act, {
        subject: fact.waiting,
        member: opener,
        statutesVersion: fact.statutes,
      });
    }
  },
  answer: (fact) => ({ waiting: fact.waiting, needed: fact.needed, have: fact.have }),
});

/** The words in what is asked belong to the member it is about, and go when they go. */
function whomItTellsOf(input: Json): { readonly member?: MemberId } {
  const member = typeof input === 'object' && input !== null && 'member' in input ? input.member : null;
  return isId('mem', member) ? { member } : {};
}
