/**
 * People who give each other hours, each worth the same. Hours have two decimals, so that a quarter of one is
 * 0.25; everybody can ask for some before they have given any.
 */
import { ALWAYS, BOOKS_MATTERS, USUAL_EXCHANGE } from '#agents';
import { accountsInHours, hour } from './accounts.ts';
import { amongUs } from './among-us.ts';
import type { Form } from './form.ts';
import * as by from './ways.ts';

export const timeBank = {
  form: 'time_bank',
  practices: ['swap_and_care'],
  vignette: 'bell',
  seenIn: ['ES', 'US', 'IT', 'JP'],
  story: 'time-bank',
  questions: [
    {
      question: 'below_zero',
      path: ['books', 'units', 0, 'credit', 'minor'],
      kind: 'amount',
      least: 1,
      most: 1000,
    },
    { question: 'vouchers', path: ['admission', 'vouchers'], kind: 'number', least: 0, most: 5 },
    { question: 'trial_days', path: ['admission', 'trialDays'], kind: 'number', least: 0, most: 365 },
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
      units: [{ ...hour, credit: { by: 'all', minor: '2000' } }],
    },
    exchange: USUAL_EXCHANGE,
    roles: [
      { role: 'coordinator', holders: 2, termMonths: 12 },
      { role: 'treasurer', holders: 1, termMonths: 12 },
    ],
    powers: {
      ...accountsInHours,
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
