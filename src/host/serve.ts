/** Tequio as a running program: settings, database, pages, and an orderly end. Started by `bin/start.mjs`. */
import { existsSync, realpathSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { words } from '#locales';
import { localeFor } from '#screens/request-locale.ts';
import { lanAddresses, makeIsOurs } from './addresses.ts';
import { findRunning } from './engine/cluster.ts';
import { serverOf } from './engine/database-url.ts';
import { lendExampleOn } from './engine/lend-example.ts';
import { comeIn, type Presence } from './engine/lock.ts';
import { sentence } from './engine/plain.ts';
import { DATABASE, prepareDatabase, startServer, type Server } from './engine/server.ts';
import { firstLink } from './first-link.ts';
import { greeting } from './greeting.ts';
import { say } from './say.ts';
import { handOn, readSettings, ROOT, type Settings } from './settings.ts';
import { finishAll } from './stopping.ts';
import { EDGE_HEADERS, listen, type EdgeKey, type Handler, type WebServer } from './web-server.ts';

const REQUEST_MILLIS = 5_000;
const FINISH_MILLIS = 5_000;

/** What has been opened so far, to be closed in the opposite order. */
interface Open {
  web?: WebServer;
  starting?: Promise<Server>;
  pages?: Handler;
  presence?: Presence;
}

const opened: Open = {};
let stopping: Promise<never> | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
  process.on(signal, () => void stop(0));
}
process.on('message', (message) => {
  if (message === 'stop') void stop(0);
});
// A terminal that was closed takes no more words; that is no reason to end in disorder.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

try {
  await start(readSettings());
} catch (error) {
  await fail(error);
}

async function start(settings: Settings): Promise<void> {
  const isPreview = process.argv.includes('--dev');
  // Whoever runs on this folder already says more than whoever holds the port.
  if (!(await runsAlready(settings))) await listenOn(settings);
  opened.starting = startServer(settings, {
    report: (step) => say({ say: 'step', words: step }),
    remark: (text) => say({ say: 'text', words: text }),
    onChange: (state) => state === 'up' && announce(server),
  });
  const server = await opened.starting;
  announce(server);
  opened.presence = await comeIn({
    adminUrl: server.adminUrl,
    alone: server.engine !== undefined,
    refusal:
      `Another Tequio already runs on ${settings.dataFolder}: ` +
      'stop it first, or choose another folder with TEQUIO_DATA.',
    onChange: (ready) => (ready ? openPages() : opened.web?.close()),
    onLost: (error) => void fail(error),
  });
  if (!opened.web) await listenOn(settings);

  await prepareDatabase(server, DATABASE, (step) => say({ say: 'step', words: step }));
  lendExampleOn(server);
  handOn(settings);
  Object.assign(process.env, EDGE_HEADERS, { TEQUIO_DATABASE_URL: server.url(DATABASE) });
  opened.pages = isPreview ? await developmentPages() : await builtPages();
  openPages();
  say({ say: 'text', words: await greet(settings, server) });
}

function openPages(): void {
  if (opened.pages && opened.presence?.ready) opened.web?.open(opened.pages);
}

async function listenOn(settings: Settings): Promise<void> {
  opened.web = await listen({
    port: settings.port,
    origin: settings.origin,
    proxies: settings.proxies,
    isOurs: makeIsOurs(),
    words: edgeWords,
  });
}

function edgeWords(request: IncomingMessage, key: EdgeKey): string {
  const headers = new Headers();
  for (const name of ['cookie', 'accept-language']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return words(localeFor(new Request('http://localhost', { headers }))).t(key);
}

async function runsAlready({ dataFolder, databaseUrl }: Settings): Promise<boolean> {
  const door = path.join(dataFolder, 'postgres');
  if (databaseUrl !== undefined || !existsSync(door)) return false;
  return (await findRunning(realpathSync(door))) !== undefined;
}

function announce({ engine }: Server): void {
  if (engine) say({ say: 'engine', pid: engine.pid, cluster: engine.cluster });
}

async function builtPages(): Promise<Handler> {
  const file = path.join(ROOT, 'build', 'handler.js');
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: Handler };
  return handler;
}

/** The pages straight from their sources, changing as they are written. */
async function developmentPages(): Promise<Handler> {
  say({ say: 'step', words: 'Preparing the pages' });
  const { createServer } = await import('vite');
  const vite = await createServer({ root: ROOT, server: { middlewareMode: true } });
  return (request, response) => vite.middlewares(request, response);
}

async function greet(settings: Settings, server: Server): Promise<string> {
  return greeting({
    port: settings.port,
    origin: settings.origin,
    lan: lanAddresses(),
    code: await firstLink(server.url(DATABASE)),
    data: settings.databaseUrl === undefined ? whereData(settings, server) : serverOf(settings.databaseUrl),
    terminal: process.stdout.isTTY,
  });
}

/** The folder, and the place of the database where that could not be inside. */
function whereData({ dataFolder }: Settings, server: Server): string {
  const cluster = server.engine?.cluster ?? '';
  const inside = cluster === path.join(realpathSync(dataFolder), 'postgres');
  return inside ? dataFolder : `${dataFolder} (the database in ${cluster})`;
}

async function fail(error: unknown): Promise<never> {
  if (stopping) return stopping;
  say({ say: 'failed', words: sentence(error) });
  return stop(1);
}

function stop(code: number): Promise<never> {
  return (stopping ??= closeAll(code));
}

async function closeAll(code: number): Promise<never> {
  const { web, starting, presence } = opened;
  await presence?.leaving();
  await web?.stop(REQUEST_MILLIS);
  const server = await starting?.catch(() => undefined);
  await finishAll(FINISH_MILLIS);
  // Without a presence another instance holds the server that we only found.
  if (server && (presence || !server.adopted)) await server.stop();
  await presence?.close();
  process.exit(code);
}
