import { decideAsks, may, postsNow } from '#agents';
import { loadCarriedActs, loadOpenAppeals } from '#agents/server';
import { askCards } from '#agents/screens/ask-cards.ts';
import { ownWords } from '#agents/screens/own-words.ts';
import { roleWord } from '#agents/screens/say.ts';
import { formKey } from '#host/forms';
import { positionsOf, readEntry } from '#host/register/record';
import { words, type Words } from '#locales';
import { linesOf } from '../g/[slug]/told.ts';
import { myGroups, type MyGroup } from '../my-groups.ts';
import type { PageServerLoad } from './$types';

/** How many decisions are told, over all groups. */
const LATELY = 4;

export const load: PageServerLoad = async (event) => {
  const groups = await myGroups(event);
  const several = groups.length > 1;
  const cards = groups.flatMap(({ scene, affairs, nameOf }) => {
    if (!affairs || scene.group.state === 'dissolved') return [];
    const { slug, name } = scene.organization;
    const spoken = spokenIn(event.locals.locale, scene);
    return askCards(spoken, { slug, name, several }, decideAsks(scene, affairs), nameOf);
  });
  const decided = (await Promise.all(groups.map((group) => decidedIn(event, group)))).flat();
  // What is asked stands by when it ends, never by group; what has no end comes last.
  const asked = cards.filter((card) => !card.waits).sort((a, b) => end(a.by).localeCompare(end(b.by)));
  return {
    now: new Date(event.locals.world.host.clock()),
    asked,
    waiting: cards.filter((card) => card.waits),
    asking: groups
      .filter(({ scene }) => scene.standing.kind === 'applicant')
      .map(({ scene }) => ({ slug: scene.organization.slug, name: scene.organization.name })),
    excluded: await loadOpenAppeals(
      event.locals.world.host.db,
      event.locals.session!.person,
      new Date(event.locals.world.host.clock()).toISOString(),
    ),
    decided: decided.sort((a, b) => (b.at ?? '').localeCompare(a.at ?? '')).slice(0, LATELY),
    groups: groups.length,
    next: nextStep(event.locals.locale, groups),
    formKey: formKey(),
  };
};

/** A group's own names for its posts stand in what is said of it. */
function spokenIn(locale: string, { group, names }: MyGroup['scene']): Words {
  return ownWords(words(locale, group.timeZone), names);
}

function end(by: string): string {
  return by === '' ? '9' : by;
}

/** The last things that several carried together. */
async function decidedIn(event: Parameters<PageServerLoad>[0], { scene, affairs, nameOf }: MyGroup) {
  if (!affairs) return [];
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const carried = await loadCarriedActs(db, org, LATELY);
  const places = await positionsOf(
    db,
    org,
    carried.flatMap((one) => one.done_act_id ?? []),
  );
  const entries = await Promise.all([...places.values()].map((position) => readEntry(db, org, position)));
  const spoken = spokenIn(event.locals.locale, scene);
  const { slug, name } = scene.organization;
  return linesOf(
    spoken,
    scene,
    entries.filter((entry) => entry !== null),
    nameOf,
  ).map((line) => ({
    ...line,
    slug,
    group: name,
  }));
}

/** When nothing is asked: the first thing that a group still lacks. */
function nextStep(locale: string, groups: readonly MyGroup[]) {
  for (const { scene, affairs } of groups) {
    if (!affairs || scene.group.state !== 'founded' || may(scene, 'appoint') === null) continue;
    const empty = postsNow(scene, affairs).find((post) => post.held.length === 0 && post.coming.length === 0);
    if (!empty) continue;
    const { slug, name } = scene.organization;
    return { slug, group: name, role: empty.role, post: roleWord(spokenIn(locale, scene), empty.role) };
  }
  return null;
}
