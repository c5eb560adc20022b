/**
 * The PostgreSQL that Tequio works on: the one it brings along, or, where `DATABASE_URL` names one, that one.
 * From here on nobody asks which.
 */
import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { Settings } from '../settings.ts';
import { makeAppRole, makeDatabase, migrate } from '../migrate.ts';
import { prepareQueue } from '../queue.ts';
import { databaseOf, passwordOf, serverOf, userOf, withDatabase, withUser } from './database-url.ts';
import { APP_ROLE, startEngine, type EngineOptions, type Report } from './engine.ts';
import { pause } from './cluster.ts';
import { leave, visit } from './lock.ts';
import { Plain } from './plain.ts';

export const DATABASE = 'tequio';
const OLDEST = 15;
const ARRIVALS = 5;

export interface Server {
  /** For the application. */
  url(database: string): string;
  /** For migrations, restore and repair. */
  ownerUrl(database: string): string;
  /** Whether it ran before we came; one of somebody else's always did. */
  readonly adopted: boolean;
  /** The process and folder of the engine, when it is ours. */
  readonly engine: { readonly pid: number; readonly cluster: string } | undefined;
  /** A database of the server that is always there. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

export interface ServerOptions extends EngineOptions {
  /** Remarks for the operator. */
  readonly remark?: (words: string) => void;
}

/** Starts, adopts or reaches the server, and gives the application its role there. */
export async function startServer(
  settings: Pick<Settings, 'dataFolder' | 'databaseUrl'>,
  options: ServerOptions = {},
): Promise<Server> {
  if (settings.databaseUrl !== undefined) {
    return reachServer(settings.databaseUrl, options.remark);
  }
  const engine = await startEngine(settings.dataFolder, options);
  const adminUrl = engine.ownerUrl('postgres');
  await makeAppRole(adminUrl, APP_ROLE, engine.data.secrets.databaseApp);
  return {
    url: engine.url,
    ownerUrl: engine.ownerUrl,
    adopted: engine.adopted,
    get engine() {
      return { pid: engine.pid, cluster: engine.cluster };
    },
    adminUrl,
    stop: engine.stop,
  };
}

/** Makes database `name` when it is not there, and brings it up to date. */
export async function prepareDatabase(server: Server, name: string, report?: Report): Promise<void> {
  await makeDatabase(server.adminUrl, databaseOf(server.ownerUrl(name)));
  const role = userOf(server.url(name));
  await prepareQueue(server.ownerUrl(name));
  await migrate(server.ownerUrl(name), {
    appRole: role === userOf(server.ownerUrl(name)) ? null : role,
    ...(report && { report }),
  });
}

/**
 * For the command line: does `work` beside a running instance, or alone. Who leaves last puts out a server
 * that came along; nobody is left without one in the middle of their work.
 */
export async function withEngine<T>(
  settings: Settings,
  options: ServerOptions,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const halt = interrupted();
  const { server, visitor } = await arrive(settings, options);
  try {
    return await Promise.race([
      halt,
      prepareDatabase(server, DATABASE, options.report).then(() => work(server)),
    ]);
  } finally {
    if (visitor && (await leave(visitor))) await server.stop();
    await visitor?.end().catch(() => undefined);
  }
}

/** Comes in as a visitor. A server that is just being put out is waited for, and started again. */
async function arrive(
  settings: Settings,
  options: ServerOptions,
): Promise<{ server: Server; visitor: pg.Client | undefined }> {
  for (let tries = 1; ; tries++) {
    try {
      const server = await startServer(settings, options);
      return { server, visitor: server.engine && (await visit(server.adminUrl)) };
    } catch (error) {
      if (error instanceof Plain || tries === ARRIVALS) throw error;
      await pause(100);
    }
  }
}

/** Never ends, except that Ctrl-C becomes a failure like any other: the server must be put out first. */
function interrupted(): Promise<never> {
  const halt = new Promise<never>((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => reject(new Plain('Stopped before it was done.')));
    }
  });
  // It may come before anybody waits for it.
  halt.catch(() => undefined);
  return halt;
}

async function reachServer(given: string, remark: ServerOptions['remark']): Promise<Server> {
  await greet(given);
  const role = `${databaseOf(given)}_app`;
  const appUrl = await lendRole(given, role);
  if (appUrl === undefined) {
    remark?.(
      `The user in DATABASE_URL may not make the role ${role}: the application uses that user's rights.`,
    );
  }
  // The database that was named is ours; further ones are named after it.
  const ours = (database: string) => databaseOf(given) + database.slice(DATABASE.length);
  return {
    url: (database) => withDatabase(appUrl ?? given, ours(database)),
    ownerUrl: (database) => withDatabase(given, ours(database)),
    adopted: true,
    engine: undefined,
    adminUrl: given,
    stop: () => Promise.resolve(),
  };
}

/** Refuses a server that cannot be used, in words. */
async function greet(url: string): Promise<void> {
  const host = serverOf(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    if (code === '28P01' || code === '28000') {
      throw new Plain(`PostgreSQL at ${host} does not let the user in DATABASE_URL in: ${message}.`, {
        cause,
      });
    }
    if (code === '3D000')
      throw new Plain(`There is no database ${databaseOf(url)} at ${host}: make it first.`, { cause });
    throw new Plain(`PostgreSQL at ${host} cannot be reached (${code ?? message}): check DATABASE_URL.`, {
      cause,
    });
  }
  try {
    const { rows } = await client.query<{ version: string; encoding: string }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding`,
    );
    const { version = '', encoding = '' } = rows[0] ?? {};
    if (Number.parseInt(version, 10) < OLDEST) {
      throw new Plain(`PostgreSQL at ${host} is ${version}; Tequio needs ${OLDEST} or later.`);
    }
    if (encoding !== 'UTF8') {
      throw new Plain(`The database ${databaseOf(url)} is encoded in ${encoding}; Tequio needs one in UTF8.`);
    }
  } finally {
    await client.end();
  }
}

/**
 * A role without power over the schema. Its password follows from the owner's, so that several instances with
 * the same `DATABASE_URL` agree on it.
 */
async function lendRole(ownerUrl: string, role: string): Promise<string | undefined> {
  const secret = passwordOf(ownerUrl);
  if (secret === '' || userOf(ownerUrl) === role) return undefined;
  const password = createHmac('sha256', secret).update(role).digest('base64url');
  const url = withUser(ownerUrl, role, password);
  try {
    await makeAppRole(ownerUrl, role, password);
    if (await opens(url)) return url;
    // The owner's password has changed since.
    await makeAppRole(ownerUrl, role, password, 'anew');
    return (await opens(url)) ? url : undefined;
  } catch {
    return undefined;
  }
}

async function opens(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
