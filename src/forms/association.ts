/**
 * People who meet and decide together, with as little else as possible: the form that every other one
 * contains.
 */
import type { Form } from './form.ts';
import * as by from './ways.ts';

export const association = {
  form: 'association',
  practices: ['meet_and_decide', 'stand_up', 'swap_and_care', 'grow_and_eat'],
  vignette: 'chairs',
  seenIn: ['MX', 'GB', 'SN', 'IN'],
  story: 'association',
  questions: [
    { question: 'vouchers', path: ['admission', 'vouchers'], kind: 'number', least: 0, most: 5 },
    { question: 'trial_days', path: ['admission', 'trialDays'], kind: 'number', least: 0, most: 365 },
    { question: 'term_months', path: ['roles', 0, 'termMonths'], kind: 'number', least: 1, most: 36 },
    {
      question: 'decide_how',
      path: ['powers', 'resolve', 'ways'],
      kind: 'choice',
      choices: [
        { choice: 'consent', puts: [by.consent, by.onTheSpot, by.between] },
        { choice: 'majority', puts: [by.majority, by.onTheSpot, by.between] },
      ],
    },
  ],
  matters: ['share_out'],
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
    roles: [
      { role: 'coordinator', holders: 1, termMonths: 12 },
      { role: 'treasurer', holders: 1, termMonths: 12 },
      { role: 'secretary', holders: 1, termMonths: 12 },
    ],
    powers: {
      invite: { by: 'member' },
      admit: { by: 'members', of: 2, ways: [by.consent] },
      enter_on_paper: { by: 'member' },
      suspend: { by: 'members', share: 'majority', ways: [by.aboutOne] },
      exclude: { by: 'members', share: 'majority', ways: [by.aboutOne] },
      appoint: { by: 'members', share: 'majority', ways: [by.election, by.consent, by.majority] },
      revoke: { by: 'members', share: 'majority', ways: [by.mostOfUs] },
      describe: {
        by: 'role',
        role: 'secretary',
        upTo: { per: { days: 30, acts: 5 } },
        ways: [by.consent, by.onTheSpot],
      },
      join_network: { by: 'members', share: 'majority', ways: [by.consent, by.majority] },
      amend: { by: 'members', share: 'all', ways: [by.twoThirds] },
      dissolve: { by: 'members', share: 'all', ways: [by.threeQuarters] },
      resolve: { by: 'decision', ways: [by.consent, by.onTheSpot, by.between] },
      share_out: { by: 'decision', ways: [by.pot] },
      call_meeting: { by: 'member' },
      tell: { by: 'member' },
      moderate: { by: 'members', of: 2 },
    },
    exit: { noticeDays: 0, appealDays: 30 },
    dissolution: { assetsTo: 'similar_group' },
    always: [
      'one_member_one_vote',
      'leaving_is_free',
      'posts_can_be_taken_back',
      'nobody_for_own_benefit',
      'record_is_kept',
    ],
  },
  next: [
    { step: 'fill_posts', place: 'posts' },
    { step: 'bring_members', place: 'members' },
    { step: 'print_sheet', place: 'sheet' },
  ],
} as const satisfies Form;
