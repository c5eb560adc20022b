/**
 * The command line: `npm run tequio -- COMMAND …`. Every command is a file beside this one; it works alone
 * and beside a running instance. Exit codes: 0 done, 1 refused or failed, 2 not understood.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { sentence } from '../engine/plain.ts';
import { readSettings } from '../settings.ts';
import { UsageError, type Subcommand } from './subcommand.ts';
import { openTerminal } from './terminal.ts';

const NOT_COMMANDS = ['main.ts', 'subcommand.ts', 'terminal.ts'];
const OUTPUT_CLOSED = 'EPIPE';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads has seen enough (`| head`).
  if (error.code === OUTPUT_CLOSED) process.exit(0);
});
const code = await main(process.argv.slice(2));
await new Promise((resolve) => process.stdout.write('', resolve));
// A command that was interrupted may have left something open; its database is put out already.
process.exit(code);

async function main(argv: readonly string[]): Promise<number> {
  const names = await commandNames();
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(await overview(names));
    return 0;
  }
  if (!names.includes(name)) {
    process.stderr.write(`There is no command “${name}”.\n\n${await overview(names)}`);
    return 2;
  }
  const command = await open(name);
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(helpOf(command));
    return 0;
  }
  return perform(command, rest);
}

async function perform(command: Subcommand, argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  let terminal: ReturnType<typeof openTerminal> | undefined;
  try {
    const { positionals, values } = understand(command, argv);
    terminal = openTerminal(readSettings(), json);
    const answer = await command.run({ words: positionals, options: values }, terminal);
    terminal.finish();
    if (json) process.stdout.write(`${JSON.stringify(answer ?? {}, plainNumbers)}\n`);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    terminal?.finish();
    const words = sentence(error);
    if (json) process.stdout.write(`${JSON.stringify({ error: words })}\n`);
    process.stderr.write(`${words}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${helpOf(command)}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function understand(command: Subcommand, argv: readonly string[]) {
  const options: ParseArgsConfig['options'] = { ...command.options, json: { type: 'boolean' } };
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

/** A new command is one more file, called as it is called: nothing here names them. */
async function commandNames(): Promise<string[]> {
  const files = await readdir(import.meta.dirname);
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !NOT_COMMANDS.includes(file))
    .map((file) => path.basename(file, '.ts'))
    .sort();
}

async function open(name: string): Promise<Subcommand> {
  const file = path.join(import.meta.dirname, `${name}.ts`);
  return ((await import(pathToFileURL(file).href)) as { command: Subcommand }).command;
}

async function overview(names: readonly string[]): Promise<string> {
  const commands = await Promise.all(names.map(open));
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`);
  return ['npm run tequio -- COMMAND [--help] [--json]', '', ...rows, ''].join('\n');
}

function helpOf({ name, summary, usage, help }: Subcommand): string {
  const lines = [`npm run tequio -- ${name} ${usage}`.trimEnd(), '', summary];
  if (help !== undefined) lines.push('', help);
  lines.push('', '--json prints the answer as one line of JSON.', '');
  return lines.join('\n');
}

/** Whole numbers of 64 bits have no JSON of their own. */
function plainNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
