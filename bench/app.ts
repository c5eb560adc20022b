/** The real program, started as `npm start` does it, on a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const START_MILLIS = 180_000;

export interface App {
  readonly origin: string;
  /** From the start of the process until the first page was answered. */
  readonly startMillis: number;
  /** What it wrote to its terminal. */
  readonly words: string;
  stop(): Promise<void>;
}

/** Starts and waits until the first page comes. */
export async function startApp(dataFolder: string): Promise<App> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const environment = { ...process.env, TEQUIO_DATA: dataFolder, PORT: String(port) };
  const began = performance.now();
  const app = spawn(process.execPath, [path.join(ROOT, 'bin', 'start.mjs')], { env: environment });
  const ended = new Promise<void>((resolve) => app.once('exit', () => resolve()));
  let words = '';
  for (const stream of [app.stdout, app.stderr]) stream.on('data', (data: Buffer) => (words += String(data)));
  await firstPage(origin, app, () => words);
  const startMillis = performance.now() - began;
  return {
    origin,
    startMillis,
    get words() {
      return words;
    },
    async stop() {
      app.kill('SIGTERM');
      await ended;
    },
  };
}

async function firstPage(origin: string, app: ChildProcess, words: () => string): Promise<void> {
  const until = performance.now() + START_MILLIS;
  while (performance.now() < until && app.exitCode === null) {
    const status = await fetch(origin, { redirect: 'manual' }).then(
      (response) => response.status,
      () => 0,
    );
    if (status > 0 && status < 400) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  app.kill('SIGTERM');
  throw new Error(`Tequio did not open: ${words()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
