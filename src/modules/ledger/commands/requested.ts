/** What every answer to a request loads. */
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { loadRequest } from '../store/promise-reads.ts';
import { loadBooks } from './paying.ts';

export async function loadAsked(tx: Tx, org: OrgId, asked: string) {
  const request = await loadRequest(tx, org, asked);
  const ends = request === null ? [] : [request.source, request.target];
  return { request, books: await loadBooks(tx, org, ends) };
}
