/**
 * The data folder: everything that must outlive the program lies in it, and it belongs to whoever runs
 * Tequio.
 *
 *   version.json   which layout and which PostgreSQL wrote it
 *   secrets.json   the passwords of the database's roles
 *   postgres/      the database (or a link to it, where its user may not enter this folder)
 *   run/           the socket
 */
import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { SHARED_AREA } from './binaries.ts';
import { Plain } from './plain.ts';
import { isRoot, mayEnter, run, type Runner } from './runner.ts';

const LAYOUT = 1;
const SOCKET_NAME = '/.s.PGSQL.5432';
const SOCKET_PATH_LIMIT = 100;

const version = z.object({ layout: z.number().int(), postgres: z.number().int().optional() });
export type Version = z.infer<typeof version>;

const secrets = z.object({ databaseOwner: z.string(), databaseApp: z.string() });
export type Secrets = z.infer<typeof secrets>;

export interface DataFolder {
  readonly path: string;
  readonly secrets: Secrets;
  readonly version: Version;
}

/** Where the database lies, for its user; `home` holds what only the engine needs. */
export interface Place {
  readonly home: string;
  readonly cluster: string;
  readonly socketFolder: string;
  readonly runner: Runner;
  /** Whether a database is already there. */
  readonly filled: boolean;
}

/** Opens the data folder, making it when it is not there; refuses one that is not this user's or is newer. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  await makeFolder(folder);
  const { uid } = await stat(folder);
  const runner = process.getuid?.();
  if (runner !== undefined && uid !== runner) {
    const name = (await run('id', ['-nu', String(uid)])).stdout.trim() || `user ${uid}`;
    throw new Plain(
      `The data folder ${folder} belongs to someone else (${name}): start ` +
        'Tequio as that user, or choose another folder with TEQUIO_DATA.',
    );
  }
  const found = await readVersion(folder);
  if (!found) await refuseStrangeContents(folder);
  const current = found ?? { layout: LAYOUT };
  if (current.layout > LAYOUT) {
    throw new Plain(
      `The data folder ${folder} was written by a newer Tequio: start that version, or update this one.`,
    );
  }
  if (!found) await writeVersion(folder, current);
  return { path: folder, secrets: await readSecrets(folder), version: current };
}

/** Remembers which PostgreSQL the database belongs to; from then on an absent database is an alarm. */
export async function writeVersion(folder: string, next: Version): Promise<void> {
  await replaceFile(path.join(folder, 'version.json'), `${JSON.stringify(next)}\n`);
}

/** Finds, or chooses, where the database lies and who runs it. `findRunner` is asked only for a new one. */
export async function findPlace(data: DataFolder, findRunner: () => Promise<Runner>): Promise<Place> {
  const door = path.join(data.path, 'postgres');
  const cluster = await realpath(door).catch(() => undefined);
  if (cluster) {
    const { uid, gid } = await stat(cluster);
    const runner = isRoot() && uid !== 0 ? { uid, gid } : await findRunner();
    return place(path.dirname(cluster), cluster, runner, true);
  }
  if (data.version.postgres !== undefined || (await lstat(door).catch(() => undefined))) {
    throw new Plain(
      `The data folder ${data.path} should hold a database, but ${door} ` +
        'is missing: put it back, or restore a backup into an empty folder.',
    );
  }
  const runner = await findRunner();
  const home = await chooseHome(data.path, runner);
  return place(home, path.join(home, 'postgres'), runner, false);
}

/** Makes a folder that only the engine's user may enter. */
export async function makePrivate(folder: string, runner: Runner): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const expected = runner.uid ?? process.getuid?.() ?? found.uid;
  if (found.uid !== expected && isRoot()) await chown(folder, expected, runner.gid ?? expected);
  else if (found.uid !== expected || !found.isDirectory()) {
    throw new Plain(`${folder} belongs to someone else; remove it or set TMPDIR to a folder of your own.`);
  }
  await chmod(folder, 0o700);
}

async function place(home: string, cluster: string, runner: Runner, filled: boolean): Promise<Place> {
  let socketFolder = path.join(home, 'run');
  if (Buffer.byteLength(socketFolder + SOCKET_NAME) > SOCKET_PATH_LIMIT) {
    const name = `tequio-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
    if (isRoot()) await mkdir(SHARED_AREA, { recursive: true, mode: 0o755 });
    socketFolder = path.join(isRoot() ? SHARED_AREA : os.tmpdir(), name);
  }
  return { home, cluster, socketFolder, runner, filled };
}

/** The data folder itself where the engine's user may enter it, otherwise a place of root's that they may. */
async function chooseHome(folder: string, runner: Runner): Promise<string> {
  if (runner.uid === undefined) return folder;
  const { mode } = await stat(folder);
  // Passing through is enough, and shows nothing of what lies there.
  await chmod(folder, (mode & 0o7777) | 0o011);
  if (await mayEnter(folder, runner)) return folder;
  const home = path.join(SHARED_AREA, 'clusters', randomBytes(6).toString('hex'));
  await mkdir(home, { recursive: true, mode: 0o755 });
  return home;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(path.dirname(folder), { recursive: true });
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new Plain(`${folder} is not a folder: choose another with TEQUIO_DATA.`);
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new Plain(`This user may not make the data folder ${folder}: choose another with TEQUIO_DATA.`);
    }
    throw error;
  }
}

async function refuseStrangeContents(folder: string): Promise<void> {
  const ours = (name: string) => name === 'lost+found' || name === 'clusters' || name.startsWith('engine-');
  const strange = (await readdir(folder)).find((name) => !ours(name) && !isLeftover(name));
  if (strange === undefined) return;
  throw new Plain(`${folder} holds other files (${strange}): choose an empty folder with TEQUIO_DATA.`);
}

function isLeftover(name: string): boolean {
  return name.startsWith('version.json.') || name.startsWith('tequio-');
}

async function readVersion(folder: string): Promise<Version | undefined> {
  const file = path.join(folder, 'version.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'EACCES') throw new Plain(`The data folder ${folder} belongs to someone else.`);
    throw error;
  }
  const parsed = version.safeParse(parseJson(text));
  if (!parsed.success) throw new Plain(`${file} is damaged: restore it from a copy of the data folder.`);
  return parsed.data;
}

async function readSecrets(folder: string): Promise<Secrets> {
  const file = path.join(folder, 'secrets.json');
  const present = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (present !== undefined) {
    const parsed = secrets.safeParse(parseJson(present));
    if (!parsed.success) throw new Plain(`${file} is damaged: restore it from a copy of the data folder.`);
    return parsed.data;
  }
  const secret = () => randomBytes(24).toString('base64url');
  const made: Secrets = { databaseOwner: secret(), databaseApp: secret() };
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true });
  try {
    // A link never replaces: of two programs that start at once, both use what the first one wrote.
    await link(draft, file);
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return await readSecrets(folder);
  } finally {
    await rm(draft, { force: true });
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { flush: true });
  await rename(draft, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
