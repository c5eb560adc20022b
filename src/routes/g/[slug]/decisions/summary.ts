/** What a proposal says, in short: the summary that the members have adopted, or the beginning of its text. */
import type { RequestEvent } from '@sveltejs/kit';
import { listWords } from '#decisions/server';
import type { Place } from './place.ts';

const LONG = 600;

/** Markdown; `whole`: nothing of the text is left out. */
export interface Summary {
  readonly text: string;
  readonly adopted: boolean;
  readonly whole: boolean;
}

export async function summaryOf(
  { locals }: Pick<RequestEvent, 'locals'>,
  { proposal, scene }: Place,
): Promise<Summary> {
  const said = await listWords(locals.world.host.db, scene.organization.org_id, proposal.id);
  const adopted = said
    .filter((one) => one.kind === 'summary' && one.adoptedAt !== null && one.hiddenAt === null)
    .findLast((one) => one.text !== null && one.takenBackAt === null);
  if (adopted?.text) return { text: adopted.text, adopted: true, whole: false };
  const { body } = proposal;
  if (body.length <= LONG) return { text: body, adopted: false, whole: true };
  return { text: `${body.slice(0, LONG).replace(/\s+\S*$/, '')} …`, adopted: false, whole: false };
}
