/** Secret ballots, and what was said by name in meetings, held against what the register says of them. */
import type { Kysely } from 'kysely';
import { loadForgotten } from '#agents/server';
import { verifyBallots, verifyVoices } from '#decisions/server';
import type { Broken } from './register/verify.ts';

/**
 * Verifies the ballots of every vote that has closed, and every voice; an empty answer means that they are as
 * they were counted.
 */
export async function verifyUrns(db: Kysely<unknown>): Promise<Broken[]> {
  const ballots = (await verifyBallots(db)).map(({ org, proposal, rule, is, should }): Broken => ({
    rule: 'ballots_differ',
    org,
    table: 'decisions.sealed_ballot',
    is: `${proposal} ${rule} ${is}`,
    should,
  }));
  const forgotten = await loadForgotten(db);
  const isForgotten = (org: string, member: string) => forgotten.has(`${org} ${member}`);
  const voices = (await verifyVoices(db, isForgotten)).map(({ org, proposal, rule, member }): Broken => ({
    rule: 'ballots_differ',
    org,
    table: 'decisions.voice',
    is: `${proposal} ${rule} ${member}`,
  }));
  return [...ballots, ...voices];
}
