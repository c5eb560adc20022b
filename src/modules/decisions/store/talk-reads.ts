/** What commands and screens load of the talk, always within one organization. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { MergeOffer, Offer, Promised } from '../core/changes.ts';
import type { Delegation } from '../core/delegation.ts';
import type { Sign, Word } from '../core/talk.ts';
import {
  talkTables,
  type DelegationRow,
  type MergeRow,
  type OfferRow,
  type PromiseRow,
  type WordRow,
} from './talk-tables.ts';

export function wordOf(row: WordRow): Word {
  return {
    id: row.word_id,
    subject: row.subject,
    kind: row.kind,
    author: row.author,
    text: row.text,
    textActs: row.text_acts,
    replyTo: row.reply_to,
    depth: row.depth,
    mentions: row.mentions,
    saidAt: row.said_at,
    changedAt: row.changed_at,
    takenBackAt: row.taken_back_at,
    integratedAt: row.integrated_at,
    integratedBy: row.integrated_by,
    settledAt: row.settled_at,
    settledAs: row.settled_as,
    adoptedAt: row.adopted_at,
    adoptedBy: row.adopted_by,
    hiddenAt: row.hidden_at,
    hiddenBy: row.hidden_by,
    hiddenReason: row.hidden_reason,
  };
}

export async function loadWord(tx: Tx, org: OrgId, id: string): Promise<Word | null> {
  return (await loadWords(tx, org, [id])).get(id) ?? null;
}

export async function loadWords(
  tx: Tx,
  org: OrgId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Word>> {
  if (ids.length === 0) return new Map();
  const rows = await talkTables(tx)
    .selectFrom('decisions.word')
    .selectAll()
    .where('org_id', '=', org)
    .where('word_id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.word_id, wordOf(row)]));
}

/** Everything that was said about a subject, in the order in which it was said. */
export async function listWords(tx: Tx, org: OrgId, subject: string): Promise<Word[]> {
  const rows = await talkTables(tx)
    .selectFrom('decisions.word')
    .selectAll()
    .where('org_id', '=', org)
    .where('subject', '=', subject)
    .orderBy('word_id')
    .execute();
  return rows.map(wordOf);
}

/** Who has said something last about a subject, and when, of what has not been taken back or hidden since. */
export async function lastWord(
  tx: Tx,
  org: OrgId,
  subject: string,
): Promise<{ readonly author: MemberId; readonly saidAt: string } | null> {
  const row = await talkTables(tx)
    .selectFrom('decisions.word')
    .select(['author', 'said_at'])
    .where('org_id', '=', org)
    .where('subject', '=', subject)
    .where('taken_back_at', 'is', null)
    .where('hidden_at', 'is', null)
    .orderBy('word_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { author: row.author, saidAt: row.said_at };
}

/** Whether anybody else has answered a word, and not taken the answer back. */
export async function hasReplies(tx: Tx, org: OrgId, word: Pick<Word, 'id' | 'author'>): Promise<boolean> {
  const row = await talkTables(tx)
    .selectFrom('decisions.word')
    .select('word_id')
    .where('org_id', '=', org)
    .where('reply_to', '=', word.id)
    .where('author', '<>', word.author)
    .where('taken_back_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface Reaction {
  readonly word: string;
  readonly member: MemberId;
  readonly sign: Sign;
}

export async function loadReactions(tx: Tx, org: OrgId, words: readonly string[]): Promise<Reaction[]> {
  if (words.length === 0) return [];
  return talkTables(tx)
    .selectFrom('decisions.reaction')
    .select(['word_id as word', 'member_id as member', 'sign'])
    .where('org_id', '=', org)
    .where('word_id', 'in', [...new Set(words)])
    .orderBy('word_id')
    .orderBy('member_id')
    .orderBy('sign')
    .execute();
}

/** Those of these meetings that there are. */
export async function knownMeetings(
  tx: Tx,
  org: OrgId,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ meeting_id: string }>`
    SELECT meeting_id FROM decisions.meeting
     WHERE org_id = ${org} AND meeting_id = ANY(${[...new Set(ids)]})`.execute(tx);
  return new Set(rows.map((row) => row.meeting_id));
}

export function offerOf(row: OfferRow): Offer {
  return {
    id: row.offer_id,
    proposal: row.proposal_id,
    baseVersion: row.base_version,
    title: row.title,
    body: row.body,
    why: row.why,
    offeredBy: row.offered_by,
    offeredAt: row.offered_at,
    takenBackAt: row.taken_back_at,
    declinedAt: row.declined_at,
    declinedBy: row.declined_by,
    declineReason: row.decline_reason,
    appliedVersion: row.applied_version,
  };
}

export async function loadOffer(tx: Tx, org: OrgId, id: string): Promise<Offer | null> {
  const row = await talkTables(tx)
    .selectFrom('decisions.offer')
    .selectAll()
    .where('org_id', '=', org)
    .where('offer_id', '=', id)
    .executeTakeFirst();
  return row ? offerOf(row) : null;
}

/** The changes offered to these proposals, the oldest first. */
export async function listOffers(tx: Tx, org: OrgId, proposals: readonly string[]): Promise<Offer[]> {
  if (proposals.length === 0) return [];
  const rows = await talkTables(tx)
    .selectFrom('decisions.offer')
    .selectAll()
    .where('org_id', '=', org)
    .where('proposal_id', 'in', [...new Set(proposals)])
    .orderBy('offer_id')
    .execute();
  return rows.map(offerOf);
}

function mergeOf(row: MergeRow): MergeOffer {
  return {
    id: row.merge_id,
    source: row.source,
    target: row.target,
    offeredBy: row.offered_by,
    offeredAt: row.offered_at,
    acceptedAt: row.accepted_at,
    declinedAt: row.declined_at,
  };
}

export async function loadMerge(tx: Tx, org: OrgId, id: string): Promise<MergeOffer | null> {
  const row = await talkTables(tx)
    .selectFrom('decisions.merge_offer')
    .selectAll()
    .where('org_id', '=', org)
    .where('merge_id', '=', id)
    .executeTakeFirst();
  return row ? mergeOf(row) : null;
}

/** The merges in which one of these proposals has a part, the oldest first. */
export async function listMerges(tx: Tx, org: OrgId, proposals: readonly string[]): Promise<MergeOffer[]> {
  if (proposals.length === 0) return [];
  const wanted = [...new Set(proposals)];
  const rows = await talkTables(tx)
    .selectFrom('decisions.merge_offer')
    .selectAll()
    .where('org_id', '=', org)
    .where((either) => either.or([either('source', 'in', wanted), either('target', 'in', wanted)]))
    .orderBy('merge_id')
    .execute();
  return rows.map(mergeOf);
}

/** Who has asked that this decision rest. */
export async function loadBrakes(tx: Tx, org: OrgId, proposal: string): Promise<MemberId[]> {
  const rows = await talkTables(tx)
    .selectFrom('decisions.brake')
    .select('member_id')
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .orderBy('member_id')
    .execute();
  return rows.map((row) => row.member_id);
}

function promiseOf(row: PromiseRow): Promised {
  return {
    id: row.promise_id,
    proposal: row.proposal_id,
    what: row.what,
    who: row.who,
    by: row.by_date,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    promisedAt: row.promised_at,
    keptAt: row.kept_at,
    note: row.note,
    takenBackAt: row.taken_back_at,
    remindedAt: row.reminded_at,
  };
}

export async function loadPromise(tx: Tx, org: OrgId, id: string): Promise<Promised | null> {
  const row = await talkTables(tx)
    .selectFrom('decisions.promise')
    .selectAll()
    .where('org_id', '=', org)
    .where('promise_id', '=', id)
    .executeTakeFirst();
  return row ? promiseOf(row) : null;
}

/** What was promised in a group, or after one of its decisions. */
export async function listPromises(tx: Tx, org: OrgId, proposal?: string): Promise<Promised[]> {
  const all = talkTables(tx).selectFrom('decisions.promise').selectAll().where('org_id', '=', org);
  const wanted = proposal === undefined ? all : all.where('proposal_id', '=', proposal);
  return (await wanted.orderBy('promise_id').execute()).map(promiseOf);
}

function delegationOf(row: DelegationRow): Delegation {
  return {
    id: row.delegation_id,
    from: row.source,
    to: row.target,
    scope: row.scope,
    until: row.until,
    since: row.since,
    endedAt: row.ended_at,
  };
}

/** The delegations of a group that nobody has ended; whether a day is past, `isInForce` says. */
export async function listDelegations(tx: Tx, org: OrgId): Promise<Delegation[]> {
  const rows = await talkTables(tx)
    .selectFrom('decisions.delegation')
    .selectAll()
    .where('org_id', '=', org)
    .where('ended_at', 'is', null)
    .orderBy('delegation_id')
    .execute();
  return rows.map(delegationOf);
}

/** The delegations of a group as they stood at an instant: so one sees later who voted for whom. */
export async function listDelegationsAt(tx: Tx, org: OrgId, at: string): Promise<Delegation[]> {
  const rows = await talkTables(tx)
    .selectFrom('decisions.delegation')
    .selectAll()
    .where('org_id', '=', org)
    .where('since', '<=', at)
    .where((either) => either.or([either('ended_at', 'is', null), either('ended_at', '>', at)]))
    .orderBy('delegation_id')
    .execute();
  return rows.map((row) => ({ ...delegationOf(row), endedAt: null }));
}

export async function loadGivenAway(tx: Tx, org: OrgId, id: string): Promise<Delegation | null> {
  const row = await talkTables(tx)
    .selectFrom('decisions.delegation')
    .selectAll()
    .where('org_id', '=', org)
    .where('delegation_id', '=', id)
    .executeTakeFirst();
  return row ? delegationOf(row) : null;
}
