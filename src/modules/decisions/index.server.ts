/** The door of the decisions module for the host and its routes: what speaks with the database, and the commands. */
export * from './index.ts';
export { decisionsCommands } from './commands/index.ts';
export * from './store/budget-reads.ts';
export * from './store/due.ts';
export * from './store/calendar.ts';
export * from './store/meeting-reads.ts';
export * from './store/next-due.ts';
export {
  loadKnownMarks,
  loadOpenBallots,
  loadSealedBallots,
  loadShufflable,
  reshuffle,
  type Box,
  type OpenBallot,
} from './store/ballots.ts';
export { chamberOfKey, TOKEN } from './core/blind.ts';
export { ballotsRoot } from './core/ballots-root.ts';
export { loadPiles, type Pile } from './store/paper.ts';
export { forgetDecided } from './store/forget.ts';
export * from './store/reads.ts';
export * from './store/replayed.ts';
export { verifyBallots } from './store/verify-ballots.ts';
export * from './store/screen-reads.ts';
export * from './store/talk-reads.ts';
export * from './store/ask-reads.ts';
export * from './store/lately-reads.ts';
