import { addDays, civilDateAt } from '#kernel/calendar';
import { may, postsNow } from '#agents';
import { loadCarriedActs, loadOpenAppeals } from '#agents/server';
import type { Card } from '#agents/screens/ask-cards.ts';
import { roleWord } from '#agents/screens/say.ts';
import { stateOf } from '#decisions';
import { decidedLine } from '#decisions/screens/say-lately.ts';
import { stateLine, WAITING_STATES } from '#decisions/screens/say-proposal.ts';
import { loadDecidedLately } from '#decisions/server';
import { words } from '#locales';
import { formKey } from '#host/forms';
import { cardsIn, comingUp, inOrder, spokenAmong, spokenIn, type MyGroup } from '#host/my-groups';
import { positionsOf, readEntry } from '#host/register/record';
import { quietly } from '#host/quiet';
import { linesOf } from '../g/[slug]/told.ts';
import { myGroups } from '../my-groups.ts';
import type { PageServerLoad } from './$types';

/** How many decisions are told, over all groups. */
const LATELY = 4;
const WEEK_DAYS = 6;

export const load: PageServerLoad = async (event) => {
  const { world, locale, session } = event.locals;
  const now = new Date(world.host.clock());
  const groups = await myGroups(event);
  const several = groups.length > 1;
  const cards: (Card & { readonly due: Due })[] = [];
  for (const group of groups) {
    const { timeZone } = group.scene.group;
    const own = await cardsIn(world, quietly(event.locals, spokenAmong(locale, group)), group, several);
    cards.push(...own.map((card) => ({ ...card, due: dueOf(card.by, timeZone, group.scene.today) })));
  }
  const asked = inOrder(cards.filter((card) => !card.waits));
  const decided = (await Promise.all(groups.map((group) => decidedIn(event, group)))).flat();
  const coming = (await Promise.all(groups.map((group) => comingUp(world, locale, group)))).flat();
  return {
    // The day is that of the groups; of several zones, that of the first.
    today: words(locale, groups[0]?.scene.group.timeZone).date(now, 'weekday'),
    count: asked.length,
    asked: DUE.map((due) => ({ due, cards: asked.filter((card) => card.due === due) })).filter(
      ({ cards: own }) => own.length > 0,
    ),
    waiting: cards.filter((card) => card.waits),
    asking: groups
      .filter(({ scene }) => scene.standing.kind === 'applicant')
      .map(({ scene }) => ({ slug: scene.organization.slug, name: scene.organization.name })),
    excluded: await loadOpenAppeals(world.host.db, session!.person, now.toISOString()),
    coming: coming.sort((a, b) => a.startsAt.localeCompare(b.startsAt)),
    decided: decided.sort((a, b) => (b.at ?? '').localeCompare(a.at ?? '')).slice(0, LATELY),
    groups: groups.length,
    next: nextStep(locale, groups),
    formKey: formKey(),
  };
};

const DUE = ['today', 'week', 'open', 'later'] as const;
type Due = (typeof DUE)[number];

/** When something is due, where the group is; what has no end can be done when there is time. */
function dueOf(by: string, timeZone: string, today: string): Due {
  if (by === '') return 'open';
  const day = by.length > 10 ? civilDateAt(by, timeZone) : by;
  if (day <= today) return 'today';
  return day <= addDays(civilDateAt(`${today}T12:00:00Z`, 'UTC'), WEEK_DAYS) ? 'week' : 'later';
}

/** The last things that several carried together: what was voted, and what was signed. */
async function decidedIn(event: Parameters<PageServerLoad>[0], { scene, affairs, nameOf }: MyGroup) {
  if (!affairs) return [];
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const { slug, name } = scene.organization;
  const spoken = quietly(event.locals, spokenIn(event.locals.locale, scene));
  const voted = (await loadDecidedLately(db, org, { most: LATELY })).map(({ proposal, options, at }) => ({
    sentence: decidedLine(spoken, proposal, options, nameOf),
    at,
    // What is agreed and not yet so, or cannot be done, is told as that.
    stands: WAITING_STATES.includes(stateOf(proposal, scene.now))
      ? stateLine(spoken, proposal, scene.now)
      : null,
    href: `/g/${slug}/decisions/${proposal.id}`,
    proof: null,
  }));
  const carried = await loadCarriedActs(db, org, LATELY);
  const places = await positionsOf(
    db,
    org,
    carried.flatMap((one) => one.done_act_id ?? []),
  );
  const entries = await Promise.all([...places.values()].map((position) => readEntry(db, org, position)));
  const lines = await linesOf(
    db,
    spoken,
    scene,
    entries.filter((entry) => entry !== null),
    nameOf,
  );
  const signed = lines.map(({ sentence, at, position }) => ({
    sentence,
    at,
    stands: null,
    href: null,
    proof: `/g/${slug}/record/${position}`,
  }));
  return [...voted, ...signed].map((line) => ({
    ...line,
    slug,
    group: name,
    on: line.at === null ? '' : spoken.date(line.at, 'short'),
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
