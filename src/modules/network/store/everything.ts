/** The whole directory, page by page, for whoever takes it away. */
import { sql } from 'kysely';
import type { Tx } from '#kernel/tx';
import type { ListingContent } from '../core/listing.ts';

export interface WholeListing {
  readonly id: string;
  readonly content: ListingContent;
  /** The source's own date, or the day on which the list was taken in. */
  readonly date: string;
}

/** The listings behind `after`, in the order of their ids. */
export async function readListings(
  tx: Tx,
  org: string,
  after: string,
  most: number,
): Promise<WholeListing[]> {
  const { rows } = await sql<{ id: string; content: string; recorded_on: string }>`
    SELECT l.id, v.content, v.recorded_on FROM network.listing l
      JOIN network.listing_version v ON v.org_id = l.org_id AND v.listing_id = l.id AND v.version = l.version
     WHERE l.org_id = ${org} AND l.id > ${after} ORDER BY l.id LIMIT ${most}`.execute(tx);
  return rows.map(({ id, content, recorded_on: recordedOn }) => {
    const said = JSON.parse(content) as ListingContent;
    return { id, content: said, date: said.date ?? recordedOn };
  });
}
