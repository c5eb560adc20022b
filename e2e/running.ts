/** Starts Tequio as a person would, in a folder of its own, and looks at what is left when it ended. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Running {
  readonly address: string;
  readonly data: string;
  readonly port: number;
  readonly launcher: ChildProcess;
  /** The process that serves the pages. */
  readonly application: number;
  /** The database's first process. */
  readonly engine: number;
  /** All that was said at the terminal. */
  said(): string;
  /** Ends with its exit code. */
  readonly ended: Promise<number | null>;
}

export interface Start {
  readonly data: string;
  readonly port?: number;
  readonly root?: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts Tequio and waits until it is open; throws what it said when it does not come to that. */
export async function start(given: Start): Promise<Running> {
  const port = given.port ?? (await freePort());
  const { launcher, said, ended } = launch({ ...given, port });
  const isOpen = () => said().includes('Your data:');
  const closed = ended.then(() => 'ended' as const);
  while (!isOpen()) {
    if ((await Promise.race([closed, pause(30)])) === 'ended') throw new Error(said());
  }
  const application = await childOf(launcher.pid ?? 0);
  const address = `http://localhost:${port}`;
  return {
    address,
    data: given.data,
    port,
    launcher,
    application,
    engine: await engineOf(given.data),
    said,
    ended,
  };
}

/** Starts Tequio where it must refuse; gives what it said and its exit code. */
export async function refusal(given: Start): Promise<{ code: number | null; said: string }> {
  const { said, ended } = launch({ ...given, port: given.port ?? (await freePort()) });
  const code = await ended;
  return { code, said: said().trim() };
}

function launch(given: Start & { port: number }) {
  const launcher = spawn('node', ['bin/start.mjs'], {
    cwd: given.root ?? ROOT,
    env: { ...plainEnvironment(), TEQUIO_DATA: given.data, PORT: String(given.port), ...given.settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  const ended = new Promise<number | null>((resolve) => launcher.on('close', (code) => resolve(code)));
  return { launcher, said: () => text, ended };
}

/** The settings of whoever runs the tests are not those of the test. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const own = /^(TEQUIO_|SMTP_|DATABASE_URL$|PORT$|npm_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-e2e-'));
  // Where root runs the tests, the database's user must be able to pass through.
  await chmod(folder, 0o711);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Every process that belongs to a data folder: by its settings, or by the database it works on. */
export async function processesOf(data: string): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid);
  const found: number[] = [];
  for (const pid of pids) {
    const [command, settings] = await Promise.all(
      ['cmdline', 'environ'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    );
    if (command?.includes(data) || settings?.includes(`TEQUIO_DATA=${data}\0`)) found.push(pid);
  }
  return found;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether the pages are open, by a picture that needs nothing of them. */
export async function status(address: string): Promise<number> {
  return fetch(`${address}/mark.svg`).then(
    (response) => response.status,
    () => 0,
  );
}

/** Waits until something is so; a test that waits in vain ends by its own time limit. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await pause(20);
}

function pause(millis: number): Promise<'waited'> {
  return new Promise((resolve) => setTimeout(() => resolve('waited'), millis));
}

async function childOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]);
}

async function engineOf(data: string): Promise<number> {
  const file = path.join(data, 'postgres', 'postmaster.pid');
  if (!existsSync(file)) return 0;
  return Number((await readFile(file, 'utf8')).split('\n')[0]);
}
