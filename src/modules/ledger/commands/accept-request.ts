/** Whoever was asked pays. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { actsFor, wrongWithPaying } from '../core/entrusted.ts';
import { POSTING_RULES } from '../core/posting.ts';
import { REQUEST_RULES, wrongWithRequest } from '../core/promised.ts';
import { isSaidPaid } from '../store/cash-rows.ts';
import { answerRequest } from '../store/promise-writes.ts';
import { requestId } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { answerPosted, decidePayment, recordPosted } from './paying.ts';
import { loadAsked } from './requested.ts';

export const acceptRequest = ledgerCommand({
  name: 'ledger.accept_request',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ request: requestId }),
  refusals: [...REQUEST_RULES, 'said_already', 'beyond_entrusted', ...POSTING_RULES],
  personal: [],
  async load(tx, asks, { org, today }) {
    const ask = only(asks);
    return {
      ...(await loadAsked(tx, org, ask, today)),
      isSaid: await isSaidPaid(tx, org, ask.input.request),
    };
  },
  about: (_state, { input }) => ({ subject: input.request }),
  decide({ books, request, isSaid }, _input, act) {
    const isMine = request !== null && actsFor(books, request.source, act);
    const wrong = wrongWithRequest(request, isMine, act.today);
    if (wrong) return wrong;
    // Nobody pays twice: what they say they have paid in cash, they take back first.
    if (isSaid) return refuse('said_already');
    const { id, source, target, amountMinor } = request!;
    const beyond = wrongWithPaying(books, source, act, amountMinor);
    if (beyond) return beyond;
    const postings = decidePayment(books, { source, target, amountMinor, kind: 'payment' }, act.today);
    if (!postings.ok) return postings;
    return accept({
      request: id,
      postings: postings.value,
      bookedOn: act.today,
      // What it is for was said by whoever asked, and stays with them.
      note: '',
      by: act.member,
    });
  },
  async record(tx, facts) {
    await recordPosted(tx, facts);
    for (const { act, fact } of facts) {
      await answerRequest(tx, act, fact.request, {
        answer: 'paid',
        number: BigInt(fact.postings[0]!.number),
      });
    }
  },
  answer: answerPosted,
});
