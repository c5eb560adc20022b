/** The bytes of a file, for programs that may read its proposal. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { visibleFile } from '#decisions';
import { listFiles } from '#decisions/server';
import { answerFile } from '../files/answer.ts';
import { loadContent } from '../files/store.ts';
import { seenProposal } from './decision-reads.ts';
import { readerOf } from './file-shape.ts';
import { read } from './read.ts';
import * as shapes from './shapes.ts';

export const fileReads = [
  read({
    name: 'decisions.file',
    path: '/groups/{slug}/proposals/{id}/files/{file}',
    summary: 'The bytes of a file of a proposal, under its name and type',
    access: 'token',
    input: z.strictObject({
      slug: shapes.groupAddress,
      id: z.string().max(60),
      file: z.string().max(60),
    }),
    answer: z.instanceof(Response),
    sends: 'file',
    refusals: ['no_standing', 'file_unknown'],
    async read(asked, caller, { slug, id, file: wanted }) {
      const found = await seenProposal(asked, caller, slug, id);
      if (!found) return refuse('no_standing');
      const { db } = asked.world.host;
      const org = found.scene.organization.org_id;
      const file = (await listFiles(db, org, id)).find((one) => one.id === wanted);
      if (!file || visibleFile(readerOf(found.scene), file) !== 'whole') return refuse('file_unknown');
      const { name, type, digest } = file;
      const load = () => loadContent(db, org, digest, 'whole');
      const answer = await answerFile(asked.request, { name: name!, type, digest, load });
      return answer ? accept(answer) : refuse('file_unknown');
    },
  }),
];
