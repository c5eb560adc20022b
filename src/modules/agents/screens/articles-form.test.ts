import { describe, expect, test } from 'vitest';
import type { Articles, Power } from '../core/statutes.ts';
import { ALWAYS } from '../core/statutes.ts';
import { articlesFrom, powerAnswer, powerChoices } from './articles-form.ts';

const present: Articles = {
  admission: {
    who: 'people',
    classes: [{ class: 'member', votes: true }],
    byApplication: true,
    byInvitation: false,
    vouchers: 1,
    trialDays: 0,
  },
  roles: [
    { role: 'treasurer', holders: 1, termMonths: 12 },
    { role: 'secretary', holders: 2, termMonths: 6 },
  ],
  powers: {
    invite: { by: 'member' },
    describe: { by: 'role', role: 'secretary', upTo: { per: { days: 30, acts: 5 } } },
    suspend: { by: 'roles', of: 2, among: ['treasurer', 'secretary'] },
    admit: { by: 'members', of: 2 },
    amend: { by: 'members', share: 'all' },
  },
  exit: { noticeDays: 0, appealDays: 30 },
  dissolution: { assetsTo: 'similar_group' },
  always: [...ALWAYS],
};

/** The form as a browser would send it back, untouched but for `changes`. */
function answered(changes: { [name: string]: string } = {}): Articles {
  const sent: { [name: string]: string } = {
    'admission-byApplication': present.admission.byApplication ? 'on' : '',
    'admission-byInvitation': present.admission.byInvitation ? 'on' : '',
  };
  for (const [matter, power] of Object.entries(present.powers)) {
    const { by, of } = powerAnswer(power);
    sent[`powers-${matter}`] = by;
    sent[`powers-${matter}-of`] = String(of);
  }
  return articlesFrom(present, (name) => changes[name] ?? sent[name] ?? '');
}

describe('the form of the rules', () => {
  test('sent back untouched gives the same rules', () => expect(answered()).toEqual(present));

  test.each<[by: string, of: string, power: Power]>([
    ['member', '', { by: 'member' }],
    ['role:treasurer', '', { by: 'role', role: 'treasurer' }],
    ['roles', '2', { by: 'roles', of: 2, among: ['treasurer', 'secretary'] }],
    ['members', '3', { by: 'members', of: 3 }],
    ['majority', '3', { by: 'members', share: 'majority' }],
    ['all', '', { by: 'members', share: 'all' }],
  ])('admitting by %s %s', (by, of, power) => {
    expect(answered({ 'powers-admit': by, 'powers-admit-of': of }).powers['admit']).toEqual(power);
  });

  test('a limit goes with the post it was set for', () => {
    expect(answered({ 'powers-describe': 'role:treasurer' }).powers['describe']).toEqual({
      by: 'role',
      role: 'treasurer',
    });
  });

  test('a post is taken out, another one put in', () => {
    const { roles } = answered({
      'roles-treasurer-out': 'on',
      'new-role': 'coordinator',
      'new-role-holders': '3',
    });
    expect(roles.map((one) => one.role)).toEqual(['secretary', 'coordinator']);
    expect(roles[1]).toEqual({ role: 'coordinator', holders: 3, termMonths: 12 });
  });

  test('a number that is none stays wrong, for the check to refuse', () => {
    expect(answered({ 'admission-vouchers': '2.5' }).admission.vouchers).toBe(-1);
    expect(answered({ 'admission-vouchers': '' }).admission.vouchers).toBe(1);
  });

  test('no post is offered where it would guard itself', () => {
    expect(powerChoices(present, 'amend')).toEqual(['member', 'members', 'majority', 'all']);
    expect(powerChoices(present, 'admit')).toContain('role:treasurer');
  });
});
