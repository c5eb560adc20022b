/**
 * The door of the care module for the host and its routes: what speaks with the database, and the commands.
 */
export * from './index.ts';
export { careCommands } from './commands/index.ts';
export { forgetCare } from './store/forget.ts';
export * from './store/help-reads.ts';
export * from './store/reads.ts';
export * from './store/replayed.ts';
