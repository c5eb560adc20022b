/**
 * What was under way with somebody who has left comes to nothing, right after they leave and by the clock.
 */
import type { MemberId, OrgId } from '#kernel/command';
import { loadMembers } from '#agents/server';
import { loadUnderWay, type UnderWay } from '#exchange/server';
import { perform } from './dispatcher.ts';
import type { Host } from './host.ts';

/** Ends agreements and rings of those who have left; says how many. */
export async function endOfLeavers(host: Host, org: OrgId | null = null): Promise<number> {
  let ended = 0;
  for (const [of, all] of Map.groupBy(await loadUnderWay(host.db, org), (one) => one.org)) {
    const members = [...new Set(all.flatMap((one) => one.members))];
    const known = await loadMembers(host.db, of, members);
    const isGone = (member: MemberId) => known.get(member)?.endedOn != null;
    for (const one of all.filter((found) => found.members.some(isGone)))
      ended += (await endOne(host, one)) ? 1 : 0;
  }
  return ended;
}

async function endOne(host: Host, { org, agreement, ring }: UnderWay): Promise<boolean> {
  const answer = await perform(host, {
    actor: { person: null, channel: 'job' },
    byHost: true,
    clock: true,
    org,
    ...(agreement === null
      ? { command: 'exchange.end_ring', input: { ring } }
      : { command: 'exchange.end_agreement', input: { agreement } }),
    key: `gone ${agreement ?? ring}`,
  });
  return answer.ok;
}
