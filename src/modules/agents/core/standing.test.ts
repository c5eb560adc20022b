import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { heldAtOnce, decideTerm } from './posts.ts';
import {
  decidesTogether,
  inForce,
  isOver,
  standingKind,
  standingOf,
  standsFully,
  type Mandate,
  type Membership,
} from './standing.ts';
import type { CivilDate } from '#kernel/calendar';

const TODAY = '2026-11-23';
const blank: Membership = {
  id: 'mem_ana',
  person: 'per_ana',
  memberOrg: null,
  name: 'Ana',
  class: 'member',
  founder: false,
  namedOn: null,
  appliedOn: null,
  admittedOn: null,
  trialUntil: null,
  suspendedOn: null,
  suspendedUntil: null,
  appealUntil: null,
  endedOn: null,
  endKind: null,
  answeredBy: null,
  noUntil: null,
};
const admitted = { admittedOn: '2026-01-01' };
const member = 'mem_ana' as MemberId;

function mandate(startsOn: string, endsOn: string, more: Partial<Mandate> = {}): Mandate {
  return {
    id: 'man_1',
    role: 'treasurer',
    member,
    startsOn,
    endsOn,
    rehearsal: false,
    endedAt: null,
    ...more,
  };
}

describe('what a membership amounts to', () => {
  test.each<[string, Partial<Membership>]>([
    ['invited', { namedOn: TODAY }],
    ['invited', { namedOn: TODAY, founder: true, person: null }],
    ['founder', { namedOn: TODAY, founder: true }],
    ['applicant', { appliedOn: TODAY }],
    ['member', { appliedOn: '2026-01-01', ...admitted }],
    ['member', { ...admitted, founder: true }],
    ['trial', { ...admitted, trialUntil: '2026-11-24' }],
    ['member', { ...admitted, trialUntil: TODAY }],
    ['trial', { ...admitted, person: null, noUntil: '2026-11-24' }],
    ['member', { ...admitted, person: null, noUntil: TODAY }],
    ['trial', { ...admitted, person: null, noUntil: TODAY, trialUntil: '2026-11-24' }],
    ['trial', { ...admitted, person: null, noUntil: '2026-11-24', trialUntil: TODAY }],
    ['member', { ...admitted, person: null, noUntil: '2026-11-24', founder: true }],
    ['member', { ...admitted, noUntil: '2026-11-24' }],
    ['suspended', { ...admitted, suspendedOn: TODAY }],
    ['member', { ...admitted, suspendedOn: '2026-11-24' }],
    ['suspended', { ...admitted, suspendedOn: '2026-11-01', suspendedUntil: '2026-11-24' }],
    ['member', { ...admitted, suspendedOn: '2026-11-01', suspendedUntil: TODAY }],
    ['suspended', { ...admitted, trialUntil: '2026-12-01', suspendedOn: TODAY }],
    ['ex_member', { ...admitted, endedOn: TODAY, endKind: 'left' }],
    ['ex_member', { appliedOn: TODAY, endedOn: TODAY, endKind: 'declined' }],
  ])('%s', (kind, dates) => {
    expect(standingKind({ ...blank, ...dates }, TODAY)).toBe(kind);
  });

  test('nothing, with a person or without', () => {
    expect(standingOf(null, [], TODAY, false, true).kind).toBe('person');
    expect(standingOf(null, [], TODAY, false, false).kind).toBe('visitor');
  });
});

describe('posts', () => {
  const current = mandate('2026-06-01', '2027-06-01');
  const past = mandate('2025-06-01', '2026-06-01', { id: 'man_0' });

  test('are held by members, and rest with a membership', () => {
    const standing = standingOf({ ...blank, ...admitted }, [past, current], TODAY, false, true);
    expect(standing.posts).toEqual([current]);
    expect(standing.pastPosts).toEqual([past]);
    const resting = standingOf({ ...blank, ...admitted, suspendedOn: TODAY }, [current], TODAY, false, true);
    expect(resting.posts).toEqual([]);
  });

  test.each([
    ['its first day', mandate(TODAY, '2026-11-24'), true, false],
    ['the day before it begins', mandate('2026-11-24', '2026-11-25'), false, false],
    ['the day it ends', mandate('2026-11-01', TODAY), false, true],
    ['after it was taken back', mandate('2026-11-01', '2027-01-01', { endedAt: TODAY }), false, true],
    ['after the rehearsal', mandate('2026-11-01', '2027-01-01', { rehearsal: true }), false, true],
  ])('on %s', (_what, one, held, over) => {
    expect(inForce(one, TODAY, false)).toBe(held);
    expect(isOver(one, TODAY, false)).toBe(over);
  });

  test('are given for a term at most', () => {
    const given = (startsOn?: string, endsOn?: string) => {
      const decided = decideTerm({ startsOn, endsOn }, 3, TODAY);
      return decided.ok ? `${decided.value.startsOn} ${decided.value.endsOn}` : decided.refusal.rule;
    };
    expect(given()).toBe('2026-11-23 2027-02-23');
    expect(given('2026-11-30')).toBe('2026-11-30 2027-02-28');
    expect(given(undefined, '2026-11-24')).toBe('2026-11-23 2026-11-24');
    expect(given(undefined, TODAY)).toBe('dates_wrong');
    expect(given('2026-11-22')).toBe('dates_wrong');
    expect(given('2027-11-23')).toBe('2027-11-23 2028-02-23');
    expect(given('2027-11-24')).toBe('dates_wrong');
    expect(given('9999-12-31')).toBe('dates_wrong');
    expect(given(undefined, '2027-02-24')).toBe('term_too_long');
  });

  test('are counted on the fullest day', () => {
    const term = { startsOn: '2026-01-01' as CivilDate, endsOn: '2027-01-01' as CivilDate };
    const first = mandate('2025-01-01', '2026-03-01');
    const second = mandate('2026-03-01', '2026-06-01');
    const third = mandate('2026-05-31', '2028-01-01');
    expect(heldAtOnce([], term)).toBe(0);
    expect(heldAtOnce([first, second], term)).toBe(1);
    expect(heldAtOnce([first, second, third], term)).toBe(2);
    expect(heldAtOnce([mandate('2027-01-01', '2028-01-01'), mandate('2025-01-01', '2026-01-01')], term)).toBe(
      0,
    );
  });
});

test('who decides together, and who does all that members do', () => {
  const kinds = [
    'visitor',
    'person',
    'invited',
    'applicant',
    'founder',
    'trial',
    'member',
    'suspended',
    'ex_member',
  ] as const;
  expect(kinds.filter((kind) => decidesTogether(kind, false))).toEqual(['member']);
  expect(kinds.filter((kind) => decidesTogether(kind, true))).toEqual(['founder', 'member']);
  expect(kinds.filter((kind) => standsFully(kind, false))).toEqual(['trial', 'member']);
  expect(kinds.filter((kind) => standsFully(kind, true))).toEqual(['founder', 'trial', 'member']);
});
