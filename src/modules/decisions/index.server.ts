/**
 * The door of the decisions module for the host and its routes: what speaks with the database, and the
 * commands.
 */
export * from './index.ts';
export { loadAtHand, loadDrawnAtOnce, type AtHand } from './commands/at-hand.ts';
export { decisionsCommands } from './commands/index.ts';
export * from './store/budget-reads.ts';
export { loadAskedChanges, loadHolding } from './store/changes-asked.ts';
export * from './store/due.ts';
export * from './store/calendar.ts';
export { loadCounts } from './store/hands.ts';
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
export { TOKEN } from './core/blind.ts';
export { ballotsRoot } from './core/ballots-root.ts';
export * from './store/stand-ins.ts';
export { loadPiles } from './store/paper.ts';
export { decisionsFiles, listFiles, listFilesOf, type FileUse } from './store/files.ts';
export { forgetDecided } from './store/forget.ts';
export * from './store/reads.ts';
export * from './store/replayed.ts';
export { verifyBallots } from './store/verify-ballots.ts';
export { verifyVoices } from './store/verify-voices.ts';
export * from './store/screen-reads.ts';
export * from './store/talk-reads.ts';
export * from './store/ask-reads.ts';
export * from './store/lately-reads.ts';
