/** The door of the library: everything that is for others. It runs in a browser and opens nothing else. */
export * from './exact/fraction.ts';
export * from './exact/sha256.ts';
export * from './lots.ts';
export * from './rules.ts';
