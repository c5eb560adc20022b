/**
 * Ways of deciding that several forms begin with, and what holds for all of them; like everything in a form,
 * a group makes them its own.
 *
 * Half of us taking part, two of three for what binds for long and three of four of all for the end are what
 * statutes of cooperatives commonly ask for. Consent is that of sociocracy; the transferable vote is counted as
 * in Scotland (SSI 2007/42), pairs as by Schulze, a pot by equal shares (Peters, Pierczyński, Skowron 2021).
 */
import type { Voice, Way } from '#agents';

const usual = {
  quorumPercent: 50,
  noQuorum: 'again',
  talkDays: 3,
  voteDays: 5,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
} as const satisfies Partial<Way>;

/** Nobody has an objection that stands. */
export const consent = { ...usual, method: 'consent' } as const satisfies Way;

/** More say yes than no. */
export const majority = { ...usual, method: 'majority' } as const satisfies Way;

/** The same in one room: it is talked over there, and hands are counted. */
export const onTheSpot = { ...majority, talkDays: 0, voteDays: 0 } as const satisfies Way;

/** One of several, and never one that most of us would have given up for another. */
export const between = { ...usual, method: 'schulze' } as const satisfies Way;

/** Two of three who say yes or no say yes, after two weeks, and it rests for another. */
export const twoThirds = {
  ...usual,
  method: 'majority',
  share: { parts: 2, of: 3, reached: 'least' },
  talkDays: 7,
  voteDays: 7,
  waitDays: 7,
} as const satisfies Way;

/** Two of three who say yes or no, about one of us: nobody has to show their hand. */
export const aboutOne = {
  ...usual,
  method: 'majority',
  share: { parts: 2, of: 3, reached: 'least' },
  secrecy: 'separated',
} as const satisfies Way;

/** More than half of all of us, however many take part: whoever stays away does not take a post back. */
export const mostOfUs = {
  ...usual,
  method: 'majority',
  base: 'roll',
  secrecy: 'separated',
} as const satisfies Way;

/** Three of four of all of us, with a month to think: it cannot be undone. */
export const threeQuarters = {
  ...usual,
  method: 'majority',
  share: { parts: 3, of: 4, reached: 'least' },
  base: 'roll',
  noQuorum: 'fails',
  talkDays: 14,
  voteDays: 14,
  waitDays: 14,
} as const satisfies Way;

/** One of several is chosen for a post, or several of many, so that each part of the group has its share. */
export const election = {
  ...usual,
  method: 'scottish_stv',
  secrecy: 'separated',
} as const satisfies Way;

/** Each of us brings the same part of the pot; a project is paid by those who want it. */
export const pot = {
  ...usual,
  method: 'equal_shares',
  quorumPercent: 0,
  talkDays: 14,
  voteDays: 7,
  secrecy: 'separated',
} as const satisfies Way;

/** What holds for all that is decided together. */
export const voice = {
  delegations: 0,
  brakeMembers: 3,
  extendDays: 3,
  publishFrom: 30,
  inviteDays: 3,
  meetingPercent: 50,
  minutesSigners: 2,
  entrenched: [{ article: 'dissolution', way: threeQuarters }],
} as const satisfies Voice;
