import { describe, expect, test } from 'vitest';
import { network } from '../../../forms/network.ts';
import { decideAmendment, type Amendable } from './amendment.ts';
import type { Mandate } from './standing.ts';
import type { Articles } from './statutes.ts';

const rules: Articles = network.articles;

function mandate(role: string, startsOn: string, endsOn: string, more: Partial<Mandate> = {}): Mandate {
  return {
    id: `man_${role}_${startsOn}_${endsOn}`,
    role,
    member: 'mem_1',
    startsOn,
    endsOn,
    rehearsal: false,
    endedAt: null,
    ...more,
  };
}

const present: Amendable = {
  articles: rules,
  draft: false,
  today: '2027-06-01',
  classes: [{ class: 'group', full: 3 }],
  mandates: [
    mandate('list_keeper', '2027-01-01', '2027-09-01'),
    mandate('list_keeper', '2027-01-01', '2028-01-01'),
    mandate('list_keeper', '2027-10-01', '2028-02-01'),
    mandate('treasurer', '2026-01-01', '2027-06-01'),
    mandate('coordinator', '2027-01-01', '2028-01-01', { endedAt: '2027-02-01T00:00:00Z' }),
  ],
};

const withHolders = (holders: number): Articles => ({
  ...rules,
  roles: rules.roles.map((one) => (one.role === 'list_keeper' ? { ...one, holders } : one)),
});

function ruled(wanted: Articles, more: Partial<Amendable> = {}) {
  const decided = decideAmendment({ ...present, ...more }, wanted);
  return decided.ok ? 'accepted' : decided.refusal;
}

describe('other rules', () => {
  test('keep the kinds of members that somebody is of', () => {
    const [group, supporter] = rules.admission.classes;
    const only = (classes: Articles['admission']['classes']) => ({
      ...rules,
      admission: { ...rules.admission, classes },
    });
    expect(ruled(only([group!]))).toBe('accepted');
    const classes = [...present.classes, { class: 'supporter', full: 0 }];
    expect(ruled(only([group!]), { classes })).toEqual({
      rule: 'class_in_use',
      class: 'supporter',
    });
    expect(ruled(only([supporter!]))).toEqual({ rule: 'statutes_nobody_votes' });
  });

  test('leave somebody who votes', () => {
    const turned = {
      ...rules,
      admission: {
        ...rules.admission,
        classes: rules.admission.classes.map((one) => ({ ...one, votes: !one.votes })),
      },
    };
    const supporters = (full: number) => ({ classes: [...present.classes, { class: 'supporter', full }] });
    expect(ruled(turned)).toEqual({ rule: 'nobody_would_vote' });
    expect(ruled(turned, supporters(0))).toEqual({ rule: 'nobody_would_vote' });
    expect(ruled(turned, supporters(1))).toBe('accepted');
  });

  test('keep the posts that somebody holds, today or from a day that is settled', () => {
    const without = (role: string) => ({
      ...rules,
      powers: { ...rules.powers, list: { by: 'member' as const } },
      roles: rules.roles.filter((one) => one.role !== role),
    });
    expect(ruled(without('list_keeper'))).toEqual({ rule: 'post_in_use', role: 'list_keeper' });
    expect(ruled(without('treasurer'))).toBe('accepted');
  });

  test.each([
    [3, 'accepted'],
    [2, 'accepted'],
    [1, { rule: 'post_held_by_more', role: 'list_keeper', held: 2, holders: 1, endsOn: '2028-01-01' }],
  ])('leave room for those who hold a post: %i', (holders, expected) => {
    expect(ruled(withHolders(holders))).toEqual(expected);
  });

  test('do not mind posts of a rehearsal, nor what was too narrow before', () => {
    expect(ruled(withHolders(1), { draft: true })).toBe('accepted');
    expect(ruled(withHolders(1), { articles: withHolders(1) })).toBe('accepted');
  });
});
