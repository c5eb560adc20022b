/** The worlds that the running app has open. Made once, from the environment that the server prepared. */
import { assert } from '#kernel/assert';
import { carryOutSigned } from './carry-out.ts';
import { erasuresFile, keepErasures } from './erasures.ts';
import { limitsFrom } from './files/limits.ts';
import { runFollowUps } from './follow-ups.ts';
import { startJobs } from './jobs.ts';
import { onStopping } from './stopping.ts';
import { openWorld, type World } from './worlds.ts';

/**
 * How long a job that runs when the program ends may take to finish; it is taken up again at the next start.
 */
const JOB_MILLIS = 4_000;

let real: Promise<World> | undefined;

/** The real world of this instance. */
export function realWorld(): Promise<World> {
  real ??= open().catch((error: unknown) => {
    // The next who asks tries again: an outage at the start is not one for good.
    real = undefined;
    throw error;
  });
  return real;
}

async function open(): Promise<World> {
  const url = process.env['TEQUIO_DATABASE_URL'];
  assert(url, 'the server has said where the database is');
  const folder = process.env['TEQUIO_DATA'];
  const world = await openWorld({
    name: 'real',
    url,
    origin: process.env['TEQUIO_ORIGIN'] ?? `http://localhost:${process.env['PORT'] ?? '4000'}`,
    smtpUrl: process.env['SMTP_URL'],
    smtpFrom: process.env['SMTP_FROM'],
    erasures: folder && erasuresFile(folder),
    files: limitsFrom(process.env),
  });
  // What a crash left to do is done before anything new.
  await runFollowUps(world.host, null, 'job');
  await carryOutSigned(world.host);
  if (world.host.erasures !== null) await keepErasures(world.host, world.host.erasures);
  const jobs = await startJobs(world, url);
  onStopping(async () => {
    await jobs.stop(JOB_MILLIS);
    world.mail.close();
    await world.host.close();
  });
  return world;
}
