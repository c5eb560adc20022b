/**
 * What a rule is to the command line: a name, what it is in a sentence, and a function from a file and
 * options to a report. Each family keeps its own list (`election-rules`, `budget/rules`,
 * `committee/rules`, `assembly-rules`); the command line only looks names up.
 */

import type { Fraction } from './exact/fraction.ts';

/** A file as it came: its name tells the format where the text alone does not. */
export interface CountedFile {
  readonly name: string;
  readonly text: string;
}

export interface CountOptions {
  readonly seats?: number;
  /** The published seed for lots; without one, residual ties go by the order of the file. */
  readonly seed?: string;
  /** What a budget does with money left over. */
  readonly completion?: 'add1' | 'add1-early' | 'add1-greedy' | 'greedy' | 'none';
  /** What a funded project is worth to whoever supports it: its cost, or the same as every other. */
  readonly utility?: 'cost' | 'cardinality';
  /** Groups of projects of which at most one may be funded. */
  readonly exclusive?: readonly (readonly string[])[];
  /** The least support with which a project may be funded. */
  readonly threshold?: number;
  /** Tell what each different ballot pays in each round. */
  readonly payments?: boolean;
  /** Everyone who may vote, for majorities and consent; without it, everyone who did. */
  readonly roll?: number;
  readonly quorum?: Fraction;
  /** The share that a supermajority asks for. */
  readonly share?: Fraction;
  /** Objections that may stand in a consensus. */
  readonly objections?: number;
  /** What was published of the seed before a draw. */
  readonly committed?: string;
  /** A table of who must be among the elected: `readConstraints`. */
  readonly constraints?: CountedFile;
}

export interface CountReport {
  /** For `--json`: BigInts are written as numbers when they are small, as text when not. */
  readonly json: Readonly<Record<string, unknown>>;
  /** For people, a line each. */
  readonly lines: readonly string[];
}

export interface CountRule {
  /** Kebab-case, as in `--rule scottish-stv`. */
  readonly name: string;
  readonly says: string;
  /** Other names that people know it by. */
  readonly also?: readonly string[];
  /** Whether it knows of constraints. */
  readonly constrained?: true;
  readonly count: (file: CountedFile, options: CountOptions) => CountReport;
}

/**
 * What a file or an option gets wrong, in words for whoever wrote it. The command line shows it without a
 * trace.
 */
export class TallyError extends Error {
  override readonly name = 'TallyError';
}
