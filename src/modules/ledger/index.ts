/** The door of the ledger module for everybody, browser and forms included: what is pure, and the types. */
export * from './core/account.ts';
export * from './core/age.ts';
export * from './core/charge-run.ts';
export * from './core/correction.ts';
export * from './core/coverage.ts';
export * from './core/dispute.ts';
export * from './core/exchange.ts';
export * from './core/health.ts';
export * from './core/levy.ts';
export * from './core/limits.ts';
export * from './core/money-asks.ts';
export * from './core/plain-text.ts';
export * from './core/posting.ts';
export * from './core/promised.ts';
export * from './core/told.ts';
export * from './core/upkeep.ts';
export * from './core/visible.ts';
