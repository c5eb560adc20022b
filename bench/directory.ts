/**
 * A directory to measure: a durable PostgreSQL of its own in a folder that is thrown away, and lists taken
 * in.
 */
import { createReadStream } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { HOUSE } from '#agents';
import { APP_ROLE, startEngine } from '#host/engine/engine';
import { perform } from '#host/dispatcher';
import { openHost, type Host } from '#host/host';
import { makeAppRole, makeDatabase, migrate } from '#host/migrate';
import { lookAtFile, newImport, stageImport } from '#network/server';

export interface Bench {
  readonly folder: string;
  open(name: string): Promise<Host>;
  /** A database as its owner sees it. */
  ownerUrl(name: string): string;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-bench-'));
  await chmod(folder, 0o711);
  const engine = await startEngine(path.join(folder, 'data'), { durable: true });
  await makeAppRole(engine.ownerUrl('postgres'), APP_ROLE, engine.data.secrets.databaseApp);
  const hosts: Host[] = [];
  return {
    folder,
    ownerUrl: (name) => engine.ownerUrl(name),
    async open(name) {
      await makeDatabase(engine.ownerUrl('postgres'), name);
      await migrate(engine.ownerUrl(name));
      const host = openHost({ url: engine.url(name), connections: 2 });
      hosts.push(host);
      return host;
    },
    async close() {
      for (const host of hosts) await host.close();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface Took {
  readonly rows: number;
  readonly stagingMillis: number;
  readonly actMillis: number;
  /** The most memory that this process held while the rows streamed through, in megabytes. */
  readonly megabytes: number;
}

/** Takes a list in as the command line does: dry run, then one act. */
export async function takeIn(host: Host, file: string): Promise<Took> {
  const open = () => createReadStream(file, { highWaterMark: 1 << 20 });
  let megabytes = 0;
  const started = performance.now();
  const look = await lookAtFile(open);
  if (!look.ok) throw new Error(look.refusal.rule);
  const made = { org: HOUSE, source: 'bench', licence: 'CC0 1.0', millis: Date.now(), chance: host.chance };
  const importId = await newImport(host.pool, { ...made, fileName: 'bench.csv', look: look.value });
  const staged = await stageImport(host.pool, {
    ...made,
    importId,
    bytes: open(),
    format: look.value.format,
    mapping: look.value.mapping,
    onProgress: () => {
      megabytes = Math.max(megabytes, Math.round(process.memoryUsage().rss / 1e6));
    },
  });
  if (!staged.ok) throw new Error(staged.refusal.rule);
  const stagingMillis = performance.now() - started;
  const answer = await perform(host, {
    command: 'network.import_listings',
    org: HOUSE,
    actor: { person: null, channel: 'cli', operator: true },
    input: { import: importId },
    key: randomBytes(8).toString('hex'),
  });
  if (!answer.ok) throw new Error(answer.refusal.rule);
  const actMillis = performance.now() - started - stagingMillis;
  return { rows: staged.value.added, stagingMillis, actMillis, megabytes };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
