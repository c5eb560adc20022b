/** Puts a backup into an empty instance, and verifies its register. */
import path from 'node:path';
import { readBackup } from '../backup.ts';
import { openDatabase } from '../database.ts';
import { DATABASE, withEngine } from '../engine/server.ts';
import { Plain } from '../engine/plain.ts';
import { verifyRegister } from '../register/verify.ts';
import { UsageError, type Subcommand } from './subcommand.ts';

export const command: Subcommand = {
  name: 'restore',
  summary: 'Puts a backup into an empty Tequio, all of it or nothing.',
  usage: 'FILE',
  help: 'Choose the empty one with TEQUIO_DATA. The register is verified afterwards; people sign in again.',
  async run({ words: [file] }, io) {
    if (file === undefined) throw new UsageError('Say which file to restore.');
    return withEngine(io.settings, { report: io.step, remark: io.remark }, async (server) => {
      io.step('Reading the backup');
      const done = await readBackup(server.ownerUrl(DATABASE), path.resolve(file), io.progress);
      io.step('Verifying the register');
      const database = openDatabase(server.url(DATABASE), 2);
      const verified = await verifyRegister(database.db).finally(() => database.close());
      if (verified.broken.length > 0) {
        throw new Plain(
          `The backup is in, but its register does not hold: ${JSON.stringify(verified.broken[0])}`,
        );
      }
      io.print(
        `${done.rows.toLocaleString('en')} rows as of ${done.at} are in; ${verified.leaves} acts hold.`,
      );
      return { ...done, leaves: verified.leaves };
    });
  },
};
