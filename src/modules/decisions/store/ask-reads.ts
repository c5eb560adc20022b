/** What deciding together asks of somebody, read group by group: nothing of one group with another's. */
import { sql } from 'kysely';
import type { MemberId, OrgId, PersonId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { isInside, may, voiceOf } from '#agents';
import { loadActingPosts, loadScene, organizationsOf, type Scene } from '#agents/server';
import {
  askedOfSuspended,
  decideDecisionAsks,
  MENTION_DAYS,
  type Called,
  type DecisionAffairs,
  type DecisionAsk,
} from '../core/asks.ts';
import { kindNamed } from '../core/kinds.ts';
import {
  askingSince,
  isNameWanted,
  postsMissing,
  signaturesOn,
  signersNeeded,
  signingOf,
  signingPosts,
  type Presence,
} from '../core/meeting.ts';
import { minutesDigest, minutesOf } from '../core/minutes.ts';
import type { Proposal } from '../core/proposal.ts';
import { listBudgets, loadBudget } from './budget-reads.ts';
import { loadAskedToStand } from './candidacies.ts';
import { loadActsOfMeeting, loadMinutesSignatures } from './meeting-reads.ts';
import { loadAuthorsOf, loadOnRolls, loadOptionsOf, loadParts, proposalOf } from './reads.ts';
import { loadWitnessAffairs } from './witness-asks.ts';
import { loadStalled } from './stalled.ts';
import { loadStandIns } from './stand-ins.ts';
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
    const affairs = await loadDecisionAffairs(tx, scene, member);
    const asks = decideDecisionAsks(affairs, member, now, scene.today);
    const isSuspended = scene.standing.kind === 'suspended';
    all.push({ org, member, asks: isSuspended ? askedOfSuspended(asks) : asks });
  }
  return all;
}

export async function loadDecisionAffairs(tx: Tx, scene: Scene, member: MemberId): Promise<DecisionAffairs> {
  const { now } = scene;
  const org = scene.organization.org_id;
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
  const missing = new Set(onRoll.map((one) => one.proposal).filter((one) => !done.has(one)));
  const replies = await loadReplies(tx, org, member, now);
  const words = await loadWordsAsking(tx, org, member, ids, now, replies);
  const promises = await listPromises(tx, org);
  const named = [...words.map((one) => one.subject), ...promises.map((one) => one.proposal)];
  return {
    proposals,
    authors: await loadAuthorsOf(tx, org, ids),
    standing: await loadAskedToStand(tx, org, member, ids),
    took: await countTook(tx, org, voting),
    missing,
    acts: await loadActsAsked(tx, org, rows.filter((one) => missing.has(one.proposal_id)).map(proposalOf)),
    standIns: await loadStandIns(
      tx,
      scene,
      member,
      proposals.filter((one) => missing.has(one.id)),
    ),
    ...(await loadBudgetsAsking(tx, scene)),
    words,
    replies: new Set(replies),
    reacted: await loadReacted(
      tx,
      org,
      member,
      words.map((one) => one.id),
    ),
    offers: await listOffers(tx, org, ids),
    merges: await listMerges(tx, org, ids),
    promises,
    minutes: await loadMinutesToSign(tx, scene, member),
    witness: await loadWitnessAffairs(tx, scene, member, voting),
    stalled: await loadStalled(tx, scene),
    called: await loadCalled(tx, org, member, now),
    titles: await loadTitles(tx, org, [...ids, ...named]),
  };
}

/** What a yes to each of these brings about, of those that ask for a yes or a no. */
async function loadActsAsked(
  tx: Tx,
  org: OrgId,
  proposals: readonly Proposal[],
): Promise<DecisionAffairs['acts']> {
  const one = proposals.filter(({ kind }) => kindNamed(kind).options === 'one').map(({ id }) => id);
  const options = await loadOptionsOf(tx, org, one);
  return new Map([...options].map(([id, [only]]) => [id, only?.acts ?? []]));
}

/** Budgets that whoever looks has a part in by a post; what only all of us decide is asked of nobody. */
async function loadBudgetsAsking(
  tx: Tx,
  scene: Scene,
): Promise<Pick<DecisionAffairs, 'budgets' | 'carries'>> {
  const byPost = (matter: string) => ['alone', 'together'].includes(may(scene, matter) ?? '');
  const carries = { costs: byPost('cost_projects'), budgets: byPost('run_budget') };
  if (!carries.costs && !carries.budgets) return { budgets: [], carries };
  const org = scene.organization.org_id;
  const open = (await listBudgets(tx, org)).filter((one) => one.putAt === null && one.calledOffAt === null);
  const whole = await Promise.all(open.map((one) => loadBudget(tx, org, one.id)));
  return {
    budgets: whole.flatMap(({ budget, ...rest }) => (budget === null ? [] : [{ budget, ...rest }])),
    carries,
  };
}

/** Words about open proposals, unsettled ones of the member, those that name them, what they said since. */
async function loadWordsAsking(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  proposals: readonly string[],
  now: string,
  replies: readonly string[],
) {
  const since = new Date(Date.parse(now) - MENTION_DAYS * 86_400_000).toISOString();
  const { rows } = await sql<WordRow>`
    WITH asking AS (
      SELECT w.* FROM decisions.word w
       WHERE w.org_id = ${org} AND w.taken_back_at IS NULL
         AND (w.word_id = ANY(${replies})
           OR (w.kind IN ('question', 'concern', 'objection') AND w.settled_at IS NULL
               AND (w.author = ${member} OR w.subject = ANY(${proposals})))
           OR (w.said_at >= ${since}::timestamptz AND (w.author = ${member} OR ${member} = ANY(w.mentions)))))
    SELECT * FROM asking
     UNION
    SELECT a.* FROM decisions.word a JOIN asking q ON a.org_id = q.org_id AND a.reply_to = q.word_id
     WHERE a.kind = 'answer' AND a.taken_back_at IS NULL
     ORDER BY word_id`.execute(tx);
  return rows.map(wordOf);
}

/** What others have said lately to what the member said. */
async function loadReplies(tx: Tx, org: OrgId, member: MemberId, now: string): Promise<readonly string[]> {
  const since = new Date(Date.parse(now) - MENTION_DAYS * 86_400_000).toISOString();
  const { rows } = await sql<{ word_id: string }>`
    SELECT r.word_id FROM decisions.word r
      JOIN decisions.word w ON w.org_id = r.org_id AND w.word_id = r.reply_to
     WHERE r.org_id = ${org} AND w.author = ${member} AND r.author <> ${member}
       AND r.said_at >= ${since}::timestamptz AND r.taken_back_at IS NULL`.execute(tx);
  return rows.map((row) => row.word_id);
}

async function loadReacted(tx: Tx, org: OrgId, member: MemberId, words: readonly string[]) {
  const { rows } = await sql<{ word_id: string }>`
    SELECT DISTINCT word_id FROM decisions.reaction
     WHERE org_id = ${org} AND member_id = ${member} AND word_id = ANY(${words})`.execute(tx);
  return new Set(rows.map((row) => row.word_id));
}

/**
 * The minutes of meetings in which the member was, which are not fixed, and where their name is wanted.
 * Nobody signs while a count of hands waits; and minutes that nobody has cared for in months ask for no name, so that
 * their number stays small.
 */
async function loadMinutesToSign(
  tx: Tx,
  scene: Scene,
  member: MemberId,
): Promise<DecisionAffairs['minutes']> {
  // Whoever is suspended signs nothing.
  if (scene.standing.kind === 'suspended') return [];
  const { organization, group, today } = scene;
  const org = organization.org_id;
  const { minutesSigners, minutesPosts = [] } = voiceOf(group.articles);
  const { rows } = await sql<{ meeting_id: string }>`
    SELECT m.meeting_id FROM decisions.meeting m
     WHERE m.org_id = ${org} AND m.closed_at > ${askingSince(scene.now)}::timestamptz AND m.fixed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM decisions.hands h
                         LEFT JOIN decisions.hands_check c
                           ON c.org_id = h.org_id AND c.proposal_id = h.proposal_id AND c.round = h.round
                        WHERE h.org_id = m.org_id AND h.meeting_id = m.meeting_id AND h.asked
                          AND c.member_id IS NULL)
       AND EXISTS (SELECT 1 FROM decisions.presence p
                    WHERE p.org_id = m.org_id AND p.meeting_id = m.meeting_id AND p.member_id = ${member}
                      AND p.denied_at IS NULL)
     ORDER BY m.starts_at`.execute(tx);
  const open: DecisionAffairs['minutes'][number][] = [];
  const isNeeded = rows.length > 0 && minutesPosts.length > 0;
  const held = isNeeded ? await loadActingPosts(tx, org, today) : [];
  for (const { meeting_id: id } of rows) {
    const acts = await loadActsOfMeeting(tx, org, id);
    const minutes = acts && minutesOf(acts);
    if (!acts || !minutes) continue;
    const names = signaturesOn(minutesDigest(minutes), await loadMinutesSignatures(tx, org, id));
    const signed = names.map((one) => one.member);
    const posts = signingPosts(minutesPosts, held, acts.presence);
    const needed = signersNeeded(minutesSigners, acts.presence);
    const signing = signingOf(member, needed, posts, signed);
    if (signing === null || !isNameWanted(member, needed, posts, signed)) continue;
    const post = postsMissing(posts, signed).find(({ holders }) => holders.includes(member))?.role ?? null;
    const writer = writerOf(acts.presence, member);
    open.push({ meeting: id, title: acts.meeting.title, member: writer, post, signing });
  }
  return open;
}

/** Who has written down that a member was there; null where they came by themself. */
function writerOf(presence: readonly Presence[], member: MemberId): MemberId | null {
  const own = presence.filter((one) => one.member === member);
  return own.some((one) => one.writtenBy === member) ? null : (own[0]?.writtenBy ?? null);
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
