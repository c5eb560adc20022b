/**
 * Somebody asks to be paid. Where the other trusts them up to so much, they are paid at once; else it waits
 * for an answer.
 */
import { z } from 'zod';
import { addDays, daysBetween, type CivilDate } from '#kernel/calendar';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { standingKind, standsFully } from '#agents';
import { actsFor } from '../core/entrusted.ts';
import { decideMove, POSTING_RULES } from '../core/posting.ts';
import { MOST_REQUEST_DAYS, REQUEST_DAYS } from '../core/promised.ts';
import { loadTrusted } from '../store/promise-reads.ts';
import { answerRequest, insertRequest } from '../store/promise-writes.ts';
import { accountId, civilDate, minor, note } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { decidePayment, loadActing, loadBooks, loadPayer, NOTHING_POSTED, recordPosted } from './paying.ts';

export const requestPayment = ledgerCommand({
  name: 'ledger.request_payment',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({
    source: accountId,
    target: accountId,
    amountMinor: minor,
    note,
    expiresOn: civilDate.optional(),
  }),
  refusals: ['not_your_account', 'nobody_to_ask', 'day_is_past', 'too_far_ahead', ...POSTING_RULES],
  personal: ['note'],
  async load(tx, asks, { org, today }) {
    const { input, member } = only(asks);
    const { source, target } = input;
    const books = await loadBooks(tx, org, [source, target]);
    const entrusted = await loadActing(tx, org, books, [{ account: target, member }], today);
    const payer = books.accounts.get(source)?.member ?? null;
    return {
      books: { ...books, entrusted },
      trustedMinor: await loadTrusted(tx, org, source, target),
      payer: payer && (await loadPayer(tx, org, payer)),
    };
  },
  about: (_state, { input }) => ({ subject: input.target, amountMinor: BigInt(input.amountMinor) }),
  decide({ books, trustedMinor, payer }, input, act) {
    assert(act.member, 'only members ask to be paid');
    const { source, target } = input;
    if (!actsFor(books, target, act)) return refuse('not_your_account');
    if (books.accounts.get(source)?.member === null) return refuse('nobody_to_ask');
    const expiresOn = input.expiresOn ?? addDays(act.today as CivilDate, REQUEST_DAYS);
    if (expiresOn < act.today) return refuse('day_is_past');
    if (daysBetween(act.today as CivilDate, expiresOn) > MOST_REQUEST_DAYS)
      return refuse('too_far_ahead', { days: MOST_REQUEST_DAYS });
    const leg = { source, target, amountMinor: BigInt(input.amountMinor), kind: 'payment' } as const;
    const asked = decideMove(books.accounts, leg, act.today);
    // Whether they have enough is their affair, and not told to whoever asks.
    if (!asked.ok && !TELL_NOBODY.includes(asked.refusal.rule)) return asked;
    // Whoever cannot pay now, nor end it, does not pay by what they said before.
    const isHere = payer !== null && standsFully(standingKind(payer, act.today), false);
    const isTrusted = isHere && trustedMinor !== null && leg.amountMinor <= trustedMinor;
    const paid = isTrusted ? decidePayment(books, leg, act.today) : null;
    const unit = books.accounts.get(target)!.unit;
    return accept({
      request: act.newId('req'),
      unit,
      source,
      target,
      amountMinor: input.amountMinor,
      askedBy: act.member,
      expiresOn,
      ...(paid?.ok === true ? { postings: paid.value, bookedOn: act.today } : NOTHING_POSTED(act.today)),
      note: input.note,
      by: paid?.ok === true ? books.accounts.get(source)!.member : null,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertRequest(tx, act, fact);
      if (fact.postings.length === 0) continue;
      // What it is for stands with the request.
      await recordPosted(tx, [{ act, fact: { ...fact, note: '' } }]);
      await answerRequest(tx, act, fact.request, {
        answer: 'paid',
        number: BigInt(fact.postings[0]!.number),
      });
    }
  },
  answer: ({ request, postings }) => ({ request, number: postings[0]?.number ?? null }),
});

const TELL_NOBODY: readonly string[] = ['account_frozen', 'below_floor', 'above_ceiling'];
