/** The door of the exchange module for everybody, browser and forms included: what is pure, and the types. */
export * from './core/advert.ts';
export * from './core/agreement.ts';
export * from './core/asks.ts';
export * from './core/match.ts';
export * from './core/paid-in-cash.ts';
export * from './core/ring.ts';
