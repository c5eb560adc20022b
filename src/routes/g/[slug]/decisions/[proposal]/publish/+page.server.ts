import { error, redirect } from '@sveltejs/kit';
import { civilDateAt, isCivilDate } from '#kernel/calendar';
import { instantOf, isWallTime, wallTimeAt } from '#kernel/wall-clock';
import { changedArticles, waysFor, type Way } from '#agents';
import { after, earliestOpening, fitsKind, isSame, stateOf } from '#decisions';
import { amendedArticles, sayWay } from '#decisions/screens/say-proposal.ts';
import { field, formKey } from '#host/forms';
import { carry, insideScene, written } from '../../../scene.ts';
import { openPlace, type Place } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openPlace(event);
  const { proposal, scene, state } = place;
  if (!place.isAuthor || (state !== 'draft' && state !== 'talk')) error(404, 'not_found');
  const ways = waysHere(place);
  const chosen = proposal.chosenWay && ways.find((one) => isSame(one.way, proposal.chosenWay!));
  const { timeZone } = scene.group;
  return {
    here: place.here,
    title: proposal.title,
    published: proposal.publishedAt !== null,
    ways: ways.map(({ at, way }) => ({ at: String(at), ...said(place, way) })),
    chosen: String(chosen?.at ?? ways[0]?.at ?? ''),
    dates:
      proposal.opensAt === null || proposal.closesAt === null
        ? null
        : {
            opensOn: civilDateAt(proposal.opensAt, timeZone) as string,
            opensTime: wallTimeAt(proposal.opensAt, timeZone),
            closesOn: civilDateAt(proposal.closesAt, timeZone) as string,
            closesTime: wallTimeAt(proposal.closesAt, timeZone),
          },
    today: scene.today,
    formKey: formKey(),
  };
};

/** The ways that the rules allow for this matter and that fit the question, with their place among all. */
function waysHere({ scene, proposal, options }: Place) {
  const { articles } = scene.group;
  const touched = options.flatMap((one) => {
    const amended = amendedArticles(one.acts);
    return amended ? changedArticles(articles, amended.articles) : [];
  });
  return waysFor(articles, proposal.matter, touched)
    .map((way, at) => ({ at, way }))
    .filter(({ way }) => fitsKind(proposal.kind, way));
}

/** What a way is called, what it means, and when all of it would be if nobody says otherwise. */
function said({ words, proposal, scene }: Place, way: Way) {
  const { title, text, times } = sayWay(words, way, proposal.seats);
  // What is decided on the spot waits for a meeting, whenever that is.
  if (way.voteDays === 0) return { title, text: `${text} ${times}`, dates: words.t('publish.in-meeting') };
  const talked = earliestOpening(proposal.publishedAt ?? scene.now, way);
  const opens = talked > scene.now ? talked : scene.now;
  const closes = after(opens, Math.max(way.voteDays, 1));
  const dates = words.t('publish.dates', {
    opens: words.moment(opens),
    closes: words.moment(closes),
    effect: words.moment(after(closes, way.waitDays)),
  });
  return { title, text: `${text} ${times}`, dates };
}

export const actions: Actions = {
  async default(event) {
    const scene = await insideScene(event);
    if (stateOf((await openPlace(event)).proposal, scene.now) === 'vote') redirect(303, here(event.params));
    return carry(
      event,
      'decisions.publish',
      (form) => ({
        proposal: event.params.proposal,
        way: Number(field(form, 'way')),
        opensAt: instantIn(form, 'opens', scene.group.timeZone),
        closesAt: instantIn(form, 'closes', scene.group.timeZone),
      }),
      here(event.params).slice(`/g/${event.params.slug}`.length),
    );
  },
};

function here({ slug, proposal }: { slug: string; proposal: string }): string {
  return `/g/${slug}/decisions/${proposal}`;
}

/** A date and an hour on the wall; nothing where no date was written. */
function instantIn(form: FormData, name: string, timeZone: string): string | undefined {
  const date = written(form, `${name}-on`);
  if (date === undefined) return undefined;
  const time = written(form, `${name}-time`) ?? '00:00';
  if (!isCivilDate(date) || !isWallTime(time)) return `${date} ${time}`;
  return instantOf(date, time, timeZone);
}
