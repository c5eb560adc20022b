/**
 * What a proposal says, in short: the summary that the members have adopted, or the beginning of its text.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { listFiles, listWords } from '#decisions/server';
import type { Place } from './place.ts';

const LONG = 600;

/** Markdown; `whole`: nothing of the text is left out. */
export interface Summary {
  readonly text: string;
  readonly adopted: boolean;
  readonly whole: boolean;
  /** How many files everybody can open. */
  readonly files: number;
}

export async function summaryOf(
  { locals }: Pick<RequestEvent, 'locals'>,
  { proposal, scene }: Place,
): Promise<Summary> {
  const { db } = locals.world.host;
  const org = scene.organization.org_id;
  const said = await listWords(db, org, proposal.id);
  const there = await listFiles(db, org, proposal.id);
  const files = there.filter((one) => one.name !== null && one.hiddenAt === null).length;
  const adopted = said
    .filter((one) => one.kind === 'summary' && one.adoptedAt !== null && one.hiddenAt === null)
    .findLast((one) => one.text !== null && one.takenBackAt === null);
  if (adopted?.text) return { text: adopted.text, adopted: true, whole: false, files };
  const { body } = proposal;
  if (body.length <= LONG) return { text: body, adopted: false, whole: true, files };
  return { text: `${body.slice(0, LONG).replace(/\s+\S*$/, '')} …`, adopted: false, whole: false, files };
}
