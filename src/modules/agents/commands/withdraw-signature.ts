/** A signature taken back, as long as what it was given for has not happened. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadSignatureRows } from '../store/reads.ts';
import { loadGroup, loadWaiting } from '../store/standing-reads.ts';
import { closeWaitingAct, withdrawSignatures } from '../store/signature-writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { waitingId } from './fields.ts';

export const withdrawSignature = agentsCommand({
  name: 'agents.withdraw_signature',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  input: z.object({ subject: z.union([z.literal('founding'), waitingId]) }),
  refusals: ['already_founded', 'waiting_act_over', 'not_signed'],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    return {
      group: (await loadGroup(tx, org, now))!,
      waiting: input.subject === 'founding' ? null : await loadWaiting(tx, org, input.subject),
      signed: await loadSignatureRows(tx, org, input.subject),
    };
  },
  about: (_state, ask) => ({ subject: ask.input.subject, self: ask.member }),
  decide(state, input, act) {
    if (input.subject === 'founding') {
      if (state.group.state !== 'draft') return refuse('already_founded');
    } else if (state.waiting?.done_act_id !== null || state.waiting.withdrawn_at !== null) {
      return refuse('waiting_act_over');
    }
    const own = state.signed.filter((one) => one.member_id === act.member || one.entered_by === act.member);
    if (own.length === 0) return refuse('not_signed');
    const last = own.length === state.signed.length && state.waiting !== null;
    return accept({
      subject: input.subject,
      signatures: own.map((one) => one.act_id),
      // Nobody stands behind it any more: the act no longer waits.
      closes: last,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await withdrawSignatures(tx, act, fact.subject, fact.signatures);
      if (fact.closes) await closeWaitingAct(tx, act, fact.subject);
    }
  },
});
