/** The door of the care module for everybody, browser and forms included: what is pure, and the types. */
export * from './core/activity.ts';
export * from './core/carried.ts';
export * from './core/entry.ts';
export * from './core/help.ts';
export * from './core/month.ts';
export * from './core/worth.ts';
