/**
 * Money that belongs to everybody, shared out by those it is for: residents bring ideas and vote, a circle of
 * members runs it, finds out costs and follows what was funded.
 */
import type { Form } from './form.ts';
import {
  aboutOne,
  between,
  consent,
  election,
  mostOfUs,
  onTheSpot,
  pot,
  threeQuarters,
  twoThirds,
  voice,
} from './ways.ts';

export const participatoryBudget = {
  form: 'participatory_budget',
  practices: ['decide_a_budget'],
  vignette: 'pot',
  seenIn: ['BR', 'MX', 'KE', 'PL'],
  story: 'participatory-budget',
  questions: [
    { question: 'vouchers', path: ['admission', 'vouchers'], kind: 'number', least: 0, most: 5 },
    { question: 'term_months', path: ['roles', 0, 'termMonths'], kind: 'number', least: 1, most: 36 },
    { question: 'publish_from', path: ['voice', 'publishFrom'], kind: 'number', least: 2, most: 1000 },
  ],
  matters: ['share_out', 'run_budget', 'cost_projects'],
  articles: {
    admission: {
      who: 'people',
      classes: [
        { class: 'resident', votes: false },
        { class: 'member', votes: true },
      ],
      byApplication: true,
      byInvitation: true,
      vouchers: 2,
      trialDays: 0,
    },
    voice,
    roles: [
      { role: 'coordinator', holders: 2, termMonths: 12 },
      { role: 'cost_finder', holders: 3, termMonths: 12 },
      { role: 'treasurer', holders: 1, termMonths: 12 },
    ],
    powers: {
      invite: { by: 'role', role: 'coordinator' },
      admit: { by: 'role', role: 'coordinator' },
      enter_on_paper: { by: 'role', role: 'coordinator' },
      suspend: { by: 'members', share: 'majority', ways: [aboutOne] },
      exclude: { by: 'members', share: 'majority', ways: [aboutOne] },
      appoint: { by: 'members', share: 'majority', ways: [election, consent] },
      revoke: { by: 'members', share: 'majority', ways: [mostOfUs] },
      describe: { by: 'role', role: 'coordinator', upTo: { per: { days: 30, acts: 5 } } },
      join_network: { by: 'members', share: 'majority', ways: [consent] },
      amend: { by: 'members', share: 'all', ways: [twoThirds] },
      dissolve: { by: 'members', share: 'all', ways: [threeQuarters] },
      resolve: { by: 'decision', ways: [consent, onTheSpot, between] },
      share_out: { by: 'decision', ways: [pot] },
      run_budget: { by: 'roles', of: 2, among: ['coordinator', 'treasurer'], ways: [consent, onTheSpot] },
      cost_projects: { by: 'role', role: 'cost_finder' },
      call_meeting: { by: 'member' },
      tell: { by: 'member' },
      moderate: { by: 'role', role: 'coordinator' },
    },
    exit: { noticeDays: 0, appealDays: 30 },
    dissolution: { assetsTo: 'community' },
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
    { step: 'open_budget', place: 'budgets' },
    { step: 'bring_residents', place: 'members' },
  ],
} as const satisfies Form;
