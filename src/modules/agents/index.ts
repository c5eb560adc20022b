/** The door of the agents module for everybody, browser and forms included: what is pure, and the types. */
export * from './core/amendment.ts';
export * from './core/articles-input.ts';
export * from './core/asks.ts';
export * from './core/authorize.ts';
export * from './core/house.ts';
export * from './core/posts.ts';
export * from './core/rebase.ts';
export * from './core/rule-edit.ts';
export * from './core/rule-words.ts';
export * from './core/rules-text.ts';
export * from './core/sent-away.ts';
export * from './core/slug.ts';
export * from './core/standing.ts';
export * from './core/statutes.ts';
export * from './core/visible.ts';
export * from './core/voice.ts';
export * from './core/written.ts';
