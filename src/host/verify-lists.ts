/** The rows of imported lists, held against the digests that their acts recorded. */
import { sql, type Kysely } from 'kysely';
import type { OrgId } from '#kernel/command';
import { verifyListings, type ActFact } from '#network/server';
import { parseLeaf } from './register/leaf.ts';
import type { Broken } from './register/verify.ts';

/** Verifies every directory of the instance; an empty answer means that every row is as recorded. */
export async function verifyLists(db: Kysely<unknown>): Promise<Broken[]> {
  const broken: Broken[] = [];
  const owners = await sql<{ org_id: OrgId }>`SELECT org_id FROM register.tree ORDER BY org_id`.execute(db);
  await db.transaction().execute(async (tx) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(tx);
    for (const { org_id: org } of owners.rows) {
      for (const problem of await verifyListings(tx, org, await listActs(tx, org))) {
        broken.push({
          rule: 'listing_differs',
          org,
          table: 'network.listing_version',
          is: `${problem.rule} ${problem.listing ?? problem.count ?? ''}`.trim(),
          ...(problem.act === undefined ? {} : { act: problem.act }),
        });
      }
    }
  });
  return broken;
}

async function listActs(tx: Kysely<unknown>, org: OrgId): Promise<ActFact[]> {
  const rows = await sql<{ leaf: Buffer }>`
    SELECT leaf FROM register.leaf
     WHERE org_id = ${org} AND position(convert_to('"command":"network.', 'utf8') IN leaf) > 0
     ORDER BY position`.execute(tx);
  return rows.rows.flatMap((row) => {
    const leaf = parseLeaf(row.leaf);
    return leaf.ok
      ? [{ id: leaf.value.act, at: leaf.value.at, name: leaf.value.command, fact: leaf.value.fact }]
      : [];
  });
}
