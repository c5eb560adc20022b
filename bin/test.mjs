#!/usr/bin/env node
/**
 * `npm test`: sets up what is missing and tries everything: types, lint, tests, build, browser. Ends with one
 * plain line, `N passed, N failed`. With a name it does that part only: `npm test -- tests src/kernel`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { checkPlatform, ensureBuilt, ensureInstalled, findNode, Plain, ROOT } from './ready.mjs';
import { makeTerminal } from './terminal.mjs';

const MODULES = path.join(ROOT, 'node_modules');
/** The first has no windows, and does the same in a third of the time. */
const BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const parts = { types, lint, tests, build, launcher };
const terminal = makeTerminal(process.stdout);
const total = { passed: 0, failed: 0 };
/** What failed, by name: said again at the end, where whoever sees only the end of a long log finds it. */
const broken = [];
let child;
let node;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    child?.kill(signal);
    process.exitCode = 1;
    node = undefined;
  });
}

try {
  const [part, ...rest] = process.argv.slice(2);
  if (part !== undefined && !(part in parts)) {
    throw new Plain(`There is no part “${part}”; there are ${Object.keys(parts).join(', ')}.`);
  }
  checkPlatform();
  await ensureInstalled(terminal);
  node = await findNode();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-counts-'));
  try {
    for (const [name, test] of Object.entries(parts)) {
      if (node === undefined || (part !== undefined && part !== name)) continue;
      process.stdout.write(`\n── ${name}\n`);
      await test(path.join(folder, `${name}.json`), rest);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
} catch (error) {
  terminal.finish();
  process.stderr.write(`${error instanceof Plain ? error.message : error.stack}\n`);
  total.failed += 1;
}
for (const name of broken) process.stdout.write(`\n!!! ${name}`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed > 0 || process.exitCode ? 1 : 0);

async function types() {
  await step([program('@sveltejs/kit/svelte-kit.js'), 'sync']);
  await step([program('typescript/bin/tsc'), '--noEmit']);
  await step([program('svelte-check/bin/svelte-check'), '--threshold', 'warning', '--output', 'human']);
}

async function lint() {
  await step([program('eslint/bin/eslint.js'), '.']);
  await step([program('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']);
}

async function tests(counts, rest) {
  await vitest(counts, ['run', ...rest]);
}

async function build() {
  await ensureBuilt(terminal);
  total.passed += 1;
}

/**
 * The program as it is started, used in a browser and stopped. It looks at processes as only Linux shows
 * them. Without a browser the rest is tried all the same, and it is said what was not.
 */
async function launcher(counts, rest) {
  if (process.platform !== 'linux') {
    process.stdout.write('Not tried here: these tests look at processes as Linux shows them.\n');
    return;
  }
  const chromium = [process.env.CHROMIUM, ...BROWSERS].find((file) => file && existsSync(file));
  const args = ['run', '--config', 'e2e/vitest.config.ts', ...rest];
  await vitest(counts, args, chromium === undefined ? {} : { CHROMIUM: chromium });
  if (chromium !== undefined) return;
  process.stdout.write(
    '\n!!! No Chromium was found: the pages were NOT tried in a browser.\n' +
      '!!! Install one (apt-get install chromium-headless-shell), or say where it is with CHROMIUM=/path/to/it.\n',
  );
  if (process.env.TEQUIO_REQUIRE_BROWSER === '1') total.failed += 1;
}

async function vitest(counts, args, environment = {}) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${counts}`];
  const code = await run([program('vitest/vitest.mjs'), ...args, ...reporters], environment);
  const text = await readFile(counts, 'utf8').catch(() => undefined);
  const found = text === undefined ? undefined : JSON.parse(text);
  if (found !== undefined) broken.push(...namesOf(found));
  add(code, found && countsOf(found));
}

/** Each test that failed: its file, its name and the first lines of why. */
function namesOf(found) {
  return found.testResults.flatMap((file) => {
    const name = path.relative(ROOT, file.name);
    const failed = file.assertionResults.filter((one) => one.status === 'failed');
    if (failed.length === 0 && file.status === 'failed') return [`${name}\n${startOf(file.message)}`];
    return failed.map((one) => `${name} > ${one.fullName}\n${startOf(one.failureMessages.join('\n'))}`);
  });
}

function startOf(text = '') {
  return text.split('\n').slice(0, 12).join('\n');
}

function countsOf(found) {
  return {
    passed: found.numPassedTests,
    // A file that breaks before its first test counts as one.
    failed: found.numFailedTests + found.testResults.filter(isBroken).length,
  };
}

function isBroken({ status, assertionResults }) {
  return status === 'failed' && assertionResults.length === 0;
}

/** Adds what a run has counted. One that failed without counting a failure counts as one. */
function add(code, { passed, failed } = { passed: 0, failed: 0 }) {
  total.passed += passed;
  total.failed += failed === 0 && code !== 0 ? 1 : failed;
}

async function step(args) {
  if (node === undefined) return;
  const code = await run(args);
  total[code === 0 ? 'passed' : 'failed'] += 1;
  if (code !== 0) broken.push(path.relative(MODULES, args[0]));
}

function program(file) {
  return path.join(MODULES, file);
}

/** Runs a program to its end; what it says is shown, and heard by `hear`. */
function run(args, env = {}) {
  return new Promise((resolve) => {
    const bin = path.join(MODULES, '.bin');
    const environment = { ...process.env, ...env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
    child = spawn(node, args, {
      cwd: ROOT,
      env: environment,
      stdio: 'inherit',
    });
    child.on('error', () => resolve(1));
    child.on('close', (code) => {
      child = undefined;
      resolve(code ?? 1);
    });
  });
}
