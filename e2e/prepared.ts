/**
 * A Tequio on which anybody may begin, made once for all tests: its database is laid out and its first person
 * is in. Each file that has no other wish begins on a copy.
 */
import { execFile } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { request } from 'playwright-core';
import { PATIENCE, sendForm, taken } from './device.ts';
import { freshFolder, removeFolder, start, type Running } from './running.ts';

const FOLDER = 'TEQUIO_TEST_PREPARED';
export const SECRET = '381640';

export default async function setup(): Promise<() => Promise<void>> {
  const folder = await freshFolder();
  const running = await start({ data: `${folder}/data`, settings: compiledIn(folder) });
  await letFirstIn(running);
  running.launcher.kill('SIGTERM');
  await running.ended;
  process.env[FOLDER] = folder;
  return () => removeFolder(folder);
}

/** Starts Tequio in `folder`, on a copy of what is prepared. */
export async function startPrepared(folder: string): Promise<Running> {
  const made = process.env[FOLDER]!;
  const database = await lstat(`${made}/data/postgres`);
  if (!database.isDirectory()) throw new Error('Set TMPDIR to a folder that other users may pass through.');
  // As it lies there: the database belongs to a user of its own.
  await promisify(execFile)('cp', ['-a', `${made}/data`, `${folder}/data`]);
  return start({ data: `${folder}/data`, settings: compiledIn(made) });
}

/** What Node has read once, it need not read again for each of them. */
export function compiledIn(folder = process.env[FOLDER]!): Record<string, string> {
  return { NODE_COMPILE_CACHE: `${folder}/compiled` };
}

async function letFirstIn({ address, said }: Running): Promise<void> {
  const context = await request.newContext({ timeout: PATIENCE });
  const [, code = ''] = /\/begin\/([0-9A-Z-]+)/.exec(said()) ?? [];
  const first = { name: 'Nora', secret: SECRET, code };
  await taken(sendForm(context, `${address}/begin/${code}`, '', first));
  await taken(sendForm(context, `${address}/card/new`, 'keep', {}));
  await context.dispose();
}
