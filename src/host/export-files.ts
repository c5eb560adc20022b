/**
 * The files of a group in its export, one after the other, so that many of them need no large memory.
 * Somebody of the group gets those that they can open on a page; whoever runs the machine gets all.
 */
import type { Scene } from '#agents/server';
import { visibleFile, visibleProposal, type ProposalFile } from '#decisions';
import { listFilesOf, listProposals, loadAuthorsOf } from '#decisions/server';
import { readerOf } from './api/file-shape.ts';
import type { ForWhom } from './export.ts';
import { loadContent } from './files/store.ts';
import type { Host } from './host.ts';

export interface ExportedFile extends ProposalFile {
  /** The bytes in Base64; null where they are left out. */
  readonly content: string | null;
}

export async function* exportFiles(
  { db }: Pick<Host, 'db'>,
  scene: Scene,
  whom: ForWhom,
  withContent: boolean,
): AsyncGenerator<ExportedFile> {
  const org = scene.organization.org_id;
  const proposals = await listProposals(db, org);
  const ids = proposals.map((one) => one.id);
  const authors = await loadAuthorsOf(db, org, ids);
  const files = await listFilesOf(db, org, ids);
  const reader = readerOf(scene);
  for (const proposal of proposals) {
    if (whom === 'member' && !visibleProposal(scene.viewer, proposal, authors.get(proposal.id) ?? []))
      continue;
    for (const file of files.get(proposal.id) ?? []) {
      const seen = whom === 'operator' ? file.name !== null : visibleFile(reader, file) === 'whole';
      if (!seen) continue;
      const bytes = withContent ? await loadContent(db, org, file.digest, 'whole') : null;
      yield { ...file, content: bytes?.toString('base64') ?? null };
    }
  }
}
