/**
 * The PostgreSQL that Tequio brings along: started, kept running, found again, stopped. One that survived its
 * application (the application was killed) is adopted, not fought.
 */
import type { ChildProcess } from 'node:child_process';
import pg from 'pg';
import { findBinaries, type Binaries } from './binaries.ts';
import {
  findRunning,
  isAlive,
  lastWords,
  makeCluster,
  OWNER,
  pause,
  runsOn,
  spawnCluster,
  stopCluster,
  type Durability,
} from './cluster.ts';
import {
  findPlace,
  makePrivate,
  openDataFolder,
  writeVersion,
  type DataFolder,
  type Place,
} from './folder.ts';
import { engineSentence, Plain } from './plain.ts';
import { findRunner } from './runner.ts';

export const APP_ROLE = 'tequio_app';
const START_SECONDS = 120;
const RETRY_SECONDS = [0, 0.2, 0.5, 1, 2, 5, 10, 30];

export interface Report {
  /** Says what is being waited for. */
  (words: string): void;
}

export interface EngineOptions extends Partial<Durability> {
  readonly report?: Report;
  /**
   * Called when the server ended without being asked to, and again when it runs anew. Only who listens keeps
   * it running: the command line must not bring back what an instance has just put out.
   */
  readonly onChange?: (state: 'down' | 'up') => void;
}

export interface Engine {
  /** For the application: it may not change the schema, nor what is append-only. */
  url(database: string): string;
  /** For migrations, restore and repair. */
  ownerUrl(database: string): string;
  /** Whether the server was running before. */
  readonly adopted: boolean;
  readonly pid: number;
  readonly data: DataFolder;
  /** The folder of the cluster, for whoever must stop an orphan. */
  readonly cluster: string;
  stop(): Promise<void>;
}

/** Starts, or adopts, the server on `dataFolder`. */
export async function startEngine(dataFolder: string, options: EngineOptions = {}): Promise<Engine> {
  const data = await openDataFolder(dataFolder);
  const place = await findPlace(data, findRunner);
  const binaries = await findBinaries(place.runner);
  refuseOtherVersion(data, binaries);
  const durability = { durable: options.durable ?? true };
  await makePrivate(place.socketFolder, place.runner);
  if (!place.filled) {
    options.report?.('Preparing the database');
    await makeCluster(place, data.path, binaries, data.secrets.databaseOwner, durability);
    await writeVersion(data.path, { layout: data.version.layout, postgres: binaries.major });
  }
  return keepRunning(data, place, binaries, durability, options.onChange);
}

async function keepRunning(
  data: DataFolder,
  place: Place,
  binaries: Binaries,
  durability: Durability,
  onChange: EngineOptions['onChange'],
): Promise<Engine> {
  const bring = () => bringUp(data, place, binaries, durability);
  let server = await bring();
  const { adopted } = server;
  let stopping = false;
  let restarting: Promise<Server | undefined> | undefined;
  if (onChange) void watch();

  async function watch(): Promise<void> {
    await ended(server, place.cluster, () => stopping);
    if (stopping) return;
    onChange?.('down');
    for (let attempt = 0; !stopping; attempt++) {
      await idle(1000 * (RETRY_SECONDS[Math.min(attempt, RETRY_SECONDS.length - 1)] ?? 30));
      if (stopping) return;
      restarting = bring().catch(() => undefined);
      const next = await restarting;
      if (!next) continue;
      server = next;
      if (stopping) return;
      onChange?.('up');
      void watch();
      return;
    }
  }

  return {
    adopted,
    data,
    cluster: place.cluster,
    get pid() {
      return server.pid;
    },
    url: (database) => address(server.socketFolder, APP_ROLE, data.secrets.databaseApp, database),
    ownerUrl: (database) => address(server.socketFolder, OWNER, data.secrets.databaseOwner, database),
    async stop() {
      stopping = true;
      await restarting;
      await stopCluster(server.pid, place.cluster);
    },
  };
}

interface Server {
  readonly pid: number;
  readonly socketFolder: string;
  readonly adopted: boolean;
  readonly child: ChildProcess | undefined;
}

/** Resolves when the server has ended or nobody waits for it any more. */
function ended(server: Server, cluster: string, stopped: () => boolean): Promise<void> {
  const { child } = server;
  if (child) {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => child.once('exit', () => resolve()));
  }
  return (async () => {
    // An adopted server is nobody's child: its end is not announced.
    while (!stopped() && (await runsOn(server.pid, cluster))) await idle(500);
  })();
}

/** A pause that keeps no program alive. */
function idle(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis).unref());
}

/** Goes on until a server answers on the cluster, whoever started it. */
async function bringUp(
  data: DataFolder,
  place: Place,
  binaries: Binaries,
  durability: Durability,
): Promise<Server> {
  const until = Date.now() + START_SECONDS * 1000;
  let child: ChildProcess | undefined;
  let complaint = '';
  while (Date.now() < until) {
    const running = await findRunning(place.cluster);
    if (running) {
      // A server that has just come up answers a moment before its file says where.
      const socketFolder = running.socketFolder || place.socketFolder;
      const state = await knock(socketFolder, data.secrets.databaseOwner);
      if (state === 'open') {
        const own = child?.pid === running.pid ? child : undefined;
        return { pid: running.pid, socketFolder, adopted: own === undefined, child: own };
      }
      if (state === 'forbidden') {
        throw new Plain(
          `The passwords in ${data.path}/secrets.json do not open ` +
            'its database: they belong to another data folder.',
        );
      }
      await pause(20);
    } else if (!child) {
      child = await spawnCluster(place, binaries, durability);
    } else if (child.pid === undefined || !isAlive(child.pid)) {
      complaint = await lastWords(place);
      if (!passes(complaint)) break;
      await pause(200);
      child = undefined;
    } else {
      await pause(10);
    }
  }
  throw new Plain(engineSentence(complaint || (await lastWords(place)), data.path));
}

/**
 * Complaints that go away by themselves: another start was faster, or a dead server's workers are still
 * leaving. Those write into the same log, so that theirs may be the last words instead of the new server's.
 */
function passes(complaint: string): boolean {
  return /lock file "[^"]*" already exists|shared memory block .* is still in use|unexpected postmaster exit/i.test(
    complaint,
  );
}

type Door = 'open' | 'not yet' | 'forbidden';

async function knock(socketFolder: string, password: string): Promise<Door> {
  const client = new pg.Client({ connectionString: address(socketFolder, OWNER, password, 'postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'open';
  } catch (error) {
    return (error as { code?: string }).code === '28P01' ? 'forbidden' : 'not yet';
  } finally {
    await client.end().catch(() => undefined);
  }
}

function refuseOtherVersion(data: DataFolder, binaries: Binaries): void {
  const wrote = data.version.postgres;
  if (wrote === undefined || wrote === binaries.major) return;
  if (wrote > binaries.major) {
    throw new Plain(
      `The data folder ${data.path} was written by a newer Tequio (PostgreSQL ${wrote}): update this one.`,
    );
  }
  throw new Plain(
    `The data folder ${data.path} was written with PostgreSQL ${wrote}, and this Tequio ` +
      `brings ${binaries.major}: make a backup with the old one and restore it here.`,
  );
}

function address(socketFolder: string, role: string, password: string, database: string): string {
  const host = encodeURIComponent(socketFolder);
  return `postgresql://${role}:${encodeURIComponent(password)}@/${database}?host=${host}&port=5432`;
}
