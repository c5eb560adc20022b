/**
 * Who has gone from this instance, kept as a list beside the database, so that a backup made before cannot
 * bring anybody back: a restore erases them again. The list holds ids that lead to nobody any more, one a
 * line.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PersonId } from '#kernel/command';
import { isId } from '#kernel/id';
import { erasedPersons, loadPerson } from '#agents/server';
import { perform } from './dispatcher.ts';
import type { Host } from './host.ts';

export function erasuresFile(dataFolder: string): string {
  return path.join(dataFolder, 'erased');
}

/** The list in `file`; empty where there is none. */
export async function readErasures(file: string): Promise<readonly PersonId[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((line): line is PersonId => isId('per', line));
}

/** Adds to the list whoever the database knows as erased; what the list holds already stays. */
export async function keepErasures(host: Pick<Host, 'db'>, file: string): Promise<void> {
  const known = await readErasures(file);
  const all = new Set([...known, ...(await erasedPersons(host.db))]);
  if (all.size === known.length) return;
  const unfinished = `${file}.unfinished`;
  await writeFile(unfinished, `${[...all].sort().join('\n')}\n`, { mode: 0o600, flush: true });
  await rename(unfinished, file);
}

/** Erases those of `persons` who are here again, through the same door as the first time; says how many. */
export async function eraseAgain(host: Host, persons: readonly PersonId[]): Promise<number> {
  let again = 0;
  for (const person of persons) {
    const present = await loadPerson(host.db, person);
    if (present?.erasedAt !== null) continue;
    const answer = await perform(host, {
      command: 'agents.erase_me',
      org: null,
      actor: { person, channel: 'cli' },
      input: {},
      key: `erase-again:${person}`,
    });
    if (answer.ok) again += 1;
  }
  return again;
}
