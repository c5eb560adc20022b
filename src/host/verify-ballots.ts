/** Secret ballots, held against what the register says of them. */
import type { Kysely } from 'kysely';
import { verifyBallots } from '#decisions/server';
import type { Broken } from './register/verify.ts';

/**
 * Verifies the ballots of every vote that has closed; an empty answer means that they are as they were
 * counted.
 */
export async function verifyUrns(db: Kysely<unknown>): Promise<Broken[]> {
  return (await verifyBallots(db)).map(({ org, proposal, rule, is, should }) => ({
    rule: 'ballots_differ',
    org,
    table: 'decisions.sealed_ballot',
    is: `${proposal} ${rule} ${is}`,
    should,
  }));
}
