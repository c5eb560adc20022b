/**
 * The worlds of one instance: the real one, and an example made from the stories that people may look around
 * in. Each has its own database, clock, logins and register; nothing passes between them.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { openAuth, type Auth } from './auth/index.ts';
import type { FileLimits } from './files/limits.ts';
import { openHost, type Host } from './host.ts';
import { log } from './log.ts';
import { openMail, type Mail } from './mail.ts';
import { watchPool } from './metrics.ts';

export interface World {
  readonly name: 'real' | 'example';
  readonly host: Host;
  readonly auth: Auth;
  readonly mail: Mail;
}

export interface WorldOptions {
  readonly name: World['name'];
  readonly url: string;
  /** The origin people use; decides cookie flags and what a passkey is bound to. */
  readonly origin: string;
  readonly smtpUrl?: string | undefined;
  readonly smtpFrom?: string | undefined;
  readonly clock?: () => number;
  /** Where the list of those who have gone is kept. */
  readonly erasures?: string | undefined;
  readonly files?: FileLimits;
}

/** Opens a world on its migrated database. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const clock = options.clock ?? Date.now;
  const { url, erasures, files } = options;
  const host = openHost({
    url,
    clock,
    ...(erasures === undefined ? {} : { erasures }),
    ...(files === undefined ? {} : { files }),
  });
  const secret = (await keptSecret(host, 'sessions', 32)).toString('base64url');
  const mail = openMail({ db: host.db, smtpUrl: options.smtpUrl, from: options.smtpFrom, clock });
  const auth = openAuth({
    db: host.db,
    origin: options.origin,
    secret,
    clock,
    mail,
    cookieName: options.name === 'real' ? 'tequio' : 'tequio_example',
    example: options.name === 'example',
    complain: (sentence) => log.warn({ part: 'auth' }, sentence),
  });
  watchPool({ world: options.name, purpose: 'reads' }, host.pool);
  watchPool({ world: options.name, purpose: 'acts' }, host.acting);
  return { name: options.name, host, auth, mail };
}

/** A secret of this instance, made on first use and kept in the database; no backup carries it. */
export async function keptSecret(host: Host, name: string, bytes: number): Promise<Buffer> {
  await sql`
    INSERT INTO host.secret (name, value) VALUES (${name}, ${randomBytes(bytes)})
    ON CONFLICT (name) DO NOTHING`.execute(host.db);
  const rows = await sql<{ value: Buffer }>`SELECT value FROM host.secret WHERE name = ${name}`.execute(
    host.db,
  );
  return rows.rows[0]!.value;
}
