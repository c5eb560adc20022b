/**
 * What an act sets in motion in another organization's books. It is written down in the act's own transaction
 * and carried out right after; what a crash leaves undone is taken up at the next start.
 */
import { sql } from 'kysely';
import type { AnyCommand, Channel, Fact, OrgId, PersonId, RecordedAct } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { perform } from './dispatcher.ts';
import type { Host } from './host.ts';
import { log } from './log.ts';
import { isOutage } from './outage.ts';

export async function insertFollowUps(
  host: Host,
  tx: Tx,
  command: AnyCommand<Tx>,
  decided: readonly { act: RecordedAct; fact: Fact; person: PersonId | null }[],
): Promise<void> {
  if (!command.followUps) return;
  for (const { act, fact, person } of decided) {
    for (const [at, next] of command.followUps(fact).entries()) {
      await sql`
        INSERT INTO host.follow_up (follow_up_id, org_id, person_id, command, input, at)
        VALUES (${`${act.id}.${at}`}, ${next.org}, ${person}, ${next.command}, ${JSON.stringify(next.input)}::jsonb,
                ${act.at}::timestamptz)`.execute(tx);
    }
  }
}

interface FollowUpRow {
  follow_up_id: string;
  org_id: OrgId;
  person_id: PersonId | null;
  command: string;
  input: Json;
}

/**
 * Carries out what `act` (or, without one, any act) has left to do; each under its own key, so exactly once.
 */
export async function runFollowUps(host: Host, act: string | null, channel: Channel): Promise<void> {
  const open = await sql<FollowUpRow>`
    SELECT follow_up_id, org_id, person_id, command, input FROM host.follow_up
     WHERE ${act === null} OR starts_with(follow_up_id, ${`${act ?? ''}.`})
     ORDER BY follow_up_id`.execute(host.db);
  for (const row of open.rows) await carryOne(host, row, channel);
}

/** One that cannot be carried out now stands for the next time, and holds up no other. */
async function carryOne(host: Host, row: FollowUpRow, channel: Channel): Promise<void> {
  const rule = await performOne(host, row, channel);
  if (rule === null) {
    await sql`DELETE FROM host.follow_up WHERE follow_up_id = ${row.follow_up_id}`.execute(host.db);
    return;
  }
  log.warn({ part: 'follow-up', command: row.command, rule }, 'a follow-up is not done yet');
  await sql`UPDATE host.follow_up SET tries = tries + 1, last_rule = ${rule}
             WHERE follow_up_id = ${row.follow_up_id}`.execute(host.db);
}

/** Null when it is done, else the rule that says no, or that it failed. */
async function performOne(host: Host, row: FollowUpRow, channel: Channel): Promise<string | null> {
  try {
    const answer = await perform(host, {
      command: row.command,
      org: row.org_id,
      actor: { person: row.person_id, channel },
      input: row.input,
      key: `follow-up:${row.follow_up_id}`,
      byHost: true,
      followUp: true,
    });
    return answer.ok ? null : answer.refusal.rule;
  } catch (error) {
    if (isOutage(error)) throw error;
    return 'failed';
  }
}
