/** What of the proposals that are open may be the same as one that somebody writes. */
import type { RequestEvent } from '@sveltejs/kit';
import type { Scene } from '#agents/server';
import { similarTo, stateOf, type Text } from '#decisions';
import { listProposals } from '#decisions/server';
import { OPEN_STATES, stateLine } from '#decisions/screens/say-proposal.ts';
import type { Words } from '#locales';

export async function similarOf(
  { locals }: Pick<RequestEvent, 'locals'>,
  { scene, words }: { readonly scene: Scene; readonly words: Words },
  asked: Text & { readonly id?: string },
) {
  if (asked.title.trim() + asked.body.trim() === '') return [];
  const all = await listProposals(locals.world.host.db, scene.organization.org_id);
  const open = all.filter((one) => one.id !== asked.id && OPEN_STATES.includes(stateOf(one, scene.now)));
  return similarTo(asked, open).map((one) => ({
    id: one.id,
    title: one.title,
    line: stateLine(words, one, scene.now),
  }));
}
