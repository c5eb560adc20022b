/**
 * Who refers to files, and what follows from it: what nobody refers to is swept away, and what somebody
 * refers to has to be there, byte for byte. Modules that let files be brought are named here.
 */
import { sql, type Kysely } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import { decisionsFiles } from '#decisions/server';
import { exchangeFiles } from '#exchange/server';
import { ledgerFiles } from '#ledger/server';
import { openGate } from '../register/store.ts';
import type { Broken } from '../register/verify.ts';
import { dropUnclaimed } from './store.ts';

const USES = [decisionsFiles, exchangeFiles, ledgerFiles];

/** How long a file may wait for the act that it was brought for. */
export const UNUSED_MILLIS = 3_600_000;

/** How many bytes a member has brought that nothing refers to: not yet, or no longer. */
export async function unusedBytes(db: Kysely<unknown>, org: OrgId, member: MemberId): Promise<number> {
  const used = (await usesIn(db, org)).filter((one) => one.member === member).map((one) => one.digest);
  const { rows } = await sql<{ bytes: string }>`
    SELECT COALESCE(sum(octet_length(f.content) + COALESCE(octet_length(f.small), 0)), 0)::text AS bytes
      FROM host.brought b JOIN host.file f USING (org_id, digest)
     WHERE b.org_id = ${org} AND b.member_id = ${member} AND b.digest <> ALL(${used}::text[])`.execute(db);
  return Number(rows[0]!.bytes);
}

async function usesIn(db: Kysely<unknown>, org: OrgId) {
  return (await Promise.all(USES.map((uses) => uses(db, org)))).flat();
}

/** Takes away what was brought and is not referred to, an hour later; says how many files are gone. */
export async function sweepFiles(db: Kysely<unknown>, now: Date): Promise<number> {
  const before = new Date(now.getTime() - UNUSED_MILLIS).toISOString();
  const { rows: orgs } = await sql<{ org: OrgId }>`
    SELECT DISTINCT org_id AS org FROM host.brought WHERE at < ${before}::timestamptz`.execute(db);
  let gone = 0;
  for (const { org } of orgs) {
    gone += await db.transaction().execute(async (tx) => {
      // Behind the gate: no act refers to a file while it is being looked for who does.
      await openGate(tx, org);
      const uses = await usesIn(tx, org);
      await sql`
        DELETE FROM host.brought b WHERE b.org_id = ${org} AND b.at < ${before}::timestamptz
           AND NOT EXISTS (SELECT FROM unnest(${uses.map((one) => one.digest)}::text[],
                                              ${uses.map((one) => one.member)}::text[]) AS u (digest, member)
                            WHERE u.digest = b.digest AND u.member = b.member_id)`.execute(tx);
      return dropUnclaimed(tx, org);
    });
  }
  return gone;
}

interface Kept {
  readonly digest: string;
  readonly is: string;
  readonly small: string | null;
}

/**
 * Holds the bytes of every file that is referred to against the digests of the record; an empty answer means
 * that all are there as they were brought.
 */
export async function verifyFiles(db: Kysely<unknown>): Promise<Broken[]> {
  const { rows: orgs } = await sql<{ org: OrgId }>`
    SELECT org_id AS org FROM register.tree ORDER BY 1`.execute(db);
  const broken: Broken[] = [];
  for (const { org } of orgs) {
    const uses = await usesIn(db, org);
    if (uses.length === 0) continue;
    const { rows } = await sql<Kept>`
      SELECT digest, encode(sha256(content), 'hex') AS is, encode(sha256(small), 'hex') AS small
        FROM host.file WHERE org_id = ${org}`.execute(db);
    const kept = new Map(rows.map((row) => [row.digest, row]));
    for (const { of, digest, smallDigest } of uses) {
      const place = { org, table: 'host.file' };
      const file = kept.get(digest);
      if (!file) broken.push({ ...place, rule: 'file_missing', is: of, should: digest });
      else if (file.is !== digest)
        broken.push({ ...place, rule: 'file_changed', is: `${of} ${file.is}`, should: digest });
      else if (file.small !== smallDigest)
        broken.push({ ...place, rule: 'file_changed', is: `${of} ${file.small}`, should: `${smallDigest}` });
    }
  }
  return broken;
}
