/** Questions to put to authority: Ana, a member of a group of five, asks to pay under some power. */
import type { MemberId, PersonId } from '#kernel/command';
import type { Question, Signature } from './authorize.ts';
import { standingOf, type Mandate, type Membership } from './standing.ts';
import type { Articles, Power } from './statutes.ts';
import type { Way } from './voice.ts';

export const TODAY = '2026-11-23';
export const ana = 'per_ana' as PersonId;
export const anaMember = 'mem_ana' as MemberId;

export function membership(dates: Partial<Membership> = {}, name = 'ana'): Membership {
  return {
    id: `mem_${name}`,
    person: `per_${name}`,
    memberOrg: null,
    name,
    class: 'member',
    founder: false,
    namedOn: '2026-01-01',
    appliedOn: null,
    admittedOn: '2026-01-01',
    trialUntil: null,
    suspendedOn: null,
    suspendedUntil: null,
    appealUntil: null,
    endedOn: null,
    endKind: null,
    answeredBy: null,
    noUntil: null,
    ...dates,
  };
}

export function mandate(dates: Partial<Mandate> = {}): Mandate {
  return {
    id: 'man_1',
    role: 'treasurer',
    member: anaMember,
    startsOn: '2026-06-01',
    endsOn: '2027-06-01',
    rehearsal: false,
    endedAt: null,
    ...dates,
  };
}

export const standing = (dates: Partial<Membership> = {}, posts: readonly Mandate[] = [], draft = false) =>
  standingOf(membership(dates), posts, TODAY, draft, true);
export const stranger = standingOf(null, [], TODAY, false, true);
export const applied = { admittedOn: null, appliedOn: '2026-11-01' };
export const founder = { admittedOn: null, founder: true };

export const majority: Way = {
  method: 'majority',
  quorumPercent: 50,
  noQuorum: 'fails',
  talkDays: 3,
  voteDays: 5,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
};
export const twoThirds: Way = { ...majority, share: { parts: 2, of: 3, reached: 'least' } };

export function articles(pay: Power | undefined): Articles {
  return {
    admission: {
      who: 'people',
      classes: [
        { class: 'member', votes: true },
        { class: 'friend', votes: false },
      ],
      byApplication: true,
      byInvitation: true,
      vouchers: 0,
      trialDays: 0,
    },
    roles: [{ role: 'treasurer', holders: 1, termMonths: 12 }],
    powers: pay ? { pay } : {},
    exit: { noticeDays: 0, appealDays: 30 },
    dissolution: { assetsTo: 'community' },
    always: [],
  };
}

export function question(
  change: Partial<Question> = {},
  pay?: Power,
  state: Question['group']['state'] = 'founded',
): Question {
  return {
    grounds: ['statutes'],
    matter: 'pay',
    about: {},
    person: ana,
    operator: false,
    standing: standing(),
    group: { state, articles: articles(pay), voting: 5, timeZone: 'UTC' },
    afterEnd: false,
    today: TODAY,
    waiting: null,
    signatures: [],
    household: [],
    used: () => ({ acts: 0, amountMinor: 0n }),
    ...change,
  };
}

export function signatures(...names: string[]): Signature[] {
  return names.map((name) => ({
    member: `mem_${name}`,
    person: `per_${name}`,
    standing: standingOf(membership({}, name), [], TODAY, false, true),
  }));
}

export const byTreasurer: Power = { by: 'role', role: 'treasurer' };
export const upTo: Power = {
  by: 'role',
  role: 'treasurer',
  upTo: { perActMinor: '500', per: { days: 30, acts: 3, amountMinor: '1000' } },
};
export const ofTwo: Power = { by: 'members', of: 2 };
export const byUs: Power = { by: 'decision', ways: [majority] };
export const decidedBy = (way: Way) => ({ person: null, decided: { proposal: 'pro_1', position: 2, way } });
export const treasurer = standing({}, [mandate()]);
