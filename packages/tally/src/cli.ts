/**
 * `tally count FILE --rule RULE`: a command line over the same functions as everybody uses. It is pure —
 * arguments and a way to read in, text and an exit code out — so that a test or a page can run it too.
 */
import { assemblyRules } from './assembly-rules.ts';
import { budgetRules } from './budget/rules.ts';
import { committeeRules } from './committee/rules.ts';
import { electionRules } from './election-rules.ts';
import { type Fraction, parseFraction } from './exact/fraction.ts';
import { resultJson } from './json.ts';
import { commitment } from './lots.ts';
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
  /** Where the constraints are; null where there are none. */
  readonly constraints: string | null;
}

const COMPLETIONS = ['add1', 'none', 'greedy', 'add1-early', 'add1-greedy'] as const;
const UTILITIES = ['cost', 'cardinality'] as const;

export function allRules(): readonly CountRule[] {
  return [...electionRules, ...budgetRules, ...committeeRules, ...assemblyRules];
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
  if (args[0] === 'commit' && args.length === 2)
    return { out: `${commitment(args[1]!)}\n`, err: '', code: 0 };
  try {
    return { out: counted(asked(args), read), err: '', code: 0 };
  } catch (cause) {
    if (!(cause instanceof TallyError)) throw cause;
    return { out: '', err: `tally: ${cause.message}\n`, code: 2 };
  }
}

function counted(wanted: Asked, read: (path: string) => string): string {
  const asked = wanted.rule.toLowerCase();
  const rules = allRules();
  const rule = rules.find(({ name }) => name === asked) ?? rules.find(({ also }) => also?.includes(asked));
  if (!rule) throw new TallyError(`no rule is called “${wanted.rule}”; “tally rules” lists them.`);
  const fileAt = (path: string) => ({ name: path, text: readText(path, read) });
  const { constraints } = wanted;
  if (constraints !== null && !rule.constrained) {
    throw new TallyError(`“${rule.name}” knows of no constraints.`);
  }
  const options = {
    ...wanted.options,
    ...(constraints === null ? {} : { constraints: fileAt(constraints) }),
  };
  const report = rule.count(fileAt(wanted.path), options);
  return wanted.json ? `${resultJson(report.json)}\n` : `${report.lines.join('\n')}\n`;
}

function readText(path: string, read: (path: string) => string): string {
  try {
    return read(path);
  } catch (cause) {
    throw new TallyError(`“${path}” cannot be read.`, { cause });
  }
}

/** How each option is read into what a rule is asked. */
const READ: Readonly<Record<string, (options: Options, value: string) => void>> = {
  '--seats': (options, value) => (options.seats = wholeOf(value, 'number of seats', 1)),
  '--seed': (options, value) => (options.seed = value),
  '--completion': (options, value) => (options.completion = oneOf(value, COMPLETIONS, 'completion')),
  '--utility': (options, value) => (options.utility = oneOf(value, UTILITIES, 'utility')),
  '--exclusive': (options, value) => (options.exclusive = [...(options.exclusive ?? []), ...groupsOf(value)]),
  '--threshold': (options, value) => (options.threshold = wholeOf(value, 'threshold', 0)),
  '--roll': (options, value) => (options.roll = wholeOf(value, 'number of voters', 0)),
  '--quorum': (options, value) => (options.quorum = shareOf(value)),
  '--share': (options, value) => (options.share = shareOf(value)),
  '--objections': (options, value) => (options.objections = wholeOf(value, 'number of objections', 0)),
  '--committed': (options, value) => (options.committed = value.toLowerCase()),
};

function asked(args: readonly string[]): Asked {
  if (args[0] !== 'count') {
    throw new TallyError(`“${args[0]!}” is no command; there are “count”, “rules” and “commit”.`);
  }
  const options: Options = {};
  let path: string | undefined;
  let rule: string | undefined;
  let json = false;
  let constraints: string | null = null;
  for (let at = 1; at < args.length; at += 1) {
    const [name, joined] = splitOption(args[at]!);
    const value = () => joined ?? args[(at += 1)] ?? missing(name);
    if (name === '--json') json = true;
    else if (name === '--payments') options.payments = true;
    else if (name === '--rule') rule = value();
    else if (name === '--constraints') constraints = value();
    else if (READ[name]) READ[name](options, value());
    else if (name.startsWith('--')) throw new TallyError(`there is no option “${name}”.`);
    else if (path === undefined) path = args[at]!;
    else throw new TallyError('one file at a time.');
  }
  if (path === undefined) throw new TallyError('which file? tally count FILE --rule RULE');
  if (rule === undefined) throw new TallyError('which rule? “tally rules” lists them.');
  return { path, rule, json, options, constraints };
}

function splitOption(arg: string): [string, string | undefined] {
  const cut = arg.startsWith('--') ? arg.indexOf('=') : -1;
  return cut < 0 ? [arg, undefined] : [arg.slice(0, cut), arg.slice(cut + 1)];
}

function missing(name: string): never {
  throw new TallyError(`“${name}” wants a value.`);
}

function wholeOf(text: string, what: string, least: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw new TallyError(`“${text}” is no ${what}.`);
  return Number(text);
}

function oneOf<T extends string>(text: string, among: readonly T[], what: string): T {
  const found = among.find((one) => one === text);
  if (!found) throw new TallyError(`“${text}” is no ${what}; there are ${among.join(', ')}.`);
  return found;
}

/** `2/3`, `0.5` or `50%`. */
function shareOf(text: string): Fraction {
  try {
    return text.endsWith('%') ? parseFraction(`${text.slice(0, -1)}/100`) : parseFraction(text);
  } catch (cause) {
    throw new TallyError(`“${text}” is no share; for example 2/3.`, { cause });
  }
}

function groupsOf(text: string): string[][] {
  const groups = text.split(';').map((group) => group.split(',').map((id) => id.trim()));
  if (groups.some((group) => group.length < 2)) {
    throw new TallyError(`“${text}” is no group; at least two ids, with commas between: a,b;c,d,e.`);
  }
  return groups;
}

const OPTIONS = `Options:
  --json                      one JSON object: elected, committees, or funded and cost; and rounds
  --seats N                   how many are elected (else what the file says, else 1)
  --seed TEXT                 lots for ties from this seed; without it, the order of the file
  --constraints FILE          who must be among the elected: a table group,least,most and the candidates,
                              x for whoever is of the group
Budgets:
  --completion add1|none|greedy|add1-early|add1-greedy
                              what equal shares does with money left over
  --utility cost|cardinality  what a funded project is worth to whoever supports it
  --exclusive a,b;c,d,e       of each group at most one project is funded
  --threshold N               the least support with which a project is funded
  --payments                  tell who pays what in each round
Majorities, consent, lots:
  --roll N                    how many may vote (else everyone who did)
  --quorum 1/2                how much of the roll must take part
  --share 2/3                 what a supermajority asks for
  --objections N              how many objections may stand
  --committed DIGEST          refuse a seed that was not committed to

Files: .blt, PrefLib (.soc .soi .toc .toi .cat), .csv, Pabulib .pb, abcvoting .abc.yaml; - is standard input.
Ends with 0, or with 2 and a sentence when something is wrong with the file or the question.
`;

function help(): string {
  const width = Math.max(0, ...allRules().map(({ name }) => name.length));
  const rules = allRules().map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`);
  const usage = [
    'tally count FILE --rule RULE [options]   counts and prints the report',
    'tally rules                              lists the rules',
    'tally commit SEED                        what to publish before the seed: its SHA-256',
  ];
  return [...usage, '', OPTIONS, 'Rules:', ...rules, ''].join('\n');
}
