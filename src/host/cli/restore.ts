/** Puts a backup into an empty instance, and verifies its register. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { PersonId } from '#kernel/command';
import { readBackup } from '../backup.ts';
import { DATABASE, withEngine } from '../engine/server.ts';
import { Plain } from '../engine/plain.ts';
import { eraseAgain, erasuresFile, readErasures } from '../erasures.ts';
import { runFollowUps } from '../follow-ups.ts';
import { openHost, type Host } from '../host.ts';
import { verifyRegister } from '../register/verify.ts';
import { UsageError, type Subcommand, type Terminal } from './subcommand.ts';

export const command: Subcommand = {
  name: 'restore',
  summary: 'Puts a backup into an empty Tequio, all of it or nothing.',
  usage: 'FILE [--erased LIST]',
  help: [
    'Choose the empty one with TEQUIO_DATA. The register is verified afterwards; people sign in again.',
    '--erased LIST  who has gone since the backup goes again: the file “erased” of the data folder that',
    '               the backup was made of. Without it, the one in this data folder, if there is one.',
  ].join('\n'),
  options: { erased: { type: 'string' } },
  async run({ words: [file], options }, io) {
    if (file === undefined) throw new UsageError('Say which file to restore.');
    const gone = await goneSince(options['erased'], io);
    return withEngine(io.settings, { report: io.step, remark: io.remark }, async (server) => {
      io.step('Reading the backup');
      const done = await readBackup(server.ownerUrl(DATABASE), path.resolve(file), io.progress);
      const host = openHost({
        url: server.url(DATABASE),
        connections: 2,
        erasures: erasuresFile(io.settings.dataFolder),
      });
      try {
        const { leaves, erased } = await verifyAndErase(host, gone, io);
        io.print(`${done.rows.toLocaleString('en')} rows as of ${done.at} are in; ${leaves} acts hold.`);
        if (erased > 0) io.print(`${erased} who had gone since then were forgotten again.`);
        return { ...done, leaves, erased };
      } finally {
        await host.close();
      }
    });
  },
};

async function goneSince(given: unknown, io: Terminal): Promise<readonly PersonId[]> {
  const list = typeof given === 'string' ? path.resolve(given) : erasuresFile(io.settings.dataFolder);
  if (existsSync(list)) return readErasures(list);
  if (given !== undefined) throw new UsageError(`There is no list ${list}.`);
  io.remark(
    'No list of those who have gone since was given: whoever had themselves erased after this backup is back. ' +
      'If you have the file “erased” of the old data folder, begin again with --erased.',
  );
  return [];
}

async function verifyAndErase(
  host: Host,
  gone: readonly PersonId[],
  io: Terminal,
): Promise<{ leaves: number; erased: number }> {
  io.step('Verifying the register');
  const verified = await verifyRegister(host.db);
  if (verified.broken.length > 0) {
    throw new Plain(
      `The backup is in, but its register does not hold: ${JSON.stringify(verified.broken[0])}`,
    );
  }
  // What was still to be done when the backup was made, then who went afterwards.
  await runFollowUps(host, null, 'cli');
  return { leaves: verified.leaves, erased: await eraseAgain(host, gone) };
}
