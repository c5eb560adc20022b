/** The door of the decisions module for everybody, browser included: what is pure, and the types. */
export * from './core/proposal.ts';
