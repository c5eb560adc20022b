/** What every answer to a request loads. */
import type { Ask, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { loadRequest } from '../store/promise-reads.ts';
import { loadActing, loadBooks } from './paying.ts';

export async function loadAsked(
  tx: Tx,
  org: OrgId,
  { input, member }: Ask<{ readonly request: string }>,
  today: string,
) {
  const request = await loadRequest(tx, org, input.request);
  const ends = request === null ? [] : [request.source, request.target];
  const books = await loadBooks(tx, org, ends);
  const asking = ends.map((account) => ({ account, member }));
  return { request, books: { ...books, entrusted: await loadActing(tx, org, books, asking, today) } };
}
