/**
 * What an erasure takes out of rows of modules that the forgetting command itself knows nothing of. It
 * follows from whom it forgets and the acts whose payload is gone, both of which the erasing act names: so
 * a replay does the very same.
 */
import type { Fact, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { forgetCare } from '#care/server';
import { forgetDecided } from '#decisions/server';
import { forgetExchanged } from '#exchange/server';
import { forgetBooked, forgetEntrusted } from '#ledger/server';
import { forgetFiles } from './files/store.ts';
import { forgetWatches } from './watches.ts';

export async function forgetRows(tx: Tx, org: OrgId, fact: Fact): Promise<void> {
  const { erased, forget } = fact;
  const members = Array.isArray(forget) ? (forget as string[]) : [];
  await forgetFiles(tx, org, members);
  await forgetWatches(tx, org, members);
  await forgetEntrusted(tx, org, members);
  if (!Array.isArray(erased)) return;
  await forgetDecided(tx, org, erased as string[], members);
  await forgetBooked(tx, org, erased as string[]);
  await forgetExchanged(tx, org, erased as string[]);
  await forgetCare(tx, org, erased as string[]);
}
