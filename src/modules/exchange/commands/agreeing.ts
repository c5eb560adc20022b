/** What every command about an agreement does alike. */
import type { Ask, LoadContext, MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Articles } from '#agents';
import { loadFrame } from '#agents/server';
import type { Agreement } from '../core/agreement.ts';
import { loadAgreement } from '../store/agreement-reads.ts';
import { only } from './exchange-command.ts';

export const shared = { scope: 'organization', grounds: ['member'], matter: 'exchange' } as const;

export interface Agreeing {
  readonly articles: Articles;
  readonly agreement: Agreement | null;
}

export async function loadAgreeing(tx: Tx, org: OrgId, agreement: string): Promise<Agreeing> {
  const frame = (await loadFrame(tx, org))!;
  return { articles: frame.articles, agreement: await loadAgreement(tx, org, agreement) };
}

interface Asked {
  readonly agreement: string;
}

/** What an act of somebody in an agreement begins with: it is loaded, and is what the act is about. */
export const ofAgreement = {
  ...shared,
  load: (tx: Tx, asks: readonly Ask<Asked>[], { org }: Pick<LoadContext, 'org'>) =>
    loadAgreeing(tx, org, only(asks).input.agreement),
  about: (_state: unknown, { input }: Ask<Asked>) => ({ subject: input.agreement }),
} as const;

/** What the act of an agreement says of it: between whom it is, so that only they read more. */
export function between({ id, provider, receiver }: Agreement, by: MemberId) {
  return { agreement: id, provider, receiver, by };
}
