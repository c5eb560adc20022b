/** Whoever was asked does not pay, and may say why; or whoever asked takes it back. */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { actsFor } from '../core/entrusted.ts';
import { REQUEST_RULES, wrongWithRequest } from '../core/promised.ts';
import { answerRequest } from '../store/promise-writes.ts';
import { note, requestId } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { loadAsked } from './requested.ts';

const shared = {
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  refusals: REQUEST_RULES,
} as const;

export const declineRequest = ledgerCommand({
  ...shared,
  name: 'ledger.decline_request',
  input: z.object({ request: requestId, reason: note }),
  personal: ['reason'],
  load: (tx, asks, { org, today }) => loadAsked(tx, org, only(asks), today),
  about: (_state, { input }) => ({ subject: input.request }),
  decide({ books, request }, input, act) {
    const isMine = request !== null && actsFor(books, request.source, act);
    const wrong = wrongWithRequest(request, isMine, act.today);
    if (wrong) return wrong;
    return accept({ request: input.request, reason: input.reason });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await answerRequest(tx, act, fact.request, { answer: 'declined', reason: fact.reason || null });
    }
  },
});

export const takeBackRequest = ledgerCommand({
  ...shared,
  name: 'ledger.take_back_request',
  input: z.object({ request: requestId }),
  personal: [],
  load: (tx, asks, { org, today }) => loadAsked(tx, org, only(asks), today),
  about: (_state, { input }) => ({ subject: input.request }),
  decide({ books, request }, input, act) {
    const isMine = request !== null && actsFor(books, request.target, act);
    const wrong = wrongWithRequest(request, isMine, act.today);
    if (wrong) return wrong;
    return accept({ request: input.request });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await answerRequest(tx, act, fact.request, { answer: 'taken_back' });
  },
});
