/**
 * Who does what with accounts, in forms that keep them in a unit of their own with two decimals. What is held
 * in common goes out by one post only in small sums; whatever touches what somebody else has takes several;
 * and nobody takes over what another left below zero, or brings a unit into circulation, but all of us.
 */
import type { Power } from '#agents';
import { consent, majority, twoThirds } from './ways.ts';

export const accounts = {
  pay_out: {
    by: 'role',
    role: 'treasurer',
    upTo: { perActMinor: '5000', per: { days: 30, amountMinor: '20000' } },
    ways: [consent, majority],
  },
  enter_payment: { by: 'role', role: 'coordinator' },
  issue: { by: 'decision', ways: [twoThirds] },
  keep_books: { by: 'role', role: 'treasurer', ways: [majority] },
  book_bank: { by: 'roles', of: 2, among: ['coordinator', 'treasurer'], ways: [consent] },
  correct: { by: 'roles', of: 2, among: ['coordinator', 'treasurer'], ways: [consent] },
  freeze: { by: 'members', of: 3, ways: [consent] },
  grant_credit: { by: 'members', of: 3, ways: [consent] },
  mediate: { by: 'members', of: 2 },
  write_off: { by: 'decision', ways: [consent, majority] },
  bring_balances: { by: 'roles', of: 2, among: ['coordinator', 'treasurer'], ways: [consent] },
  close_books: { by: 'role', role: 'treasurer', ways: [majority] },
  read_books: { by: 'role', role: 'treasurer' },
} as const satisfies { readonly [matter: string]: Power };

/** Hours, to the quarter; how many somebody can be short of, each form says. */
export const hour = {
  unit: 'hour',
  kind: 'hours',
  code: 'HOUR',
  scale: 2,
  words: { en: { one: 'hour', many: 'hours' }, es: { one: 'hora', many: 'horas' } },
  holders: [],
} as const;

/** The same where hours are counted: a day’s work at once, a week’s in a month. */
export const accountsInHours = {
  ...accounts,
  pay_out: { ...accounts.pay_out, upTo: { perActMinor: '800', per: { days: 30, amountMinor: '4000' } } },
} as const satisfies { readonly [matter: string]: Power };
