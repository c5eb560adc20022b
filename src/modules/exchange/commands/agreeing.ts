/** What every command about an agreement does alike. */
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Articles } from '#agents';
import { loadFrame } from '#agents/server';
import type { Agreement } from '../core/agreement.ts';
import { loadAgreement } from '../store/agreement-reads.ts';

export const shared = { scope: 'organization', grounds: ['member'], matter: 'exchange' } as const;

export interface Agreeing {
  readonly articles: Articles;
  readonly agreement: Agreement | null;
}

export async function loadAgreeing(tx: Tx, org: OrgId, agreement: string): Promise<Agreeing> {
  const frame = (await loadFrame(tx, org))!;
  return { articles: frame.articles, agreement: await loadAgreement(tx, org, agreement) };
}

/** What the act of an agreement says of it: between whom it is, so that only they read more. */
export function between({ id, provider, receiver }: Agreement, by: MemberId) {
  return { agreement: id, provider, receiver, by };
}
