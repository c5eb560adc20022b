/** How the facts of the talk become rows. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Sign, WordKind } from '../core/talk.ts';
import {
  talkTables,
  type DelegationRow,
  type MergeRow,
  type OfferRow,
  type PromiseRow,
  type WordRow,
} from './talk-tables.ts';

export interface NewWord {
  readonly word: string;
  readonly subject: string;
  readonly kind: WordKind;
  readonly author: MemberId;
  readonly text: string | null;
  readonly replyTo: string | null;
  readonly depth: number;
  readonly mentions: readonly MemberId[];
}

export async function insertWords(
  tx: Tx,
  words: readonly { readonly act: RecordedAct; readonly fact: NewWord }[],
): Promise<void> {
  await talkTables(tx)
    .insertInto('decisions.word')
    .values(
      words.map(({ act, fact }) => ({
        org_id: act.org,
        word_id: fact.word,
        subject: fact.subject,
        kind: fact.kind,
        author: fact.author,
        text: fact.text,
        text_acts: [act.id],
        reply_to: fact.replyTo,
        depth: fact.depth,
        mentions: [...fact.mentions],
        said_at: act.at,
        changed_at: null,
        taken_back_at: null,
        integrated_at: null,
        integrated_by: null,
        settled_at: null,
        settled_as: null,
        adopted_at: null,
        adopted_by: null,
        hidden_at: null,
        hidden_by: null,
        hidden_reason: null,
        hidden_act_id: null,
        act_id: act.id,
      })),
    )
    .execute();
}

export type WordChange = Partial<Omit<WordRow, 'org_id' | 'word_id' | 'act_id' | 'text' | 'text_acts'>>;

export async function changeWordRow(tx: Tx, org: OrgId, word: string, change: WordChange): Promise<void> {
  await talkTables(tx)
    .updateTable('decisions.word')
    .set(change)
    .where('org_id', '=', org)
    .where('word_id', '=', word)
    .execute();
}

/** Another text; the act that wrote it is noted, so that it can be forgotten with it. */
export async function rewriteWord(
  tx: Tx,
  act: RecordedAct,
  fact: { readonly word: string; readonly text: string | null; readonly mentions: readonly MemberId[] },
): Promise<void> {
  await sql`
    UPDATE decisions.word
       SET text = ${fact.text}, text_acts = text_acts || ${act.id}::text,
           mentions = ${fact.mentions}::text[], changed_at = ${act.at}::timestamptz
     WHERE org_id = ${act.org} AND word_id = ${fact.word}`.execute(tx);
}

export async function takeBackWordRow(tx: Tx, act: RecordedAct, word: string): Promise<void> {
  await talkTables(tx)
    .updateTable('decisions.word')
    .set({ text: null, mentions: [], adopted_at: null, adopted_by: null, taken_back_at: act.at })
    .where('org_id', '=', act.org)
    .where('word_id', '=', word)
    .execute();
  await talkTables(tx)
    .deleteFrom('decisions.reaction')
    .where('org_id', '=', act.org)
    .where('word_id', '=', word)
    .execute();
}

/** One summary stands on top of a subject; the one before it goes back among the words. */
export async function adoptSummaryRow(
  tx: Tx,
  act: RecordedAct,
  fact: { readonly word: string; readonly subject: string; readonly by: MemberId },
): Promise<void> {
  await talkTables(tx)
    .updateTable('decisions.word')
    .set({ adopted_at: null, adopted_by: null })
    .where('org_id', '=', act.org)
    .where('subject', '=', fact.subject)
    .where('adopted_at', 'is not', null)
    .execute();
  await changeWordRow(tx, act.org, fact.word, { adopted_at: act.at, adopted_by: fact.by });
}

export async function putReaction(
  tx: Tx,
  act: RecordedAct,
  fact: { readonly word: string; readonly from: MemberId; readonly sign: Sign; readonly on: boolean },
): Promise<void> {
  if (fact.on) {
    await talkTables(tx)
      .insertInto('decisions.reaction')
      .values({ org_id: act.org, word_id: fact.word, member_id: fact.from, sign: fact.sign, act_id: act.id })
      .execute();
    return;
  }
  await talkTables(tx)
    .deleteFrom('decisions.reaction')
    .where('org_id', '=', act.org)
    .where('word_id', '=', fact.word)
    .where('member_id', '=', fact.from)
    .where('sign', '=', fact.sign)
    .execute();
}

export async function insertOffer(
  tx: Tx,
  act: RecordedAct,
  fact: {
    readonly offer: string;
    readonly proposal: string;
    readonly base: number;
    readonly title: string;
    readonly body: string;
    readonly why: string | null;
    readonly by: MemberId;
  },
): Promise<void> {
  await talkTables(tx)
    .insertInto('decisions.offer')
    .values({
      org_id: act.org,
      offer_id: fact.offer,
      proposal_id: fact.proposal,
      base_version: fact.base,
      title: fact.title,
      body: fact.body,
      why: fact.why,
      offered_by: fact.by,
      offered_at: act.at,
      taken_back_at: null,
      declined_at: null,
      declined_by: null,
      decline_reason: null,
      decline_act_id: null,
      applied_version: null,
      act_id: act.id,
    })
    .execute();
}

export type OfferChange = Partial<Omit<OfferRow, 'org_id' | 'offer_id' | 'act_id'>>;

export async function changeOffer(tx: Tx, org: OrgId, offer: string, change: OfferChange): Promise<void> {
  await talkTables(tx)
    .updateTable('decisions.offer')
    .set(change)
    .where('org_id', '=', org)
    .where('offer_id', '=', offer)
    .execute();
}

export async function insertMerge(
  tx: Tx,
  act: RecordedAct,
  fact: {
    readonly merge: string;
    readonly source: string;
    readonly target: string;
    readonly by: MemberId;
  },
): Promise<void> {
  await talkTables(tx)
    .insertInto('decisions.merge_offer')
    .values({
      org_id: act.org,
      merge_id: fact.merge,
      source: fact.source,
      target: fact.target,
      offered_by: fact.by,
      offered_at: act.at,
      accepted_at: null,
      declined_at: null,
      act_id: act.id,
    })
    .execute();
}

export async function changeMerge(
  tx: Tx,
  org: OrgId,
  merge: string,
  change: Partial<Pick<MergeRow, 'accepted_at' | 'declined_at'>>,
): Promise<void> {
  await talkTables(tx)
    .updateTable('decisions.merge_offer')
    .set(change)
    .where('org_id', '=', org)
    .where('merge_id', '=', merge)
    .execute();
}

export async function insertBrake(
  tx: Tx,
  act: RecordedAct,
  proposal: string,
  member: MemberId,
): Promise<void> {
  await talkTables(tx)
    .insertInto('decisions.brake')
    .values({ org_id: act.org, proposal_id: proposal, member_id: member, asked_at: act.at, act_id: act.id })
    .execute();
}

export async function insertPromise(
  tx: Tx,
  act: RecordedAct,
  fact: {
    readonly promise: string;
    readonly proposal: string;
    readonly what: string;
    readonly who: MemberId;
    readonly by: string;
    readonly askedBy: MemberId;
  },
): Promise<void> {
  await talkTables(tx)
    .insertInto('decisions.promise')
    .values({
      org_id: act.org,
      promise_id: fact.promise,
      proposal_id: fact.proposal,
      what: fact.what,
      who: fact.who,
      by_date: fact.by,
      asked_by: fact.askedBy,
      asked_at: act.at,
      promised_at: fact.who === fact.askedBy ? act.at : null,
      kept_at: null,
      note: null,
      kept_act_id: null,
      taken_back_at: null,
      reminded_at: null,
      act_id: act.id,
    })
    .execute();
}

export type PromiseChange = Partial<Omit<PromiseRow, 'org_id' | 'promise_id' | 'act_id'>>;

export async function changePromise(
  tx: Tx,
  org: OrgId,
  promise: string,
  change: PromiseChange,
): Promise<void> {
  await talkTables(tx)
    .updateTable('decisions.promise')
    .set(change)
    .where('org_id', '=', org)
    .where('promise_id', '=', promise)
    .execute();
}

export async function insertDelegation(
  tx: Tx,
  act: RecordedAct,
  fact: {
    readonly delegation: string;
    readonly from: MemberId;
    readonly to: MemberId;
    readonly scope: string;
    readonly until: string | null;
    readonly ends: string | null;
  },
): Promise<void> {
  if (fact.ends !== null) await endGivenAway(tx, act, fact.ends);
  const row: DelegationRow = {
    org_id: act.org,
    delegation_id: fact.delegation,
    source: fact.from,
    target: fact.to,
    scope: fact.scope,
    until: fact.until,
    since: act.at,
    ended_at: null,
    act_id: act.id,
  };
  await talkTables(tx).insertInto('decisions.delegation').values(row).execute();
}

export async function endGivenAway(tx: Tx, act: RecordedAct, delegation: string): Promise<void> {
  await talkTables(tx)
    .updateTable('decisions.delegation')
    .set({ ended_at: act.at })
    .where('org_id', '=', act.org)
    .where('delegation_id', '=', delegation)
    .execute();
}

/** Empties what these acts have written of the talk: whoever said it has been forgotten. */
export async function forgetTalk(tx: Tx, org: OrgId, acts: readonly string[]): Promise<void> {
  await sql`UPDATE decisions.word SET text = NULL
             WHERE org_id = ${org} AND text_acts && ${acts}::text[]`.execute(tx);
  await sql`UPDATE decisions.word SET hidden_reason = NULL
             WHERE org_id = ${org} AND hidden_act_id = ANY(${acts})`.execute(tx);
  await sql`UPDATE decisions.offer SET why = NULL WHERE org_id = ${org} AND act_id = ANY(${acts})`.execute(
    tx,
  );
  await sql`UPDATE decisions.offer SET decline_reason = NULL
             WHERE org_id = ${org} AND decline_act_id = ANY(${acts})`.execute(tx);
  await sql`UPDATE decisions.promise SET note = NULL
             WHERE org_id = ${org} AND kept_act_id = ANY(${acts})`.execute(tx);
}
