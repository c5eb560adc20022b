/** Everything in one file, while people go on working. */
import path from 'node:path';
import { writeBackup } from '../backup.ts';
import { DATABASE, withEngine } from '../engine/server.ts';
import type { Subcommand } from './subcommand.ts';

export const command: Subcommand = {
  name: 'backup',
  summary: 'Writes everything into one file, as it stands at one moment.',
  usage: '[FILE]',
  help: 'The instance may go on running. Without FILE, the file is named after the moment, in this folder. It holds\npersonal data: keep it where only those may go who may know.',
  async run({ words: [given] }, io) {
    const file = path.resolve(
      given ?? `tequio-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.backup.gz`,
    );
    io.step('Writing the backup');
    const done = await withEngine(io.settings, { report: io.step, remark: io.remark }, (server) =>
      writeBackup(server.ownerUrl(DATABASE), file, io.progress),
    );
    io.print(`${done.rows.toLocaleString('en')} rows of ${done.tables} tables are in ${done.file}`);
    return done;
  },
};
