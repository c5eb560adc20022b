/**
 * People who meet and decide together, with as little else as possible: the form that every other one
 * contains.
 */
import type { Form } from './form.ts';
import { consent, majority } from './ways.ts';

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
  ],
  matters: [],
  articles: {
    admission: {
      who: 'people',
      classes: [{ class: 'member', votes: true }],
      byApplication: true,
      byInvitation: true,
      vouchers: 1,
      trialDays: 0,
    },
    roles: [
      { role: 'coordinator', holders: 1, termMonths: 12 },
      { role: 'treasurer', holders: 1, termMonths: 12 },
      { role: 'secretary', holders: 1, termMonths: 12 },
    ],
    powers: {
      invite: { by: 'member' },
      admit: { by: 'members', of: 2 },
      enter_on_paper: { by: 'member' },
      suspend: { by: 'members', share: 'majority' },
      exclude: { by: 'members', share: 'majority' },
      appoint: { by: 'members', share: 'majority' },
      revoke: { by: 'members', share: 'majority' },
      describe: { by: 'role', role: 'secretary', upTo: { per: { days: 30, acts: 5 } } },
      join_network: { by: 'members', share: 'majority' },
      amend: { by: 'members', share: 'all' },
      dissolve: { by: 'members', share: 'all' },
      resolve: { by: 'decision', ways: [consent, majority] },
      call_meeting: { by: 'member' },
      tell: { by: 'members', of: 2 },
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
