/**
 * The door of the ledger module for the host and its routes: what speaks with the database, and the commands.
 */
export * from './index.ts';
export * from './core/bank-statement.ts';
export { ledgerCommands } from './commands/index.ts';
export { MOST_PAID, previewMany } from './commands/pay-many.ts';
export {
  decidePayments,
  loadBooks,
  previewPayment,
  recordPosted,
  type OpenBooks,
} from './commands/paying.ts';
export { previewExchange } from './commands/exchange.ts';
export { canBeChosen } from './commands/choose-association.ts';
export { loadAges, loadKeepings } from './store/age-rows.ts';
export * from './store/asked-of.ts';
export * from './store/cash-rows.ts';
export * from './store/chosen-rows.ts';
export * from './store/coverage-rows.ts';
export * from './store/run-rows.ts';
export * from './store/currency-reads.ts';
export * from './store/bank-reads.ts';
export * from './store/bookkeeping-reads.ts';
export * from './store/dispute-reads.ts';
export * from './store/entrusted-rows.ts';
export { forgetBooked, forgetEntrusted } from './store/forget.ts';
export * from './store/health-reads.ts';
export * from './store/promise-reads.ts';
export * from './store/reads.ts';
export * from './store/whole-reads.ts';
export * from './store/replayed.ts';
export * from './store/told-reads.ts';
export * from './store/verify-books.ts';
