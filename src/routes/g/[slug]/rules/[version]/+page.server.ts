import { error } from '@sveltejs/kit';
import { loadRulesVersions } from '#agents/server';
import { rulesParts } from '#agents/screens/rules-words.ts';
import { ruleChanges } from '#agents/screens/say.ts';
import { positionsOf, readEntry } from '#host/register/record';
import { namesFor, sceneOf, wordsFor } from '../../scene.ts';
import { linesOf } from '../../told.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const words = wordsFor(event, scene);
  const versions = await loadRulesVersions(db, org);
  const here = versions.find((one) => String(one.version) === event.params.version);
  if (!here) error(404, 'not_found');
  const against = Number(event.url.searchParams.get('against') ?? here.version - 1);
  const before = versions.find((one) => one.version === against && against !== here.version);
  const position = (await positionsOf(db, org, [here.act])).get(here.act);
  const entry = position === undefined ? null : await readEntry(db, org, position);
  const nameOf = await namesFor(event, scene);
  return {
    version: here.version,
    since: here.since,
    newest: here.version === scene.group.statutesVersion,
    act: entry ? ((await linesOf(db, words, scene, [entry], nameOf))[0] ?? null) : null,
    parts: rulesParts(words, here.articles, before ? { before: before.articles } : {}),
    against: before?.version ?? null,
    changes: before ? ruleChanges(words, before.articles, here.articles) : [],
    others: versions.map((one) => one.version).filter((one) => one !== here.version),
  };
};
