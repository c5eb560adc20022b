import { GROUP_THREAD, newestFirst, pageOf, pageWith } from '#decisions';
import { loadRoll } from '#agents/server';
import { formKey } from '#host/forms';
import { talkActions } from '../decisions/talk-actions.ts';
import { mayTalk, talkAbout } from '../decisions/talk-place.ts';
import { insideScene, nameBook, wordsFor } from '../scene.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const roll = await loadRoll(event.locals.world.host.db, scene.organization.org_id);
  const { searchParams } = event.url;
  const talk = await talkAbout(event, GROUP_THREAD, {
    scene,
    words: wordsFor(event, scene),
    nameOf: nameBook(scene, roll),
    isAuthor: false,
    open: mayTalk(scene),
    replying: searchParams.get('reply'),
  });
  const threads = newestFirst(talk.threads);
  // Whoever comes from a card or a letter finds the very word, however long ago its thread began.
  const asked = pageWith(threads, searchParams.get('word')) ?? Number(searchParams.get('part') ?? 1);
  const { shown, part, parts } = pageOf(threads, asked);
  return { talk: { ...talk, threads: shown }, part, parts, formKey: formKey() };
};

export const actions: Actions = talkActions(
  () => GROUP_THREAD,
  (_event, word) => (word === undefined ? '/talk' : `/talk?word=${encodeURIComponent(word)}`),
);
