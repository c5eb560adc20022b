/** Reads every register again, and makes the rows of all groups again from it, to compare. */
import { readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../database.ts';
import { DATABASE, prepareDatabase, withEngine, type Server } from '../engine/server.ts';
import { Plain } from '../engine/plain.ts';
import { verifyFiles } from '../files/uses.ts';
import { commands } from '../registry.ts';
import { verifyRegister, type Broken, type KeptHead } from '../register/verify.ts';
import { compareRows, replay } from '../replay.ts';
import { verifyUrns } from '../verify-ballots.ts';
import { verifyAccounts } from '../verify-books.ts';
import { verifyLists } from '../verify-lists.ts';
import { UsageError, type Subcommand, type Terminal } from './subcommand.ts';

export const command: Subcommand = {
  name: 'verify',
  summary: 'Checks that nothing on the record was changed, and names the first broken place.',
  usage: '[--since HEAD]',
  help: [
    '--since HEAD  a head that somebody kept: a file with it, or ORG:SIZE:ROOT. The register has to contain it.',
    '--no-replay   only the registers; do not make the rows again to compare them.',
    'Ends with 1 when something does not hold.',
  ].join('\n'),
  options: { since: { type: 'string', multiple: true }, 'no-replay': { type: 'boolean' } },
  async run({ options }, io) {
    const kept = await Promise.all(((options['since'] ?? []) as string[]).map(readHead));
    return withEngine(io.settings, { report: io.step, remark: io.remark }, async (server) => {
      const database = openDatabase(server.url(DATABASE), 2);
      try {
        io.step('Verifying the registers');
        const verified = await verifyRegister(database.db, {
          kept,
          onLeaves: (leaves) => io.progress(`${leaves.toLocaleString('en')} acts`),
        });
        const broken = [...verified.broken];
        if (broken.length === 0 && options['no-replay'] !== true) {
          broken.push(...(await verifyRows(server, database, io)));
        }
        if (broken.length > 0) process.exitCode = 1;
        sayResult(io, verified, broken);
        return { holds: broken.length === 0, ...verified, broken };
      } finally {
        await database.close();
      }
    });
  },
};

function sayResult(
  io: Terminal,
  verified: { organizations: number; leaves: number },
  broken: readonly Broken[],
): void {
  const [first] = broken;
  if (first === undefined) {
    io.print(
      `Everything holds: ${verified.leaves.toLocaleString('en')} acts in ${verified.organizations} registers.`,
    );
    return;
  }
  const place = [
    first.org,
    first.table,
    first.position === undefined ? '' : `place ${first.position}`,
    first.act,
  ];
  io.print(
    `Something does not hold (${broken.length}). First: ${first.rule} at ${place.filter(Boolean).join(', ')}`,
  );
  if (first.is !== undefined) io.print(`  there stands   ${first.is}`);
  if (first.should !== undefined) io.print(`  the record says ${first.should}`);
}

/** The rows are made again in a database of their own, which is thrown away. */
async function verifyRows(
  server: Server,
  database: ReturnType<typeof openDatabase>,
  io: Terminal,
): Promise<Broken[]> {
  const name = `${DATABASE}_verify_${randomBytes(4).toString('hex')}`;
  try {
    await prepareDatabase(server, name);
  } catch (error) {
    io.remark(
      `The rows were not compared: a database for it could not be made (${(error as Error).message}).`,
    );
    return [];
  }
  const scratch = openDatabase(server.ownerUrl(name), 2);
  try {
    io.step('Making the rows again from the record');
    await replay(database.db, scratch.db, commands, (acts) =>
      io.progress(`${acts.toLocaleString('en')} acts`),
    );
    return [
      ...(await compareRows(database.db, scratch.db)),
      ...(await verifyLists(database.db)),
      ...(await verifyUrns(database.db)),
      ...(await verifyAccounts(database.db)),
      ...(await verifyFiles(database.db)),
    ];
  } finally {
    await scratch.close();
    const admin = new pg.Client({ connectionString: server.adminUrl });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`).finally(() => admin.end());
  }
}

async function readHead(given: string): Promise<KeptHead> {
  const [org, size, root] = given.split(':');
  if (root !== undefined) return { org: org!, size: Number(size), root };
  const text = await readFile(given, 'utf8').catch(() => {
    throw new UsageError(`${given} is neither a head (ORG:SIZE:ROOT) nor a file with one.`);
  });
  const value = JSON.parse(text) as Partial<KeptHead> & { head?: KeptHead };
  const head = value.head ? { ...value.head, org: value.org ?? value.head.org } : value;
  if (typeof head.org !== 'string' || typeof head.size !== 'number' || typeof head.root !== 'string') {
    throw new Plain(`${given} holds no head.`);
  }
  return { org: head.org, size: head.size, root: head.root };
}
