/** What deciding together asks of somebody, read group by group: nothing of one group with another's. */
import { sql } from 'kysely';
import type { MemberId, OrgId, PersonId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { isInside } from '#agents';
import { loadScene, organizationsOf } from '#agents/server';
import {
  decideDecisionAsks,
  MENTION_DAYS,
  type Called,
  type DecisionAffairs,
  type DecisionAsk,
} from '../core/asks.ts';
import { signaturesOn } from '../core/meeting.ts';
import { minutesDigest, minutesOf } from '../core/minutes.ts';
import { loadActsOfMeeting, loadMinutesSignatures } from './meeting-reads.ts';
import { loadAuthorsOf, loadOnRolls, loadParts, proposalOf } from './reads.ts';
import { tables } from './tables.ts';
import { listMerges, listOffers, listPromises, wordOf } from './talk-reads.ts';
import type { WordRow } from './talk-tables.ts';

/** What is asked of a person in one of their groups. */
export interface AsksOfGroup {
  readonly org: OrgId;
  readonly member: MemberId;
  readonly asks: readonly DecisionAsk[];
}

/** Everything that deciding together asks of a person, in all of their groups. */
export async function loadDecisionAsks(tx: Tx, person: PersonId, now: string): Promise<AsksOfGroup[]> {
  const all: AsksOfGroup[] = [];
  for (const org of await organizationsOf(tx, person)) {
    const scene = await loadScene(tx, org, person, now);
    const member = scene?.viewer.member ?? null;
    if (!scene || member === null || !isInside(scene.viewer) || scene.group.state !== 'founded') continue;
    if (scene.standing.kind === 'suspended') continue;
    const affairs = await loadDecisionAffairs(tx, org, member, now);
    all.push({ org, member, asks: decideDecisionAsks(affairs, member, now, scene.today) });
  }
  return all;
}

export async function loadDecisionAffairs(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  now: string,
): Promise<DecisionAffairs> {
  const rows = await tables(tx)
    .selectFrom('decisions.proposal')
    .selectAll()
    .where('org_id', '=', org)
    .where('closed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('proposal_id')
    .execute();
  const proposals = rows.map(proposalOf);
  const ids = proposals.map((one) => one.id);
  const voting = proposals.filter((one) => one.openedAt !== null).map((one) => one.id);
  const parts = await loadParts(tx, org, voting, [member]);
  const done = new Set(parts.map((one) => one.proposal_id));
  const onRoll = await loadOnRolls(tx, org, voting, [member]);
  const words = await loadWordsAsking(tx, org, member, ids, now);
  const promises = await listPromises(tx, org);
  const named = [...words.map((one) => one.subject), ...promises.map((one) => one.proposal)];
  return {
    proposals,
    authors: await loadAuthorsOf(tx, org, ids),
    took: await countTook(tx, org, voting),
    missing: new Set(onRoll.map((one) => one.proposal).filter((one) => !done.has(one))),
    words,
    reacted: await loadReacted(
      tx,
      org,
      member,
      words.map((one) => one.id),
    ),
    offers: await listOffers(tx, org, ids),
    merges: await listMerges(tx, org, ids),
    promises,
    minutes: await loadMinutesToSign(tx, org, member),
    called: await loadCalled(tx, org, member, now),
    titles: await loadTitles(tx, org, [...ids, ...named]),
  };
}

/** Words about open proposals, unsettled ones of the member, those that name them, what they said since. */
async function loadWordsAsking(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  proposals: readonly string[],
  now: string,
) {
  const since = new Date(Date.parse(now) - MENTION_DAYS * 86_400_000).toISOString();
  const { rows } = await sql<WordRow>`
    WITH asking AS (
      SELECT w.* FROM decisions.word w
       WHERE w.org_id = ${org} AND w.taken_back_at IS NULL
         AND ((w.kind IN ('question', 'concern', 'objection') AND w.settled_at IS NULL
               AND (w.author = ${member} OR w.subject = ANY(${proposals})))
           OR (w.said_at >= ${since}::timestamptz AND (w.author = ${member} OR ${member} = ANY(w.mentions)))))
    SELECT * FROM asking
     UNION
    SELECT a.* FROM decisions.word a JOIN asking q ON a.org_id = q.org_id AND a.reply_to = q.word_id
     WHERE a.kind = 'answer' AND a.taken_back_at IS NULL
     ORDER BY word_id`.execute(tx);
  return rows.map(wordOf);
}

async function loadReacted(tx: Tx, org: OrgId, member: MemberId, words: readonly string[]) {
  const { rows } = await sql<{ word_id: string }>`
    SELECT DISTINCT word_id FROM decisions.reaction
     WHERE org_id = ${org} AND member_id = ${member} AND word_id = ANY(${words})`.execute(tx);
  return new Set(rows.map((row) => row.word_id));
}

/** The minutes of meetings in which the member was, and which are neither fixed nor signed by them. */
async function loadMinutesToSign(tx: Tx, org: OrgId, member: MemberId): Promise<DecisionAffairs['minutes']> {
  const { rows } = await sql<{ meeting_id: string }>`
    SELECT m.meeting_id FROM decisions.meeting m
     WHERE m.org_id = ${org} AND m.closed_at IS NOT NULL AND m.fixed_at IS NULL
       AND EXISTS (SELECT 1 FROM decisions.presence p
                    WHERE p.org_id = m.org_id AND p.meeting_id = m.meeting_id AND p.member_id = ${member})
     ORDER BY m.starts_at`.execute(tx);
  const open: { meeting: string; title: string }[] = [];
  for (const { meeting_id: id } of rows) {
    const acts = await loadActsOfMeeting(tx, org, id);
    const minutes = acts && minutesOf(acts);
    if (!acts || !minutes) continue;
    const signed = signaturesOn(minutesDigest(minutes), await loadMinutesSignatures(tx, org, id));
    if (!signed.some((one) => one.member === member)) open.push({ meeting: id, title: acts.meeting.title });
  }
  return open;
}

/** Meetings that are called and ahead, and that the member has not answered. */
async function loadCalled(tx: Tx, org: OrgId, member: MemberId, now: string): Promise<readonly Called[]> {
  const { rows } = await sql<Called>`
    SELECT m.meeting_id AS id, m.title, m.place, m.starts_at AS "startsAt" FROM decisions.meeting m
     WHERE m.org_id = ${org} AND m.starts_at > ${now}::timestamptz
       AND m.cancelled_at IS NULL AND m.opened_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM decisions.meeting_answer a
                        WHERE a.org_id = m.org_id AND a.meeting_id = m.meeting_id
                          AND a.member_id = ${member} AND a.comes IS NOT NULL)
     ORDER BY m.starts_at, m.meeting_id`.execute(tx);
  return rows;
}

/** How many have taken part in the round that is open of these votes. */
async function countTook(tx: Tx, org: OrgId, proposals: readonly string[]) {
  const { rows } = await sql<{ proposal: string; took: number }>`
    SELECT p.proposal_id AS proposal, count(*)::int AS took
      FROM decisions.proposal p
      JOIN decisions.part t ON t.org_id = p.org_id AND t.proposal_id = p.proposal_id AND t.round = p.round
     WHERE p.org_id = ${org} AND p.proposal_id = ANY(${proposals})
     GROUP BY p.proposal_id`.execute(tx);
  return new Map(rows.map((one) => [one.proposal, one.took]));
}

/** What proposals and meetings are called, by their id. */
async function loadTitles(tx: Tx, org: OrgId, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  const { rows } = await sql<{ id: string; title: string }>`
    SELECT proposal_id AS id, title FROM decisions.proposal
     WHERE org_id = ${org} AND proposal_id = ANY(${wanted})
     UNION ALL
    SELECT meeting_id AS id, title FROM decisions.meeting
     WHERE org_id = ${org} AND meeting_id = ANY(${wanted})`.execute(tx);
  return new Map(rows.map((one) => [one.id, one.title]));
}
