/**
 * Neighbours who pay each other in a unit of their own: it comes to be when somebody pays and goes below
 * zero, and all together it is always zero. Everybody starts at zero and can spend from the first day.
 */
import { ALWAYS, BOOKS_MATTERS, USUAL_EXCHANGE } from '#agents';
import { accounts } from './accounts.ts';
import { amongUs } from './among-us.ts';
import type { Form } from './form.ts';
import * as by from './ways.ts';

export const localExchangeSystem = {
  form: 'local_exchange_system',
  practices: ['swap_and_care'],
  vignette: 'ledger',
  seenIn: ['CA', 'GB', 'FR', 'AR', 'ES'],
  story: 'local-exchange',
  questions: [
    { question: 'unit_words', path: ['books', 'units', 0, 'words'], kind: 'words' },
    {
      question: 'below_zero',
      path: ['books', 'units', 0, 'credit', 'minor'],
      kind: 'amount',
      least: 1,
      most: 100_000,
    },
    { question: 'vouchers', path: ['admission', 'vouchers'], kind: 'number', least: 0, most: 5 },
    { question: 'term_months', path: ['roles', 0, 'termMonths'], kind: 'number', least: 1, most: 36 },
  ],
  matters: BOOKS_MATTERS,
  articles: {
    admission: {
      who: 'people',
      classes: [{ class: 'member', votes: true }],
      byApplication: true,
      byInvitation: true,
      vouchers: 1,
      trialDays: 0,
    },
    voice: by.voice,
    books: {
      units: [
        {
          unit: 'grain',
          kind: 'mutual_credit',
          code: 'GRAIN',
          scale: 2,
          words: { en: { one: 'grain', many: 'grains' }, es: { one: 'grano', many: 'granos' } },
          holders: [],
          credit: { by: 'all', minor: '10000' },
        },
      ],
    },
    exchange: USUAL_EXCHANGE,
    roles: [
      { role: 'coordinator', holders: 2, termMonths: 12 },
      { role: 'treasurer', holders: 1, termMonths: 12 },
    ],
    powers: {
      ...accounts,
      ...amongUs,
    },
    exit: { noticeDays: 0, appealDays: 30 },
    dissolution: { assetsTo: 'similar_group' },
    always: ALWAYS,
  },
  next: [
    { step: 'fill_posts', place: 'posts' },
    { step: 'bring_members', place: 'members' },
    { step: 'print_sheet', place: 'sheet' },
  ],
} as const satisfies Form;
