import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { isInside, may } from '#agents';
import { loadRulesVersions } from '#agents/server';
import { rulesParts } from '#agents/screens/rules-words.ts';
import { bytesOf } from '#host/files/store';
import type { Words } from '#locales';
import { sizeWords } from '../decisions/file-place.ts';
import { sceneOf, wordsFor } from '../scene.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const words = wordsFor(event, scene);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const versions = await loadRulesVersions(db, org);
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
    files: isInside(scene.viewer) ? await filesSize(db, org, words) : null,
    mayAmend,
    mayDescribe: may(scene, 'describe', ['founder', 'statutes']),
    mayDissolve: scene.draft ? null : may(scene, 'dissolve'),
  };
};

/** How much the files of the group weigh; null where it has none. */
async function filesSize(db: Tx, org: OrgId, words: Words): Promise<string | null> {
  const bytes = await bytesOf(db, org);
  return bytes === 0 ? null : sizeWords(words, bytes);
}
