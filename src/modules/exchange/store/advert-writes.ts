/** How offers and needs become rows. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { foldedName } from '#network';
import type { AdvertPicture, AdvertWords } from '../core/advert.ts';
import { exchangeTables, type AdvertRow } from './tables.ts';

/** What stands in an act of an advert; its words are null where they have been forgotten. */
export type WrittenAdvert = AdvertWords & {
  readonly advert: string;
  readonly member: MemberId;
  readonly title: string | null;
  readonly words: string | null;
  readonly availability: string | null;
  readonly place: string | null;
  readonly picture: AdvertPicture | null;
  readonly standsUntil: string;
};

export async function insertAdvert(
  tx: Tx,
  act: RecordedAct,
  one: WrittenAdvert,
  enteredBy: MemberId | null,
): Promise<void> {
  await sql`
    INSERT INTO exchange.advert (org_id, advert_id, kind, member_id, entered_by, category, title, words,
                                 availability, place, lat, lon, gift, prices, is_public, picture, folded,
                                 published_at, renewed_at, stands_until, act_id)
    VALUES (${act.org}, ${one.advert}, ${one.kind}, ${one.member}, ${enteredBy}, ${one.category},
            ${one.title ?? null}, ${one.words ?? null}, ${one.availability ?? null}, ${one.place ?? null},
            ${one.lat ?? null}, ${one.lon ?? null}, ${one.gift},
            ${JSON.stringify(one.prices)}::jsonb, ${one.isPublic}, ${pictureOf(one)}::jsonb, ${foldedOf(one)},
            ${act.at}, ${act.at}, ${one.standsUntil}, ${act.id})`.execute(tx);
}

export async function changeAdvertWords(tx: Tx, act: RecordedAct, one: WrittenAdvert): Promise<void> {
  await sql`
    UPDATE exchange.advert
       SET kind = ${one.kind}, category = ${one.category}, title = ${one.title ?? null},
           words = ${one.words ?? null}, availability = ${one.availability ?? null},
           place = ${one.place ?? null}, lat = ${one.lat ?? null},
           lon = ${one.lon ?? null}, gift = ${one.gift}, prices = ${JSON.stringify(one.prices)}::jsonb,
           is_public = ${one.isPublic}, picture = ${pictureOf(one)}::jsonb, folded = ${foldedOf(one)},
           renewed_at = ${act.at}, stands_until = ${one.standsUntil}, ended_at = NULL, act_id = ${act.id}
     WHERE org_id = ${act.org} AND advert_id = ${one.advert}`.execute(tx);
}

function pictureOf({ picture }: WrittenAdvert): string | null {
  return picture == null ? null : JSON.stringify(picture);
}

function foldedOf(one: WrittenAdvert): string {
  const said = [one.title, one.words, one.availability, one.place].filter((text) => text != null);
  return foldedName(said.join(' '));
}

export async function changeAdvert(
  tx: Tx,
  org: OrgId,
  advert: string,
  change: Partial<Omit<AdvertRow, 'org_id' | 'advert_id' | 'prices' | 'picture'>>,
): Promise<void> {
  await exchangeTables(tx)
    .updateTable('exchange.advert')
    .set(change)
    .where('org_id', '=', org)
    .where('advert_id', '=', advert)
    .execute();
}
