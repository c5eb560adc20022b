/** The rules for committees that the command line knows. */
import type { CountRule } from '../rules.ts';

export const committeeRules: readonly CountRule[] = [];
