/**
 * Organizations that belong to each other: each member is a group, speaking through a delegate it can call
 * back.
 */
import type { Form } from './form.ts';
import * as by from './ways.ts';

export const network = {
  form: 'network',
  practices: ['bring_groups_together'],
  vignette: 'road',
  seenIn: ['ES', 'BR', 'KE', 'CA'],
  story: 'network',
  questions: [
    { question: 'vouchers', path: ['admission', 'vouchers'], kind: 'number', least: 0, most: 5 },
    { question: 'trial_days', path: ['admission', 'trialDays'], kind: 'number', least: 0, most: 730 },
    { question: 'notice_days', path: ['exit', 'noticeDays'], kind: 'number', least: 0, most: 90 },
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
  matters: ['list', 'share_out'],
  articles: {
    admission: {
      who: 'both',
      classes: [
        { class: 'group', votes: true },
        { class: 'supporter', votes: false },
      ],
      byApplication: true,
      byInvitation: true,
      vouchers: 2,
      trialDays: 180,
    },
    voice: {
      ...by.voice,
      entrenched: [{ article: 'dissolution', way: { ...by.threeQuarters, voters: 'both' } }],
    },
    roles: [
      { role: 'coordinator', holders: 2, termMonths: 24 },
      { role: 'treasurer', holders: 1, termMonths: 24 },
      { role: 'list_keeper', holders: 3, termMonths: 24 },
    ],
    powers: {
      invite: { by: 'role', role: 'coordinator' },
      admit: { by: 'members', of: 3, ways: [by.consent, by.majority] },
      enter_on_paper: { by: 'role', role: 'coordinator' },
      suspend: { by: 'members', share: 'majority', ways: [by.aboutOne] },
      exclude: { by: 'members', share: 'majority', ways: [by.aboutOne] },
      appoint: { by: 'members', share: 'majority', ways: [by.election, by.consent, by.majority] },
      revoke: { by: 'members', share: 'majority', ways: [by.mostOfUs] },
      describe: {
        by: 'role',
        role: 'coordinator',
        upTo: { per: { days: 30, acts: 5 } },
        ways: [by.consent, by.onTheSpot],
      },
      join_network: { by: 'members', share: 'majority', ways: [by.consent, by.majority] },
      list: { by: 'role', role: 'list_keeper', upTo: { per: { days: 7, acts: 20 } }, ways: [by.majority] },
      amend: { by: 'members', share: 'all', ways: [{ ...by.twoThirds, voters: 'both' }] },
      dissolve: { by: 'members', share: 'all', ways: [{ ...by.threeQuarters, voters: 'both' }] },
      resolve: { by: 'decision', ways: [by.consent, by.onTheSpot, by.between] },
      share_out: { by: 'decision', ways: [by.pot] },
      call_meeting: { by: 'role', role: 'coordinator' },
      tell: { by: 'member' },
      moderate: { by: 'role', role: 'coordinator' },
    },
    exit: { noticeDays: 30, appealDays: 60 },
    dissolution: { assetsTo: 'network' },
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
    { step: 'bring_groups', place: 'members' },
    { step: 'bring_list', place: 'import' },
  ],
} as const satisfies Form;
