/** The door of the library: everything that is for others. It runs in a browser and opens nothing else. */
export * from './exact/fraction.ts';
export * from './exact/sha256.ts';
export * from './lots.ts';
export * from './rules.ts';
export * from './format/blt.ts';
export * from './ranked/irv.ts';
export { rankedProfile, BallotPile, grouped, strictBallots } from './ranked/profile.ts';
export type { PlainBallot, PlainProfile, RankedBallots, RankedProfile } from './ranked/profile.ts';
export type * from './ranked/stv-count.ts';
export * from './ranked/stv-meek.ts';
export * from './ranked/stv-scottish.ts';
export * from './ranked/stv-wigm.ts';
