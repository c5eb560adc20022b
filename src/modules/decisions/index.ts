/** The door of the decisions module for everybody, browser included: what is pure, and the types. */
export * from './core/kinds.ts';
export * from './core/proposal.ts';
export * from './core/roll.ts';
