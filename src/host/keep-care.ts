/** What all of us carried in a month is told once it is over, by the clock. */
import { civilDateAt } from '#kernel/calendar';
import type { OrgId } from '#kernel/command';
import { loadFrame } from '#agents/server';
import { toldFrom } from '#care';
import { loadUntoldMonths } from '#care/server';
import { perform } from './dispatcher.ts';
import type { Host } from './host.ts';

/** Tells every month that is due; says how many. */
export async function tellMonths(host: Host, org: OrgId | null = null): Promise<number> {
  let told = 0;
  const now = new Date(host.clock()).toISOString();
  for (const { org: of, month } of await loadUntoldMonths(host.db, org)) {
    const frame = await loadFrame(host.db, of);
    const isKept = frame?.state === 'founded' && frame.articles.care !== undefined;
    if (!isKept || civilDateAt(now, frame.timeZone) < toldFrom(month)) continue;
    const answer = await perform(host, {
      actor: { person: null, channel: 'job' },
      byHost: true,
      clock: true,
      command: 'care.tell_month',
      org: of,
      input: { month },
      key: `care ${month}`,
    });
    if (answer.ok) told += 1;
  }
  return told;
}
