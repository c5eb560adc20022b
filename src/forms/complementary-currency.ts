/**
 * Places that keep what they earn: people exchange money for a unit of their own, pay with it in the shops
 * of the place, and can exchange it back; a part of what is exchanged back goes to the association that
 * each has chosen. For every one in circulation as much money lies in the reserve.
 */
import { ALWAYS, BOOKS_MATTERS } from '#agents';
import { accounts } from './accounts.ts';
import { amongUs } from './among-us.ts';
import type { Form } from './form.ts';
import { backings, kept, local, melts } from './kept-for.ts';
import * as by from './ways.ts';

export const complementaryCurrency = {
  form: 'complementary_currency',
  practices: ['swap_and_care'],
  vignette: 'coin',
  seenIn: ['DE', 'GB', 'FR', 'MX', 'BR', 'KE'],
  story: 'complementary-currency',
  questions: [
    { question: 'unit_words', path: ['books', 'units', 0, 'words'], kind: 'words' },
    { question: 'kept_words', path: ['books', 'units', 1, 'words'], kind: 'words' },
    {
      question: 'exchange_fee',
      path: ['books', 'units', 0, 'backing'],
      kind: 'choice',
      choices: [
        { choice: 'chosen', puts: backings.chosen },
        { choice: 'common', puts: backings.common },
        { choice: 'none', puts: backings.none },
      ],
    },
    {
      question: 'lying_still',
      path: ['books', 'units', 0, 'demurrage'],
      kind: 'choice',
      choices: [
        { choice: 'whole', puts: null },
        { choice: 'melts', puts: melts },
      ],
    },
    { question: 'term_months', path: ['roles', 0, 'termMonths'], kind: 'number', least: 1, most: 36 },
  ],
  matters: BOOKS_MATTERS,
  articles: {
    admission: {
      who: 'both',
      classes: [
        { class: 'holder', votes: true },
        { class: 'shop', votes: true },
        { class: 'association', votes: true },
      ],
      byApplication: true,
      byInvitation: true,
      vouchers: 0,
      trialDays: 0,
    },
    voice: by.voice,
    books: { units: [local, kept] },
    roles: [
      { role: 'cashier', holders: 3, termMonths: 12 },
      { role: 'treasurer', holders: 1, termMonths: 12 },
      { role: 'coordinator', holders: 2, termMonths: 12 },
    ],
    powers: {
      ...accounts,
      ...amongUs,
      issue: { by: 'role', role: 'cashier', upTo: { perActMinor: '100000' }, ways: [by.majority] },
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
