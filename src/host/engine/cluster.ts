/** One PostgreSQL cluster: made, started, found running, stopped. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chown,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { makePrivate, type Place } from './folder.ts';
import { engineSentence, Plain } from './plain.ts';
import { engineEnvironment, run } from './runner.ts';

export const OWNER = 'tequio_owner';

/** What a test may do without: durability. */
export interface Durability {
  readonly durable: boolean;
}

/** Makes a new cluster. It appears at its place whole or not at all. */
export async function makeCluster(
  place: Place,
  dataFolder: string,
  binaries: Binaries,
  password: string,
  { durable }: Durability,
): Promise<void> {
  const sign = randomBytes(4).toString('hex');
  const draft = path.join(place.home, `tequio-${sign}.new`);
  const passwordFile = path.join(place.socketFolder, `password-${sign}`);
  try {
    await makePrivate(draft, place.runner);
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    const { uid, gid } = place.runner;
    if (uid !== undefined) await chown(passwordFile, uid, gid ?? uid);
    const made = await run(binaries.initdb, initOptions(draft, passwordFile, durable), place.runner);
    if (made.code !== 0) throw new Plain(engineSentence(made.stderr || made.stdout, place.home));
    await rename(draft, place.cluster);
    const door = path.join(dataFolder, 'postgres');
    if (place.cluster !== door) await symlink(place.cluster, door);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Two programs started at once, and the other was first: its cluster is as good as ours.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

function initOptions(folder: string, passwordFile: string, durable: boolean): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
}

const MEGABYTE = 1024 * 1024;

/** The memory that this machine, or the container we are in, has. */
function memoryBytes(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, os.totalmem()) : os.totalmem();
}

/** An eighth of the memory for the database's own cache, from 64 MB on a very small machine to 1 GB. */
function megabytesShared(): number {
  return Math.min(1024, Math.max(64, Math.round(memoryBytes() / 8 / MEGABYTE)));
}

/** Settings for a small machine that does other things too. */
function serverOptions(place: Place, durable: boolean): string[] {
  const options: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: `"${place.socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: '5432',
    max_connections: '60',
    shared_buffers: `${durable ? megabytesShared() : 128}MB`,
    effective_cache_size: `${Math.round(memoryBytes() / 2 / MEGABYTE)}MB`,
    // What is read is nearly always in the memory of the system: asking other processes for it takes longer.
    io_method: 'sync',
    jit: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '1GB',
    wal_compression: 'on',
    checkpoint_timeout: '10min',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_min_error_statement: 'panic',
    log_parameter_max_length: '0',
    // Details of an error quote the row; a log must not hold people's data.
    log_error_verbosity: 'terse',
    cluster_name: 'tequio',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Starts the server. It has its own process group: Ctrl-C stops the application, which then stops it. */
export async function spawnCluster(
  place: Place,
  binaries: Binaries,
  { durable }: Durability,
): Promise<ChildProcess> {
  const log = await open(startLog(place), 'w', 0o600);
  try {
    const child = spawn(binaries.postgres, ['-D', place.cluster, ...serverOptions(place, durable)], {
      ...place.runner,
      cwd: '/',
      env: engineEnvironment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    // A program that cannot be started ends at once; whoever waits for it reads the reason in the log.
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

/** What the server said before it gave up. */
export async function lastWords(place: Place): Promise<string> {
  const folder = path.join(place.cluster, 'log');
  const names = await readdir(folder).catch(() => []);
  const logs = await Promise.all(
    names.map(async (name) => ({
      file: path.join(folder, name),
      at: (await stat(path.join(folder, name))).mtimeMs,
    })),
  );
  const newest = logs.sort((a, b) => b.at - a.at)[0];
  const started = await readFile(startLog(place), 'utf8').catch(() => '');
  const logged = newest ? await readFile(newest.file, 'utf8').catch(() => '') : '';
  return /FATAL|PANIC|error/i.test(started) ? started : `${logged.slice(-8_000)}\n${started}`;
}

export interface Running {
  readonly pid: number;
  readonly socketFolder: string;
}

/** The server that runs on this cluster, by the file it keeps there; a file left by a dead one is removed. */
export async function findRunning(cluster: string): Promise<Running | undefined> {
  const file = path.join(cluster, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (await runsOn(pid, cluster)) return { pid, socketFolder: lines[4] ?? '' };
  // PostgreSQL would take a stranger who was given the same number after a restart for a server of its own.
  if (isAlive(pid)) await rm(file, { force: true });
  return undefined;
}

/** Whether process `pid` is a PostgreSQL that works in `cluster`. */
export async function runsOn(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  return folder === cluster;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Stops the server: open transactions are rolled back, everything answered is kept. */
export async function stopCluster(pid: number, cluster: string): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 10],
    ['SIGKILL', 5],
  ] as const) {
    if (!(await runsOn(pid, cluster))) return;
    process.kill(pid, signal);
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until) {
      if (!(await runsOn(pid, cluster))) return;
      await pause(20);
    }
  }
}

export function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

function startLog(place: Place): string {
  return path.join(place.socketFolder, 'start.log');
}
