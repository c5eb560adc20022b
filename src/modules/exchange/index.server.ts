/**
 * The door of the exchange module for the host and its routes: what speaks with the database, and the
 * commands.
 */
export * from './index.ts';
export { exchangeCommands } from './commands/index.ts';
export { loadAgreementCash, previewSettling } from './commands/settle.ts';
export * from './store/agreement-reads.ts';
export { forgetExchanged } from './store/forget.ts';
export * from './store/reads.ts';
export * from './store/replayed.ts';
export * from './store/ring-reads.ts';
