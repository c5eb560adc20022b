/** Whether this instance can do what it is for: it answers, and so does its database. */
import { log } from './log.ts';
import type { World } from './worlds.ts';

const PATIENCE_MILLIS = 3_000;

/**
 * 200 while the database answers, 503 while it does not. `open` gives the world, which may not have opened
 * yet.
 */
export async function answerHealth(open: () => Promise<Pick<World, 'host'>>): Promise<Response> {
  const ok = await inTime(open().then(({ host }) => host.pool.query('SELECT 1'))).catch((error: unknown) => {
    log.warn({ err: { message: (error as Error).message } }, 'the database does not answer');
    return false;
  });
  return Response.json({ ok }, { status: ok ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}

function inTime(work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('it took too long')), PATIENCE_MILLIS);
    work.then(() => resolve(true), reject).finally(() => clearTimeout(late));
  });
}
