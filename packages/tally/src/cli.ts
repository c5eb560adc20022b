/**
 * `tally count FILE --rule RULE`: a command line over the same functions as everybody uses. It is pure —
 * arguments and a way to read in, text and an exit code out — so that a test or a page can run it too.
 */
import { budgetRules } from './budget/rules.ts';
import { committeeRules } from './committee/rules.ts';
import { electionRules } from './election-rules.ts';
import { type CountOptions, type CountRule, TallyError } from './rules.ts';

export interface Answer {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

type Options = { -readonly [K in keyof CountOptions]: CountOptions[K] };

interface Asked {
  readonly path: string;
  readonly rule: string;
  readonly json: boolean;
  readonly options: Options;
}

const COMPLETIONS = ['add1', 'none', 'greedy'] as const;

export function allRules(): readonly CountRule[] {
  return [...electionRules, ...budgetRules, ...committeeRules];
}

/** Runs one command. `read` gives the text of a file and may throw. */
export function run(args: readonly string[], read: (path: string) => string): Answer {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    return { out: help(), err: '', code: args.length === 0 ? 2 : 0 };
  }
  if (args[0] === 'rules') {
    return {
      out: allRules()
        .map((rule) => `${rule.name}\n`)
        .join(''),
      err: '',
      code: 0,
    };
  }
  try {
    return { out: counted(asked(args), read), err: '', code: 0 };
  } catch (cause) {
    if (!(cause instanceof TallyError)) throw cause;
    return { out: '', err: `tally: ${cause.message}\n`, code: 2 };
  }
}

function counted(wanted: Asked, read: (path: string) => string): string {
  const rule = allRules().find(({ name }) => name === wanted.rule);
  if (!rule) throw new TallyError(`no rule is called “${wanted.rule}”; “tally rules” lists them.`);
  const report = rule.count({ name: wanted.path, text: readText(wanted.path, read) }, wanted.options);
  return wanted.json ? `${toJson(report.json)}\n` : `${report.lines.join('\n')}\n`;
}

function readText(path: string, read: (path: string) => string): string {
  try {
    return read(path);
  } catch (cause) {
    throw new TallyError(`“${path}” cannot be read.`, { cause });
  }
}

function asked(args: readonly string[]): Asked {
  if (args[0] !== 'count')
    throw new TallyError(`“${args[0]!}” is no command; there are “count” and “rules”.`);
  const options: Options = {};
  let path: string | undefined;
  let rule: string | undefined;
  let json = false;
  for (let at = 1; at < args.length; at += 1) {
    const [name, joined] = splitOption(args[at]!);
    const value = () => joined ?? args[(at += 1)] ?? missing(name);
    if (name === '--json') json = true;
    else if (name === '--rule') rule = value();
    else if (name === '--seats') options.seats = seatsOf(value());
    else if (name === '--seed') options.seed = value();
    else if (name === '--completion') options.completion = completionOf(value());
    else if (name.startsWith('--')) throw new TallyError(`there is no option “${name}”.`);
    else if (path === undefined) path = args[at]!;
    else throw new TallyError('one file at a time.');
  }
  if (path === undefined) throw new TallyError('which file? tally count FILE --rule RULE');
  if (rule === undefined) throw new TallyError('which rule? “tally rules” lists them.');
  return { path, rule, json, options };
}

function splitOption(arg: string): [string, string | undefined] {
  const cut = arg.startsWith('--') ? arg.indexOf('=') : -1;
  return cut < 0 ? [arg, undefined] : [arg.slice(0, cut), arg.slice(cut + 1)];
}

function missing(name: string): never {
  throw new TallyError(`“${name}” wants a value.`);
}

function seatsOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new TallyError(`“${text}” is no number of seats.`);
  return Number(text);
}

function completionOf(text: string): (typeof COMPLETIONS)[number] {
  const found = COMPLETIONS.find((one) => one === text);
  if (!found) throw new TallyError(`“${text}” is no completion; there are ${COMPLETIONS.join(', ')}.`);
  return found;
}

/** BigInts as numbers where a number holds them, as text where not. */
function toJson(value: unknown): string {
  const plain = (_key: string, one: unknown): unknown => {
    if (typeof one !== 'bigint') return one;
    const small = one <= BigInt(Number.MAX_SAFE_INTEGER) && one >= BigInt(Number.MIN_SAFE_INTEGER);
    return small ? Number(one) : String(one);
  };
  return JSON.stringify(value, plain, 2);
}

function help(): string {
  const width = Math.max(0, ...allRules().map(({ name }) => name.length));
  const rules = allRules().map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`);
  return [
    'tally count FILE --rule RULE [--seats n] [--completion add1|none|greedy] [--seed s] [--json]',
    'tally rules',
    '',
    'Rules:',
    ...rules,
    '',
  ].join('\n');
}
