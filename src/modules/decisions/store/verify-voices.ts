/**
 * What was said by name in a meeting is not in the register; what is there are digests, in the act of whoever
 * wrote it down. This holds the voices that are kept against them: none changed, none missing but of those
 * who have been forgotten, none that nobody has written down.
 */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { voiceDigest } from '../core/hand-count.ts';
import type { Choices } from '../core/proposal.ts';

export interface VoiceProblem {
  readonly org: OrgId;
  readonly proposal: string;
  readonly rule: 'voice_changed' | 'voice_missing' | 'voice_unfounded';
  readonly member: string;
}

interface Kept {
  readonly org: OrgId;
  readonly proposal: string;
  readonly member: string;
  /** As it stands in the register; null where nobody has written it down. */
  readonly digest: string | null;
  readonly choices: Choices | null;
  readonly salt: string | null;
}

/**
 * The rows of counts are those of the register, as the caller has found; so is who `isForgotten` says has
 * gone.
 */
export async function verifyVoices(
  tx: Tx,
  isForgotten: (org: string, member: string) => boolean,
): Promise<VoiceProblem[]> {
  const { rows } = await sql<Kept>`
    SELECT COALESCE(d.org_id, v.org_id) AS org, COALESCE(d.proposal_id, v.proposal_id) AS proposal,
           COALESCE(d.voter, v.member_id) AS member, d.digest, v.choices, v.salt
      FROM (SELECT h.org_id, h.proposal_id, h.round, one ->> 'voter' AS voter, one ->> 'digest' AS digest
              FROM decisions.hands h CROSS JOIN LATERAL jsonb_array_elements(h.voices) AS one) AS d
      FULL JOIN decisions.voice v
        ON v.org_id = d.org_id AND v.proposal_id = d.proposal_id AND v.round = d.round
       AND v.member_id = d.voter
     ORDER BY 1, 2, 3`.execute(tx);
  return rows.flatMap((one): VoiceProblem[] => {
    const rule = wrongWith(one, isForgotten);
    return rule === null ? [] : [{ org: one.org, proposal: one.proposal, rule, member: one.member }];
  });
}

function wrongWith(
  { org, member, digest, choices, salt }: Kept,
  isForgotten: (org: string, member: string) => boolean,
): VoiceProblem['rule'] | null {
  if (digest === null) return 'voice_unfounded';
  if (choices === null || salt === null) return isForgotten(org, member) ? null : 'voice_missing';
  return voiceDigest(salt, choices) === digest ? null : 'voice_changed';
}
