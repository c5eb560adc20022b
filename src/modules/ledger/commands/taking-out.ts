/** What every command looks up that takes money out of a purpose, besides the matter that it rests on. */
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Articles } from '#agents';
import { loadMandateUse } from '#agents/server';
import { countsSince, type CarriedByPost } from '../core/post-limits.ts';

/** In these, what posts have taken out is written with its amount. */
const TAKES_OUT = ['pay_out', 'keep_books'] as const;

export async function loadCarried(
  tx: Tx,
  org: OrgId,
  articles: Articles,
  today: string,
): Promise<readonly CarriedByPost[]> {
  const since = countsSince(articles, today);
  if (since === null) return [];
  const all: CarriedByPost[] = [];
  for (const matter of TAKES_OUT) all.push(...(await loadMandateUse(tx, org, matter, since)));
  return all;
}
