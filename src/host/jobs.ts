/**
 * What is done without anybody asking. The queue keys a job by its name and the minute in which it is due, so
 * that several instances of the application, or one that starts twice, do it once. Should it be done again
 * all the same, nothing is done twice: every job looks what is left to do, and acts have keys of their own.
 */
import { sql } from 'kysely';
import type { PgBoss } from 'pg-boss';
import { loadShufflable, reshuffle } from '#decisions/server';
import { carryOutSigned } from './carry-out.ts';
import { writeDigests } from './digest.ts';
import { enactDue, keepTime } from './enact.ts';
import { sweepFiles } from './files/uses.ts';
import { runFollowUps } from './follow-ups.ts';
import { forgetClosedWindows } from './limits.ts';
import {
  chargeHolders,
  countBalances,
  keepAccounts,
  lapseCash,
  lapseHolds,
  payStanding,
} from './keep-accounts.ts';
import { tellMonths } from './keep-care.ts';
import { endOfLeavers } from './keep-exchange.ts';
import { log } from './log.ts';
import { forgetPutOff } from './put-off.ts';
import { openQueue } from './queue.ts';
import { registers } from './register/feed.ts';
import { latestHead } from './register/heads.ts';
import { openGate } from './register/store.ts';
import type { World } from './worlds.ts';

type Place = Pick<World, 'host' | 'auth' | 'mail'>;

export interface HouseJob {
  readonly name: string;
  /** Five fields of cron, in UTC. */
  readonly cron: string;
  /** Whoever starts it again after days finds done what had its time meanwhile. */
  readonly atStart?: true;
  /** Does what is due; says in numbers what it did. */
  readonly work: (place: Place) => Promise<Readonly<Record<string, number>>>;
}

/** How long an answer is remembered to whoever asks again with the same key. */
export const ONCE_DAYS = 30;

/** One that breaks keeps none of the others back; it is told once all are done. */
async function eachInTurn(
  works: Readonly<Record<string, () => Promise<number>>>,
): Promise<Record<string, number>> {
  const done: Record<string, number> = {};
  const bugs: unknown[] = [];
  for (const [name, work] of Object.entries(works)) {
    try {
      done[name] = await work();
    } catch (error) {
      bugs.push(error);
    }
  }
  if (bugs.length > 0) throw bugs[0];
  return done;
}

/** The close does it once more. */
const SHUFFLE_BEFORE_CLOSE_MS = 60_000;

export const JOBS: readonly HouseJob[] = [
  {
    name: 'send-letters',
    cron: '* * * * *',
    atStart: true,
    work: async ({ mail }) => mail.sendWaiting(),
  },
  {
    name: 'follow-up',
    cron: '*/5 * * * *',
    async work({ host }) {
      await runFollowUps(host, null, 'job');
      return { carried: await carryOutSigned(host) };
    },
  },
  {
    name: 'decisions',
    cron: '* * * * *',
    atStart: true,
    async work({ host }) {
      return { kept: await keepTime(host), enacted: await enactDue(host) };
    },
  },
  {
    name: 'accounts',
    cron: '* * * * *',
    atStart: true,
    async work({ host }) {
      return eachInTurn({
        kept: () => keepAccounts(host),
        lapsed: () => lapseHolds(host),
        cash: () => lapseCash(host),
        counted: () => countBalances(host),
        paid: () => payStanding(host),
      });
    },
  },
  {
    name: 'care',
    cron: '13 * * * *',
    atStart: true,
    work: async ({ host }) => ({ told: await tellMonths(host) }),
  },
  {
    name: 'exchange',
    cron: '19 * * * *',
    atStart: true,
    work: async ({ host }) => ({ ended: await endOfLeavers(host) }),
  },
  {
    name: 'charges',
    cron: '11 * * * *',
    atStart: true,
    async work({ host }) {
      return { charged: await chargeHolders(host) };
    },
  },
  { name: 'digests', cron: '7 * * * *', work: writeDigests },
  { name: 'shuffle-ballots', cron: '23 * * * *', work: shuffleBallots },
  { name: 'sign-heads', cron: '17 3 * * *', work: signHeads },
  {
    name: 'sweep-files',
    cron: '37 * * * *',
    async work({ host }) {
      return { files: await sweepFiles(host.db, new Date(host.clock())) };
    },
  },
  { name: 'sweep', cron: '47 3 * * *', work: sweep },
];

/**
 * Signs the head of every register that grew: a witness may ask for it later, and nobody can say it was
 * another.
 */
async function signHeads({ host }: Place): Promise<{ registers: number }> {
  const orgs = await registers(host.db);
  for (const org of orgs) await latestHead(host.db, org, new Date(host.clock()).toISOString());
  return { registers: orgs.length };
}

/**
 * Writes secret ballots of open votes anew, in an order of chance: whoever reads the database later finds
 * none beside the one who had just taken part. Behind the gate, so that nothing is counted meanwhile.
 */
async function shuffleBallots({ host }: Place): Promise<{ votes: number }> {
  const soon = new Date(host.clock() + SHUFFLE_BEFORE_CLOSE_MS).toISOString();
  const votes = await loadShufflable(host.db, soon);
  for (const box of votes) {
    await host.db.transaction().execute(async (tx) => {
      if (await openGate(tx, box.org)) await reshuffle(tx, box);
    });
  }
  return { votes: votes.length };
}

async function sweep({ host, auth }: Place): Promise<{ answers: number }> {
  const now = new Date(host.clock());
  await auth.sweep();
  await forgetClosedWindows(host.db, now);
  await forgetPutOff(host.db, now);
  const before = new Date(now.getTime() - ONCE_DAYS * 86_400_000).toISOString();
  const gone = await sql`DELETE FROM host.once WHERE at < ${before}::timestamptz`.execute(host.db);
  return { answers: Number(gone.numAffectedRows ?? 0n) };
}

export interface RunningJobs {
  /** Takes no new job and waits for those that run, but no longer than `millis`. */
  stop(millis: number): Promise<void>;
}

/** Lets the jobs of a world run, on the database at `url`. */
export async function startJobs(place: Place, url: string): Promise<RunningJobs> {
  const boss = openQueue(url, (error) => log.warn({ err: { message: error.message } }, 'the queue of jobs'));
  await boss.start();
  for (const job of JOBS) {
    await openJobQueue(boss, job.name);
    await boss.schedule(job.name, job.cron, {}, { tz: 'UTC' });
    if (job.atStart) await boss.send(job.name);
    await boss.work(job.name, { pollingIntervalSeconds: 10 }, () => perform(place, job));
  }
  return { stop: (millis) => boss.stop({ graceful: true, timeout: millis }) };
}

/**
 * A job whose process is gone says nothing any more, and is taken up again within a minute (`queue.ts` looks
 * for such); without that it would keep the same job from running until its time is over.
 */
const KEEPING = { retryLimit: 2, retryDelay: 5, heartbeatSeconds: 30 } as const;

async function openJobQueue(boss: PgBoss, name: string): Promise<void> {
  await boss.createQueue(name, { policy: 'stately', ...KEEPING });
  // What is there already is left as it is by making it.
  await boss.updateQueue(name, KEEPING);
}

async function perform(place: Place, job: HouseJob): Promise<void> {
  const began = performance.now();
  const did = await job.work(place);
  const ms = Math.round(performance.now() - began);
  const something = Object.values(did).some((count) => count > 0);
  log[something ? 'info' : 'debug']({ job: job.name, ...did, ms }, 'job');
}
