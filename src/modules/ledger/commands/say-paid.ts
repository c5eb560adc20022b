/**
 * Somebody says that they have paid in coins and notes, to one of us or to whoever keeps a common account; or
 * another writes it down for somebody without a phone. It waits for whoever was paid.
 */
import { z } from 'zod';
import { addDays, type CivilDate } from '#kernel/calendar';
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import { MOST_MINOR } from '#kernel/amount';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { standingKind, standsFully, unitIn, type Membership } from '#agents';
import { loadMembers } from '#agents/server';
import {
  CASH_DAYS,
  decideSettles,
  INTO_RULES,
  isCash,
  SETTLES_RULES,
  wrongWithInto,
} from '../core/cash-payment.ts';
import { insertCash, loadAskedInCash } from '../store/cash-rows.ts';
import { accountId, memberId, minor, note, requestId, unitName } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { loadBooks } from './paying.ts';

/** Whom: one of us, or an account that we hold in common; one of the two. */
const fields = {
  unit: unitName,
  receiver: memberId.optional(),
  account: accountId.optional(),
  amountMinor: minor,
  note,
};
type Fields = z.infer<z.ZodObject<typeof fields>> & { readonly request?: string | undefined };

const SAID_RULES = [
  'nobody_to_pay',
  'unit_unknown',
  'not_in_cash',
  'amount_not_positive',
  'amount_out_of_range',
  'paid_to_oneself',
  'receiver_on_paper',
  'unit_differs',
  ...INTO_RULES,
] as const;

async function load(tx: Tx, org: OrgId, input: Fields, payer: MemberId | null) {
  const books = await loadBooks(tx, org, input.account === undefined ? [] : [input.account]);
  const members = await loadMembers(tx, org, [input.receiver, payer]);
  const request = input.request === undefined ? null : await loadAskedInCash(tx, org, input.request);
  return { books, members, request };
}
type State = Awaited<ReturnType<typeof load>>;

/** What is wrong with what is said, whoever says it. */
function wrongWith({ books, members }: State, input: Fields, payer: MemberId, today: string) {
  const { receiver, account, unit } = input;
  if ((receiver === undefined) === (account === undefined)) return refuse('nobody_to_pay');
  if (unitIn(books.articles, unit) === undefined) return refuse('unit_unknown', { unit });
  if (!isCash(books.articles, unit)) return refuse('not_in_cash');
  const amountMinor = BigInt(input.amountMinor);
  if (amountMinor <= 0n) return refuse('amount_not_positive');
  if (amountMinor > MOST_MINOR / 2n) return refuse('amount_out_of_range', { unit });
  if (receiver === undefined) {
    const into = books.accounts.get(account!);
    const isOther = into !== undefined && into.unit !== unit;
    return isOther ? refuse('unit_differs', { source: unit, target: into.unit }) : wrongWithInto(into);
  }
  if (receiver === payer) return refuse('paid_to_oneself');
  const found = members.get(receiver);
  if (!isHere(found, today)) return refuse('nobody_to_pay');
  return isOnPaper(found) ? refuse('receiver_on_paper') : null;
}

function isHere(member: Membership | undefined, today: string): member is Membership {
  return member !== undefined && standsFully(standingKind(member, today), false);
}

/** Nobody who could say that they have received it. */
function isOnPaper({ person, memberOrg }: Membership): boolean {
  return person === null && memberOrg === null;
}

const saidOf = (input: Fields, payer: MemberId, today: string) => ({
  unit: input.unit,
  payer,
  receiver: input.receiver ?? null,
  account: input.account ?? null,
  amountMinor: input.amountMinor,
  note: input.note,
  until: addDays(today as CivilDate, CASH_DAYS),
});

export const sayPaid = ledgerCommand({
  name: 'ledger.say_paid',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ ...fields, request: requestId.optional() }),
  refusals: [...SAID_RULES, ...SETTLES_RULES],
  personal: ['note'],
  load(tx, asks, { org }) {
    const { input, member } = only(asks);
    return load(tx, org, input, member);
  },
  about: (_state, { input }) => ({ subject: input.receiver ?? input.account ?? input.unit }),
  decide(state, input, act) {
    assert(act.member, 'only members say that they have paid');
    const wrong = wrongWith(state, input, act.member, act.today);
    if (wrong) return wrong;
    const said = saidOf(input, act.member, act.today);
    const settles =
      input.request === undefined
        ? accept(null)
        : decideSettles(state.request, { ...said, amountMinor: BigInt(said.amountMinor) }, act.today);
    if (!settles.ok) return settles;
    return accept({ cash: act.newId('csh'), ...said, request: settles.value, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertCash(tx, act, fact);
  },
  answer: ({ cash }) => ({ cash }),
});

export const enterPaid = ledgerCommand({
  name: 'ledger.enter_paid',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'enter_payment',
  input: z.object({ ...fields, payer: memberId }),
  refusals: ['member_unknown', 'your_own_account', ...SAID_RULES],
  personal: ['note'],
  load(tx, asks, { org }) {
    const { input } = only(asks);
    return load(tx, org, input, input.payer);
  },
  // Nobody enters what they are paid themselves.
  about: (_state, { input }) => ({
    subject: input.payer,
    beneficiaries: input.receiver === undefined ? [] : [input.receiver],
  }),
  decide(state, input, act) {
    assert(act.member, 'a member enters it');
    const { payer } = input;
    if (!isHere(state.members.get(payer), act.today)) return refuse('member_unknown');
    if (payer === act.member) return refuse('your_own_account');
    if (input.receiver === act.member) return refuse('not_payable');
    const wrong = wrongWith(state, input, payer, act.today);
    if (wrong) return wrong;
    const said = saidOf(input, payer, act.today);
    return accept({ cash: act.newId('csh'), ...said, request: null, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertCash(tx, act, fact);
  },
  answer: ({ cash }) => ({ cash }),
});
