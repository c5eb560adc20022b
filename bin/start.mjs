#!/usr/bin/env node
/**
 * `npm start`: sets up what is missing, runs Tequio, and leaves no process behind. This launcher runs on Node
 * 20 and stays; Tequio itself runs beside it on Node 24. Each notices when the other is gone.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkPlatform, ensureBuilt, ensureInstalled, findNode, passOn, Plain, ROOT, run } from './ready.mjs';
import { makeTerminal } from './terminal.mjs';

const PARENT_MILLIS = 1_000;
const STOP_MILLIS = 40_000;

const terminal = makeTerminal(process.stdout);
const isDevelopment = process.argv.includes('--dev');
let asked = false;
let application;
let engine;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
watchParent();

try {
  checkPlatform();
  await ensureInstalled(terminal);
  if (!isDevelopment && !asked) await ensureBuilt(terminal);
  if (asked) process.exit(0);
  await serve();
} catch (error) {
  terminal.finish();
  if (asked) process.exit(0);
  process.stderr.write(`${error instanceof Plain ? error.message : error.stack}\n`);
  process.exit(1);
}

async function serve() {
  const args = [path.join(ROOT, 'src', 'host', 'serve.ts'), ...process.argv.slice(2)];
  const environment = { ...process.env, NODE_ENV: isDevelopment ? 'development' : 'production' };
  const node = await findNode();
  application = spawn(node, args, {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  application.on('message', hear);
  application.on('error', (error) => process.stderr.write(`Tequio cannot be started: ${error.message}\n`));
  application.on('exit', (code, signal) => void ended(node, code, signal));
}

function hear({ say, words, pid, cluster }) {
  if (say === 'engine') engine = { pid, cluster };
  if (say === 'step') terminal.step(words);
  if (say === 'text') terminal.text(words);
  if (say === 'failed') {
    terminal.finish();
    process.stderr.write(`${words}\n`);
  }
}

/** Whoever asks to stop is heard once; Tequio finishes what it has begun. */
function stop() {
  if (asked) return;
  asked = true;
  passOn('SIGTERM');
  if (!application) return;
  if (application.connected) application.send('stop');
  setTimeout(() => application.kill('SIGKILL'), STOP_MILLIS).unref();
}

async function ended(node, code, signal) {
  terminal.finish();
  if (code === 0) process.exit(0);
  if (signal !== null) {
    process.stderr.write(
      `Tequio was ended from outside (${signal}). What was answered is kept: start it again.\n`,
    );
    // The application could not put its database out; nobody else will.
    const putOut = path.join(ROOT, 'src', 'host', 'engine', 'put-out.ts');
    if (engine) await run([node, putOut, String(engine.pid), engine.cluster]);
  }
  process.exit(1);
}

/** npm that is killed cannot pass it on: whoever was started by it looks whether it is still there. */
function watchParent() {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => process.ppid !== parent && stop(), PARENT_MILLIS).unref();
}
