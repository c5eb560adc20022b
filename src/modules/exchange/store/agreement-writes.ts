/** How agreements, what is written in them and what is said afterwards become rows. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Terms } from '../core/agreement.ts';
import { exchangeTables, type AgreementRow } from './tables.ts';

export type NewAgreement = Terms & {
  readonly agreement: string;
  readonly advert: string;
  readonly provider: MemberId;
  readonly receiver: MemberId;
  readonly by: MemberId;
};

export async function insertAgreement(tx: Tx, act: RecordedAct, one: NewAgreement): Promise<void> {
  await sql`
    INSERT INTO exchange.agreement (org_id, agreement_id, advert_id, provider, receiver, asked_by, asked_at,
                                    gift, parts, on_day, terms_by, terms_at, act_id)
    VALUES (${act.org}, ${one.agreement}, ${one.advert}, ${one.provider}, ${one.receiver}, ${one.by},
            ${act.at}, ${one.gift}, ${JSON.stringify(one.parts)}::jsonb, ${one.on}, ${one.by}, ${act.at},
            ${act.id})`.execute(tx);
}

/** Other terms: the other of the two says yes to them anew. */
export async function changeTerms(
  tx: Tx,
  act: RecordedAct,
  one: Terms & { readonly agreement: string; readonly by: MemberId },
): Promise<void> {
  await sql`
    UPDATE exchange.agreement
       SET gift = ${one.gift}, parts = ${JSON.stringify(one.parts)}::jsonb, on_day = ${one.on},
           terms_by = ${one.by}, terms_at = ${act.at}, agreed_at = NULL
     WHERE org_id = ${act.org} AND agreement_id = ${one.agreement}`.execute(tx);
}

export async function changeAgreement(
  tx: Tx,
  org: OrgId,
  agreement: string,
  change: Partial<
    Pick<
      AgreementRow,
      'agreed_at' | 'done_at' | 'settled_at' | 'number' | 'cash_id' | 'called_off_at' | 'called_off_by'
    >
  >,
): Promise<void> {
  await exchangeTables(tx)
    .updateTable('exchange.agreement')
    .set(change)
    .where('org_id', '=', org)
    .where('agreement_id', '=', agreement)
    .execute();
}

/** What one writes to the other; nothing, where they wrote nothing or it is forgotten. */
export async function insertWord(
  tx: Tx,
  act: RecordedAct,
  {
    agreement,
    by,
    words,
  }: { readonly agreement: string; readonly by: MemberId; readonly words: string | null },
): Promise<void> {
  if (words === '') return;
  await sql`
    INSERT INTO exchange.word (org_id, agreement_id, act_id, by_member, at, words)
    VALUES (${act.org}, ${agreement}, ${act.id}, ${by}, ${act.at}, ${words ?? null})`.execute(tx);
}

export async function insertThanks(
  tx: Tx,
  act: RecordedAct,
  one: {
    readonly agreement: string;
    readonly by: MemberId;
    readonly about: MemberId;
    readonly words: string | null;
  },
): Promise<void> {
  await sql`
    INSERT INTO exchange.thanks (org_id, agreement_id, by_member, about, at, words, act_id)
    VALUES (${act.org}, ${one.agreement}, ${one.by}, ${one.about}, ${act.at}, ${one.words ?? null}, ${act.id})
    ON CONFLICT (org_id, agreement_id, by_member)
    DO UPDATE SET at = excluded.at, words = excluded.words, act_id = excluded.act_id,
                  reply = NULL, reply_at = NULL,
                  reply_act_id = NULL, taken_back_at = NULL`.execute(tx);
}

export async function takeBackThanks(
  tx: Tx,
  act: RecordedAct,
  { agreement, by }: { readonly agreement: string; readonly by: MemberId },
): Promise<void> {
  await sql`UPDATE exchange.thanks SET words = NULL, taken_back_at = ${act.at}
             WHERE org_id = ${act.org} AND agreement_id = ${agreement} AND by_member = ${by}`.execute(tx);
}

export async function replyThanks(
  tx: Tx,
  act: RecordedAct,
  {
    agreement,
    by,
    words,
  }: { readonly agreement: string; readonly by: MemberId; readonly words: string | null },
): Promise<void> {
  await sql`UPDATE exchange.thanks
               SET reply = ${words ?? null}, reply_at = ${act.at}, reply_act_id = ${act.id}
             WHERE org_id = ${act.org} AND agreement_id = ${agreement} AND about = ${by}`.execute(tx);
}
