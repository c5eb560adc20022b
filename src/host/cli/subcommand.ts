/**
 * What a command of the command line is. Each lies beside this file in one called as it is called, which says
 * `export const command: Subcommand = {…}`.
 */
import type { ParseArgsConfig } from 'node:util';
import type { Settings } from '../settings.ts';

export interface Subcommand {
  /** The first word after `npm run tequio --`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands behind the name, for example `FILE [--yes]`. */
  readonly usage: string;
  /** More lines for `--help`: what each option does. */
  readonly help?: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /**
   * Does it; what it returns is the answer under `--json`. To end with another code, set `process.exitCode`.
   */
  run(args: Arguments, io: Terminal): Promise<unknown>;
}

export interface Arguments {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
}

/**
 * Answers go to the standard output and nothing else does; whatever is said meanwhile goes to the other one.
 * With `--json` what `run` returns is printed as one line, and `print` is silent.
 */
export interface Terminal {
  readonly settings: Settings;
  readonly json: boolean;
  /** An answer for people. */
  print(words: string): void;
  /** A remark that is no answer. */
  remark(words: string): void;
  /** What is being waited for; shown until the next step or the end, with the seconds it took. */
  step(words: string): void;
  /** How far the step is: `1,200 of 9,542`. */
  progress(words: string): void;
}

/** The person asked for something that is not offered: said with a hint at `--help`, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
