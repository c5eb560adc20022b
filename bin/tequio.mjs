#!/usr/bin/env node
/** `npm run tequio -- COMMAND`: sets up what is missing and runs the command line on Node 24. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkPlatform, ensureInstalled, findNode, passOn, Plain, ROOT } from './ready.mjs';
import { makeTerminal } from './terminal.mjs';

// Answers own the standard output; what is being waited for is said on the other.
const terminal = makeTerminal(process.stderr);
let child;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    passOn(signal);
    if (child) child.kill(signal);
    else process.exit(1);
  });
}

try {
  checkPlatform();
  await ensureInstalled(terminal);
  const main = path.join(ROOT, 'src', 'host', 'cli', 'main.ts');
  // Paths on the command line are meant from where the person is, which npm keeps for us.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  child = spawn(await findNode(), [main, ...process.argv.slice(2)], { cwd, stdio: 'inherit' });
  child.on('error', fail);
  child.on('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  fail(error);
}

function fail(error) {
  terminal.finish();
  process.stderr.write(`${error instanceof Plain ? error.message : error.stack}\n`);
  process.exit(1);
}
