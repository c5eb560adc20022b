/** How somebody comes up again: by what they offer and others need. */
import type { MemberId, OrgId } from '#kernel/command';
import { matchesFor } from '#exchange';
import { findAdverts } from '#exchange/server';

const MOST_LOOKED = 500;

/** How many others need something that this member offers today; null where they offer nothing. */
export async function wantedFromMe(
  db: App.Locals['world']['host']['db'],
  org: OrgId,
  member: MemberId,
  today: string,
): Promise<number | null> {
  const mine = await findAdverts(db, org, today, { member, kind: 'offer' }, null, MOST_LOOKED);
  if (mine.adverts.length === 0) return null;
  const needs = await findAdverts(db, org, today, { kind: 'need' }, null, MOST_LOOKED);
  const who = mine.adverts.flatMap((offer) => matchesFor(offer, needs.adverts)).map((one) => one.member);
  return new Set(who).size;
}
