/**
 * A holder says to whom goes what stays behind when they bring something back: an association among us, or
 * one of our funds. They can choose another at any time; whoever chooses nobody leaves it to all of us.
 */
import { z } from 'zod';
import type { MemberId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import { unitIn, type ExchangeFee } from '#agents';
import { loadInside } from '#agents/server';
import type { Account } from '../core/account.ts';
import { setChosen } from '../store/chosen-rows.ts';
import { accountId } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { loadBooks } from './paying.ts';

export const chooseAssociation = ledgerCommand({
  name: 'ledger.choose_association',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  /** Without one, all of us. */
  input: z.object({ source: accountId, target: accountId.nullable() }),
  refusals: [
    'not_your_account',
    'no_fee_to_choose_for',
    'account_unknown',
    'same_account',
    'not_to_be_chosen',
  ],
  personal: [],
  async load(tx, asks, { org }) {
    const { source, target } = only(asks).input;
    const books = await loadBooks(tx, org, [source, ...(target === null ? [] : [target])]);
    const inside = await loadInside(tx, org);
    return { books, classes: new Map(inside.map((one) => [one.member, one.class])) };
  },
  about: (_state, { input }) => ({ subject: input.source }),
  decide({ books, classes }, { source, target }, act) {
    const from = books.accounts.get(source);
    if (from?.member == null || from.member !== act.member) return refuse('not_your_account');
    const fee = unitIn(books.articles, from.unit)?.backing?.fee;
    if (fee === undefined || fee.chosenParts === 0)
      return refuse('no_fee_to_choose_for', { unit: from.unit });
    const chosen: { readonly source: string; readonly target: string | null } = { source, target };
    if (target === null) return accept(chosen);
    const to = books.accounts.get(target);
    if (to?.unit !== from.unit) return refuse('account_unknown', { account: target });
    if (source === target) return refuse('same_account');
    if (!canBeChosen(fee, to, classes)) return refuse('not_to_be_chosen');
    return accept(chosen);
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await setChosen(tx, act, fact);
  },
});

/** A fund of ours, or a member of a kind that the rules name. */
export function canBeChosen(
  { chosenFrom }: ExchangeFee,
  { purpose, member, closedAt }: Pick<Account, 'purpose' | 'member'> & { readonly closedAt: string | null },
  classes: ReadonlyMap<MemberId, string>,
): boolean {
  if (closedAt !== null) return false;
  if (member === null) return purpose === 'fund';
  const kind = classes.get(member);
  return kind !== undefined && chosenFrom.includes(kind);
}
