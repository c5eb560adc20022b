/**
 * Neighbours who care for each other: each writes down what they do for themself alone, all of us see what
 * we carry together, and an hour can be saved for oneself or given on (as fureai kippu, the tickets of a
 * caring relationship, have been since 1973).
 */
import { ALWAYS, BOOKS_MATTERS } from '#agents';
import { accountsInHours, hour } from './accounts.ts';
import { amongUs } from './among-us.ts';
import type { Form } from './form.ts';
import * as by from './ways.ts';

export const careCircle = {
  form: 'care_circle',
  practices: ['swap_and_care'],
  vignette: 'lantern',
  seenIn: ['JP', 'NL', 'CA', 'AR'],
  story: 'care-circle',
  questions: [
    { question: 'care_people', path: ['care', 'leastPeople'], kind: 'number', least: 5, most: 50 },
    {
      question: 'below_zero',
      path: ['books', 'units', 0, 'credit', 'minor'],
      kind: 'amount',
      least: 1,
      most: 1000,
    },
    { question: 'vouchers', path: ['admission', 'vouchers'], kind: 'number', least: 0, most: 5 },
    { question: 'term_months', path: ['roles', 0, 'termMonths'], kind: 'number', least: 1, most: 36 },
  ],
  matters: BOOKS_MATTERS,
  articles: {
    admission: {
      // Circles elsewhere, with whom hours are cleared for those who live far from whom they love.
      who: 'both',
      classes: [
        { class: 'member', votes: true },
        { class: 'group', votes: false },
      ],
      byApplication: true,
      byInvitation: true,
      vouchers: 1,
      trialDays: 0,
    },
    voice: by.voice,
    books: {
      units: [{ ...hour, credit: { by: 'all', minor: '4000' } }],
    },
    care: { leastPeople: 5 },
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
    { step: 'write_care', place: 'care' },
  ],
} as const satisfies Form;
