/** The door of the decisions module for everybody, browser included: what is pure, and the types. */
export * from './core/agenda.ts';
export * from './core/ballot.ts';
export * from './core/calendar.ts';
export * from './core/changes.ts';
export * from './core/count.ts';
export * from './core/dates.ts';
export * from './core/delegation.ts';
export * from './core/kinds.ts';
export * from './core/meeting.ts';
export * from './core/minutes.ts';
export * from './core/proposal.ts';
export * from './core/published.ts';
export * from './core/roll.ts';
export * from './core/speaking-order.ts';
export * from './core/steps.ts';
export * from './core/talk.ts';
export * from './core/visible.ts';
