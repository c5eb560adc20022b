import { error } from '@sveltejs/kit';
import { isInside } from '#agents';
import { loadRoll, type Roll } from '#agents/server';
import { authoritySentence } from '#agents/screens/say.ts';
import { readEntry } from '#host/register/record';
import { booksIn } from '#host/tell-books';
import { visibleBytes } from '#host/told';
import { nameBook, sceneOf, wordsFor } from '../../scene.ts';
import { linesOf, toldOf } from '../../told.ts';
import type { PageServerLoad } from './$types';

/** A stranger is told no name and of no post; nobody is loaded for them. */
const NOBODY: Roll = { members: [], mandates: [] };

export const load: PageServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const words = wordsFor(event, scene);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const { position } = event.params;
  const entry = /^\d{1,15}$/.test(position) ? await readEntry(db, org, Number(position)) : null;
  const books = await booksIn(db, scene, [entry?.leaf?.fact]);
  const told = entry && toldOf(scene, entry, books);
  const tampered = entry !== null && entry.leaf === null && isInside(scene.viewer);
  if (!entry || (!told && !tampered)) error(404, 'not_found');
  const roll = isInside(scene.viewer) ? await loadRoll(db, org) : NOBODY;
  const nameOf = nameBook(scene, roll);
  const [line] = await linesOf(db, words, scene, [entry], nameOf);
  const { leaf } = entry;
  const mandate =
    leaf?.authority.by === 'mandate'
      ? roll.mandates.find((one) => one.id === (leaf.authority as { mandate: string }).mandate)
      : undefined;
  return {
    position: entry.position,
    sentence: line!.sentence,
    reason: line!.reason,
    at: leaf?.at ?? null,
    who: !told || told.plain || told.together || leaf?.actor == null ? null : nameOf(leaf.actor),
    authority:
      leaf && told && !told.plain
        ? authoritySentence(words, leaf.authority, mandate?.startsOn ?? null, nameOf)
        : null,
    channel: leaf?.channel ?? null,
    statutes: leaf?.statutes ?? null,
    forgotten: leaf !== null && leaf.personal !== null && entry.personal === null,
    text: told && !visibleBytes(scene, told.plain ? 'plain' : 'named') ? null : entry.text,
  };
};
