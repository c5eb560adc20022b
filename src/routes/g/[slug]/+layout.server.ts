import { civilDateAt } from '#kernel/calendar';
import { booksOf, exchangeOf, isInside } from '#agents';
import { countMembers, type Scene } from '#agents/server';
import { decidesAnything } from '#decisions/screens/say-proposal.ts';
import { hasBudgets, hasPublicDates } from '#decisions/server';
import { hasPublicAdverts } from '#exchange/server';
import { latestHead } from '#host/register/heads';
import { readEntry } from '#host/register/record';
import { namesFor, sceneOf, wordsFor } from './scene.ts';
import { linesOf } from './told.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const { organization, group, draft } = scene;
  const { db } = event.locals.world.host;
  const inside = isInside(scene.viewer);
  const counted = await countMembers(db, organization.org_id, draft);
  return {
    group: {
      org: organization.org_id,
      slug: organization.slug,
      name: organization.name,
      purpose: organization.purpose,
      place: organization.place,
      form: group.form,
      state: group.state,
      timeZone: group.timeZone,
      since: organization.founded_at && civilDateAt(organization.founded_at, group.timeZone),
      ended: organization.dissolved_at && civilDateAt(organization.dissolved_at, group.timeZone),
      members: counted.members,
      founders: counted.founders,
      inside,
      meets: inside ? group.state === 'founded' : await hasPublicDates(db, organization.org_id),
      budgets: await hasBudgetRoom(db, scene, inside),
      exchanges: await hasExchange(db, scene, inside),
      counts: inside && !draft && booksOf(group.articles).units.length > 0,
      cares: inside && !draft && group.articles.care !== undefined,
      decides: !draft && decidesAnything(group.articles),
    },
    stamp: await stampOf(event, scene),
  };
};

/**
 * A room for offers and needs: for those inside by the rules, and for the street where there is something.
 */
async function hasExchange(
  db: Parameters<typeof hasPublicAdverts>[0],
  { group, organization, draft, today }: Scene,
  inside: boolean,
): Promise<boolean> {
  const exchange = exchangeOf(group.articles);
  if (draft || exchange === null) return false;
  if (inside) return true;
  const isOpen = exchange.mayBePublic && group.state === 'founded';
  return isOpen && (await hasPublicAdverts(db, organization.org_id, today));
}

/** A room for shared budgets: where the rules know them, and for the street where there has been one. */
async function hasBudgetRoom(
  db: Parameters<typeof hasBudgets>[0],
  { group, organization, draft }: Scene,
  inside: boolean,
): Promise<boolean> {
  if (draft) return false;
  if (inside && 'run_budget' in group.articles.powers) return true;
  return hasBudgets(db, organization.org_id);
}

/** After an act has been done, the page it leads to says so, as the record does. */
async function stampOf(event: Parameters<LayoutServerLoad>[0], scene: Scene) {
  const asked = event.url.searchParams.get('act');
  if (asked === null || !/^\d{1,15}$/.test(asked)) return null;
  const { db } = event.locals.world.host;
  const entry = await readEntry(db, scene.organization.org_id, Number(asked));
  if (!entry) return null;
  const nameOf = await namesFor(event, scene);
  const [line] = await linesOf(db, wordsFor(event, scene), scene, [entry], nameOf);
  if (!line) return null;
  const { host } = event.locals.world;
  const head = await latestHead(host.db, scene.organization.org_id, new Date(host.clock()).toISOString());
  // A receipt is worth keeping with the head: it names the place of the act in a record that can only grow.
  return { ...line, head: head && { place: line.position + 1, size: head.size, root: head.root } };
}
