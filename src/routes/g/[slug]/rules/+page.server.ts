import { isInside, may } from '#agents';
import { loadRulesVersions } from '#agents/server';
import { rulesParts } from '#agents/screens/rules-words.ts';
import { sceneOf, wordsFor } from '../scene.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const words = wordsFor(event, scene);
  const versions = await loadRulesVersions(event.locals.world.host.db, scene.organization.org_id);
  const mayAmend = may(scene, 'amend', ['founder', 'statutes']);
  const amend = `/g/${scene.organization.slug}/rules/amend`;
  return {
    parts: rulesParts(
      words,
      scene.group.articles,
      mayAmend ? { changeHref: ({ path }) => `${amend}?at=${path}` } : {},
    ),
    version: scene.group.statutesVersion,
    since: versions[0]?.since ?? null,
    versions: versions.map(({ version, since }) => ({ version, since })),
    inside: isInside(scene.viewer),
    mayAmend,
    mayDescribe: may(scene, 'describe', ['founder', 'statutes']),
    mayDissolve: scene.draft ? null : may(scene, 'dissolve'),
  };
};
