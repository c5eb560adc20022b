/**
 * What enough have signed and nobody has carried out: the program ended between the last signature and the
 * act, or fewer signatures are needed since somebody has gone.
 */
import { signedWaiting } from '#agents/server';
import { carryOut } from './dispatcher.ts';
import type { Host } from './host.ts';
import { log } from './log.ts';

/** Tries every act that waits, as the last who signed it; says how many were done. */
export async function carryOutSigned(host: Host): Promise<number> {
  let done = 0;
  for (const { org, waiting, person } of await signedWaiting(host.db, new Date(host.clock()).toISOString())) {
    const answer = await carryOut(host, org, waiting, { person, channel: 'job' });
    if (answer === null) continue;
    if (answer.ok) done += 1;
    else log.info({ part: 'carry-out', rule: answer.refusal.rule }, 'what was signed cannot be done');
  }
  return done;
}
