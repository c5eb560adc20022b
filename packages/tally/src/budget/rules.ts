/** The rules for budgets that the command line knows. */
import type { CountRule } from '../rules.ts';

export const budgetRules: readonly CountRule[] = [];
