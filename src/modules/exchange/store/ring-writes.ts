/** How rings become rows. */
import { sql } from 'kysely';
import type { MemberId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { madeOf, type RingPart } from '../core/match.ts';

export async function insertRing(
  tx: Tx,
  act: RecordedAct,
  { ring, links, by }: { readonly ring: string; readonly links: readonly RingPart[]; readonly by: MemberId },
): Promise<void> {
  await sql`
    INSERT INTO exchange.ring (org_id, ring_id, made_of, made_by, made_at, act_id)
    VALUES (${act.org}, ${ring}, ${madeOf(links)}, ${by}, ${act.at}, ${act.id})`.execute(tx);
  for (const [at, one] of links.entries()) {
    await sql`
      INSERT INTO exchange.ring_part (org_id, ring_id, position, giver, receiver, offer_id, need_id,
                                      agreed_at)
      VALUES (${act.org}, ${ring}, ${at + 1}, ${one.giver}, ${one.receiver}, ${one.offer}, ${one.need},
              ${one.giver === by ? act.at : null})`.execute(tx);
  }
}

export async function agreeToRing(tx: Tx, act: RecordedAct, ring: string, giver: MemberId): Promise<void> {
  await sql`UPDATE exchange.ring_part SET agreed_at = ${act.at}
             WHERE org_id = ${act.org} AND ring_id = ${ring} AND giver = ${giver}`.execute(tx);
}

export async function receiveInRing(
  tx: Tx,
  act: RecordedAct,
  ring: string,
  receiver: MemberId,
): Promise<void> {
  await sql`UPDATE exchange.ring_part SET received_at = ${act.at}
             WHERE org_id = ${act.org} AND ring_id = ${ring} AND receiver = ${receiver}`.execute(tx);
}

/** It is over: all have what they needed, or somebody has stepped out. */
export async function endRing(tx: Tx, act: RecordedAct, ring: string, by: MemberId): Promise<void> {
  await sql`UPDATE exchange.ring SET ended_at = ${act.at}, ended_by = ${by}
             WHERE org_id = ${act.org} AND ring_id = ${ring}`.execute(tx);
}
