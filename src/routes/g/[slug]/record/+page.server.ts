import { isInside } from '#agents';
import { headToKeep } from '#host/register/heads';
import { readRecord } from '#host/register/record';
import { namesFor, sceneOf, wordsFor } from '../scene.ts';
import { KINDS, commandsOf } from './kinds.ts';
import { linesOf } from '../told.ts';
import type { PageServerLoad } from './$types';

const PAGE = 25;

export const load: PageServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const words = wordsFor(event, scene);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const inside = isInside(scene.viewer);
  const kind = event.url.searchParams.get('kind') ?? '';
  const before = positionIn(event.url.searchParams.get('before'));
  const commands = inside ? commandsOf(kind) : commandsOf('rules');
  // One more than is shown says whether the list goes on.
  const entries = await readRecord(db, org, {
    most: PAGE + 1,
    ...(before === null ? {} : { before }),
    ...(commands === null ? {} : { commands }),
  });
  const nameOf = await namesFor(event, scene);
  const shown = entries.slice(0, PAGE);
  return {
    lines: await linesOf(db, words, scene, shown, nameOf),
    older: entries.length > PAGE ? (shown.at(-1)?.position ?? null) : null,
    newest: before === null,
    kind,
    kinds: inside ? KINDS.map((one) => one.kind) : [],
    inside,
    head: await headToKeep(db, org, new Date(event.locals.world.host.clock()).toISOString()),
  };
};

function positionIn(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
