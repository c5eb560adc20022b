/**
 * What a rule is to the command line: a name, what it is in a sentence, and a function from a file and
 * options to a report. Each family keeps its own list (`elections/rules`, `budget/rules`,
 * `committee/rules`); the command line only looks names up.
 */

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
  readonly completion?: 'add1' | 'none' | 'greedy';
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
  readonly count: (file: CountedFile, options: CountOptions) => CountReport;
}

/**
 * What a file or an option gets wrong, in words for whoever wrote it. The command line shows it without a
 * trace.
 */
export class TallyError extends Error {
  override readonly name = 'TallyError';
}
