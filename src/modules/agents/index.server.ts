/**
 * The door of the agents module for the host and its routes: what speaks with the database, and the commands.
 */
export * from './index.ts';
export { hashCode } from './commands/accept.ts';
export { inputHash } from './commands/input-hash.ts';
export { agentsCommands } from './commands/index.ts';
export * from './store/founding-reads.ts';
export * from './store/households.ts';
export * from './store/person-reads.ts';
export * from './store/reads.ts';
export * from './store/screen-reads.ts';
export * from './store/standing-reads.ts';
export type { MandateRow, MemberRow, OrganizationRow, SignatureRow, WaitingActRow } from './store/tables.ts';
export * from './store/signature-writes.ts';
export * from './store/writes.ts';
export * from './store/replayed.ts';
