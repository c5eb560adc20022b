/**
 * The queue of jobs (pg-boss) in the same database, in a schema of its own. Its tables are made and brought
 * up to date by the library itself, as the owner, before the migrations give the application its rights; the
 * running application may use them and change nothing of their shape. Nothing in the queue is lost with it:
 * what has to be done is said by the registers and the other tables.
 */
import { PgBoss } from 'pg-boss';

export const QUEUE_SCHEMA = 'pgboss';

/** How often it is looked whether a job has ended without saying so. */
const LOOK_EVERY_SECONDS = 15;

/** Makes the queue's schema, or brings it up to date. */
export async function prepareQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: QUEUE_SCHEMA,
    supervise: false,
    schedule: false,
    max: 1,
    application_name: 'tequio migrate',
  });
  // What goes wrong is thrown by `start`; an event without a listener would end the program.
  boss.on('error', () => undefined);
  await boss.start();
  await boss.stop({ graceful: false });
}

/** Opens the queue as the application, which may not make tables. */
export function openQueue(url: string, complain: (error: Error) => void): PgBoss {
  const boss = new PgBoss({
    connectionString: url,
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    max: 2,
    superviseIntervalSeconds: LOOK_EVERY_SECONDS,
    monitorIntervalSeconds: LOOK_EVERY_SECONDS,
    application_name: 'tequio jobs',
  });
  boss.on('error', complain);
  return boss;
}
