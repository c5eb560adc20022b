/**
 * What an erasure takes out of rows of modules that the forgetting command itself knows nothing of. It follows
 * from the acts whose payload is gone, which the erasing act names: so a replay does the very same.
 */
import type { Fact, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { forgetDecided } from '#decisions/server';

export async function forgetRows(tx: Tx, org: OrgId, fact: Fact): Promise<void> {
  const { erased } = fact;
  if (Array.isArray(erased)) await forgetDecided(tx, org, erased as string[]);
}
