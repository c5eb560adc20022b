/**
 * Who works on a data folder. The one instance holds a lock of its session, which no crash can leave behind;
 * the command line visits beside it, and whoever is last to leave puts out the light.
 */
import pg from 'pg';
import { pause } from './cluster.ts';
import { Plain } from './plain.ts';

const INSTANCE = 7_241_002;
const VISITORS = 7_241_003;
const LEAVING = 'tequio leaving';
const PATIENCE_MILLIS = 1_000;
const LEAVING_MILLIS = 15_000;

/** A connection that is there for as long as the server is; with the lock of the instance when it is ours. */
export interface Presence {
  readonly ready: boolean;
  /** From now on a newcomer waits instead of being refused. */
  leaving(): Promise<void>;
  close(): Promise<void>;
}

export interface PresenceOptions {
  readonly adminUrl: string;
  /** Whether only one instance may be here. */
  readonly alone: boolean;
  /** What a second instance is told. */
  readonly refusal: string;
  readonly onChange: (ready: boolean) => void;
  /** Somebody else took our place while the server was away. */
  readonly onLost: (error: Plain) => void;
}

/** Comes in, or refuses when another instance is here; then follows the server through its outages. */
export async function comeIn(options: PresenceOptions): Promise<Presence> {
  let client = await enter(options);
  let closed = false;
  let ready = true;
  void follow();

  async function follow(): Promise<void> {
    while (!closed) {
      await new Promise<void>((resolve) => client.once('end', () => resolve()));
      if (closed) return;
      ready = false;
      options.onChange(false);
      const next = await comeBack();
      if (!next) return;
      client = next;
      ready = true;
      options.onChange(true);
    }
  }

  async function comeBack(): Promise<pg.Client | undefined> {
    while (!closed) {
      try {
        return await enter(options);
      } catch (error) {
        if (error instanceof Plain) {
          options.onLost(error);
          return undefined;
        }
        await pause(100);
      }
    }
    return undefined;
  }

  return {
    get ready() {
      return ready;
    },
    async leaving() {
      closed = true;
      await client.query(`SET application_name = '${LEAVING}'`).catch(() => undefined);
    },
    async close() {
      closed = true;
      await client.end().catch(() => undefined);
    },
  };
}

/** Comes in as a visitor: nobody puts out the server while visitors work. */
export async function visit(adminUrl: string): Promise<pg.Client> {
  const client = await connect(adminUrl, 'tequio command line');
  await client.query('SELECT pg_advisory_lock_shared($1)', [VISITORS]);
  return client;
}

/**
 * Whether this visitor was the last one here and no instance runs: then newcomers wait until the light is
 * out.
 */
export async function leave(visitor: pg.Client): Promise<boolean> {
  try {
    await visitor.query(`SET application_name = '${LEAVING}'`);
    await visitor.query('SELECT pg_advisory_unlock_shared($1)', [VISITORS]);
    return (await take(visitor, VISITORS)) && (await take(visitor, INSTANCE));
  } catch {
    // The server went away with its instance: nothing is left to put out.
    return false;
  }
}

async function enter({ adminUrl, alone, refusal }: PresenceOptions): Promise<pg.Client> {
  const client = await connect(adminUrl, 'tequio');
  if (!alone) return client;
  const start = Date.now();
  for (;;) {
    if (await take(client, INSTANCE)) return client;
    const { rows } = await client.query<{ name: string }>(
      `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND objid = $1 AND granted`,
      [INSTANCE],
    );
    // The session of one that was killed ends a moment after it; one that leaves needs its time.
    const patience = rows[0]?.name === LEAVING ? LEAVING_MILLIS : PATIENCE_MILLIS;
    if (Date.now() - start > patience) {
      await client.end();
      throw new Plain(refusal);
    }
    await pause(50);
  }
}

async function take(client: pg.Client, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [lock]);
  return rows[0]?.taken === true;
}

async function connect(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name, keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
