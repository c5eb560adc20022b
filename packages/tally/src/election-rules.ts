/** The rules for elections that the command line knows. */
import type { CountRule } from './rules.ts';

export const electionRules: readonly CountRule[] = [];
