/** Ways of deciding that several forms begin with; like everything in a form, a group makes them its own. */
import type { Way } from '#agents';

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

/** Two of three who say yes or no say yes, after two weeks, and it rests for another. */
export const twoThirds = {
  ...usual,
  method: 'majority',
  share: { parts: 2, of: 3, reached: 'least' },
  talkDays: 7,
  voteDays: 7,
  waitDays: 7,
} as const satisfies Way;

/** One of several is chosen for a post, or several of many, so that each part of the group has its share. */
export const election = {
  ...usual,
  method: 'scottish_stv',
  secrecy: 'separated',
} as const satisfies Way;
