#!/usr/bin/env node
/**
 * The command line: reads the file, writes the report. Everything else is in src/cli.ts, which does
 * neither.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { run } from '../src/cli.ts';

const answer = run(process.argv.slice(2), (path) => readFileSync(path, 'utf8'));
process.stdout.write(answer.out);
process.stderr.write(answer.err);
process.exitCode = answer.code;
