#!/usr/bin/env node
/**
 * The command line: reads the file, writes the report. Everything else is in src/cli.ts, which does
 * neither. As a package that one is compiled and runs on any Node from 20; in this house a Node that does not
 * read types itself (before 22.18) hands over to a newer one that npm brought.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(import.meta.url);
const HANDED_OVER = 'TALLY_HANDED_OVER';
const COMPILED = new URL('../build/cli.js', import.meta.url);
const isCompiled = existsSync(COMPILED);

if (isCompiled || process.features.typescript) await count();
else handOver();

async function count() {
  const { run } = await import(isCompiled ? COMPILED.href : '../src/cli.ts');
  // Whoever reads may have read enough, as `head` does.
  process.stdout.on('error', (fault) => {
    process.exitCode = fault.code === 'EPIPE' ? 0 : 1;
  });
  try {
    const answer = run(process.argv.slice(2), read);
    process.exitCode = answer.code;
    process.stdout.write(answer.out);
    process.stderr.write(answer.err);
  } catch (fault) {
    process.exitCode = 1;
    process.stderr.write(
      `tally: this went wrong inside: ${fault instanceof Error ? fault.message : fault}\n`,
    );
  }
}

/** @param {string} file */
function read(file) {
  return readFileSync(file === '-' ? 0 : file, 'utf8');
}

function handOver() {
  const newer = process.env[HANDED_OVER] === undefined ? newerNode() : undefined;
  if (newer === undefined) {
    process.stderr.write(`tally: Node 22.18 or later is needed, and this is ${process.versions.node}.\n`);
    process.exitCode = 2;
    return;
  }
  const { status } = spawnSync(newer, [FILE, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, [HANDED_OVER]: '1' },
  });
  process.exitCode = status ?? 1;
}

/** A node that stands as a package in a folder above, as the package `node` puts it. */
function newerNode() {
  const brought = path.join('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  for (let folder = path.dirname(FILE); ; folder = path.dirname(folder)) {
    const found = path.join(folder, brought);
    if (existsSync(found)) return found;
    if (folder === path.dirname(folder)) return undefined;
  }
}
