/**
 * What must be there before Tequio runs: a platform, its packages, its pages. Everything that is there and
 * unchanged is left alone, so that a second start is quick. Runs on Node 20.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** What the pages are made of. */
const SOURCES = [
  'src',
  'stories',
  'packages',
  'static',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.json',
];
const INSTALLED = path.join(ROOT, 'node_modules', '.tequio', 'installed.sha256');
const STAMP = path.join(ROOT, 'build', 'sources.sha256');

/** Something the person at the terminal can act on, in one sentence. */
export class Plain extends Error {}

/** Children that run now: a signal that ends us ends them first. */
const children = new Set();

/** @param {NodeJS.Signals} signal */
export function passOn(signal) {
  for (const child of children) child.kill(signal);
}

export function checkPlatform() {
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new Plain(
      `Tequio needs Node 20 or later, and this is ${process.versions.node}: see https://nodejs.org.`,
    );
  }
  if (process.platform === 'win32') {
    throw new Plain('On Windows, Tequio runs inside WSL: see https://learn.microsoft.com/windows/wsl.');
  }
}

/** Installs the packages where the lockfile says something else than what is there. */
export async function ensureInstalled(terminal) {
  if (await isInstalled()) return;
  terminal.step('Installing what Tequio is made of');
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const flags = [
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--loglevel=error',
  ];
  const { code, output } = await run([...npm, 'ci', ...flags], { ...process.env, NODE_ENV: '' });
  if (code !== 0) throw new Plain(installSentence(output));
  await mkdir(path.dirname(INSTALLED), { recursive: true });
  await writeFile(INSTALLED, await hashLock());
  terminal.finish();
}

/** Builds the pages where they are not made from these sources. */
export async function ensureBuilt(terminal) {
  const hash = await hashSources();
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === hash) return;
  terminal.step('Building the pages');
  const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const version = hash.slice(0, 12);
  const environment = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', TEQUIO_BUILD: version };
  const { code, output } = await run([await findNode(), vite, 'build', '--logLevel', 'error'], environment);
  if (code !== 0) throw new Plain(diskFull(output) ?? `The pages could not be built:\n${output.trim()}`);
  await writeFile(STAMP, hash);
  terminal.finish();
}

/** Node 24 as npm brought it, or the machine's own where that is new enough. */
export async function findNode() {
  const brought = path.join(ROOT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(brought) && (await run([brought, '--version'])).code === 0) return brought;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Plain(
    `Tequio needs Node 22.18 or later on ${process.platform} ${process.arch}, ` +
      `and this is ${process.versions.node}: see https://nodejs.org.`,
  );
}

/**
 * Installed is what we installed from this lockfile, or what somebody did by hand that comes to the same: npm
 * writes down what is there when it is done, so that an installation that broke off is begun again.
 */
async function isInstalled() {
  try {
    if ((await readFile(INSTALLED, 'utf8').catch(() => '')) === (await hashLock())) return true;
    const [wanted, found] = await Promise.all(
      ['package-lock.json', 'node_modules/.package-lock.json'].map(async (file) =>
        JSON.parse(await readFile(path.join(ROOT, file), 'utf8')),
      ),
    );
    return Object.entries(wanted.packages).every(([name, wish]) => {
      const { version, integrity, optional, link, extraneous } = wish;
      if (name === '' || link || extraneous) return true;
      const there = found.packages[name];
      return there ? there.version === version && there.integrity === integrity : optional === true;
    });
  } catch {
    return false;
  }
}

async function hashLock() {
  return createHash('sha256')
    .update(await readFile(path.join(ROOT, 'package-lock.json')))
    .digest('hex');
}

async function hashSources() {
  const files = [];
  for (const source of SOURCES) await listFiles(source, files);
  files.sort();
  const contents = await Promise.all(files.map((file) => readFile(path.join(ROOT, file))));
  const hash = createHash('sha256');
  files.forEach((file, index) => hash.update(`${file}\0${contents[index].length}\0`).update(contents[index]));
  return hash.digest('hex');
}

async function listFiles(name, files) {
  const entries = await readdir(path.join(ROOT, name), { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') files.push(name);
    return [];
  });
  for (const entry of entries) {
    const file = path.join(name, entry.name);
    if (entry.isDirectory()) await listFiles(file, files);
    else if (!/\.(test\.ts|sql|md)$/.test(entry.name)) files.push(file);
  }
}

/** Runs a program to its end and keeps what it said. */
export function run([program, ...args], env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    children.add(child);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      children.delete(child);
      resolve({ code: 1, output: `${output}${error.message}` });
    });
    child.on('close', (code) => {
      children.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

function installSentence(output) {
  const full = diskFull(output);
  if (full) return full;
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH/.test(output)) {
    return (
      'What Tequio is made of could not be fetched: npm does not reach its ' +
      'registry. Connect to the internet for this first start, then try again.'
    );
  }
  if (/EACCES|EPERM/.test(output)) return `This user may not write in ${ROOT}, where Tequio is installed.`;
  const reason = output.split('\n').find((line) => /npm (error|ERR!) (?!code)/.test(line)) ?? output.trim();
  return `What Tequio is made of could not be installed: ${reason.replace(/^npm (error|ERR!) /, '')}`;
}

function diskFull(output) {
  return /ENOSPC|no space left|EDQUOT/i.test(output)
    ? `The disk is full: make room where ${ROOT} lies, then try again.`
    : undefined;
}
