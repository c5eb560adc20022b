import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { civilDateAt } from '#kernel/calendar';
import { wallTimeAt } from '#kernel/wall-clock';
import { changedArticles, isDrawnAtOnce, isForHands, MOST_WAYS, waysFor, type Way } from '#agents';
import { after, daysOpen, earliestOpening, fitsKind, isSame, stateOf, talkedBefore } from '#decisions';
import { loadProposal } from '#decisions/server';
import { amendedArticles, sayWay } from '#decisions/screens/say-proposal.ts';
import { keepTime } from '#host/enact';
import { field, formKey } from '#host/forms';
import { momentIn } from '../../../moments.ts';
import { carry, insideScene } from '../../../scene.ts';
import { roomIn } from '../../back-to-room.ts';
import { openPlace, type Place } from '../../place.ts';
import { similarOf } from '../../similar.ts';
import type { Actions, PageServerLoad } from './$types';

/** A vote opens and closes when a day begins, where nobody says an hour. */
const USUAL_HOUR = '00:00';

export const load: PageServerLoad = async (event) => {
  const place = await openPlace(event);
  const { proposal, scene, state } = place;
  if (!place.isAuthor || (state !== 'draft' && state !== 'talk')) error(404, 'not_found');
  const ways = waysHere(place);
  const wanted = proposal.chosenWay ?? (await earlierWay(event, place));
  const chosen = wanted && ways.find((one) => isSame(one.way, wanted));
  const { timeZone } = scene.group;
  return {
    here: place.here,
    room: roomIn(event.url.searchParams),
    title: proposal.title,
    published: proposal.publishedAt !== null,
    similar: state === 'draft' ? await similarOf(event, place, proposal) : [],
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

/** How the one was decided of which this is a new version: so it is again, where nobody says otherwise. */
async function earlierWay({ locals }: Pick<RequestEvent, 'locals'>, { proposal, scene }: Place) {
  if (proposal.renews === null) return null;
  const org = scene.organization.org_id;
  const earlier = await loadProposal(locals.world.host.db, org, proposal.renews);
  return earlier?.way ?? earlier?.chosenWay ?? null;
}

/**
 * The ways that the rules allow for this matter and that fit the question, with their place among all; no
 * more than somebody can weigh, and the one that is chosen already.
 */
function waysHere({ scene, proposal, options }: Place) {
  const { articles } = scene.group;
  const touched = options.flatMap((one) => {
    const amended = amendedArticles(one.acts);
    return amended ? changedArticles(articles, amended.articles) : [];
  });
  return waysFor(articles, proposal.matter, touched)
    .map((way, at) => ({ at, way }))
    .filter(({ way }) => fitsKind(proposal.kind, way))
    .filter(({ way }, place) => place < MOST_WAYS || isSame(way, proposal.chosenWay));
}

/** What a way is called, what it means, and when all of it would be if nobody says otherwise. */
function said({ words, proposal, scene }: Place, way: Way) {
  const { title, text, times } = sayWay(words, way, proposal.seats);
  // What is decided on the spot waits for a meeting, whenever that is.
  if (isForHands(way)) return { title, text: `${text} ${times}`, dates: words.t('publish.in-meeting') };
  const earliest = earliestOpening(talkedBefore(proposal, way, scene.now), way);
  const opens = earliest !== null && earliest > scene.now ? earliest : scene.now;
  const closes = after(opens, daysOpen(way));
  const dates = words.t(isDrawnAtOnce(way) ? 'publish.drawn' : 'publish.dates', {
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
        opensAt: momentIn(form, 'opens', scene.group.timeZone, USUAL_HOUR),
        closesAt: momentIn(form, 'closes', scene.group.timeZone, USUAL_HOUR),
      }),
      (form) => {
        const room = roomIn(form);
        if (room !== '') return `/meetings/${room}/room`;
        return here(event.params).slice(`/g/${event.params.slug}`.length);
      },
      // Where nothing has to be talked over, the vote is open on the page that comes next.
      (org) => keepTime(event.locals.world.host, org),
    );
  },
};

function here({ slug, proposal }: { slug: string; proposal: string }): string {
  return `/g/${slug}/decisions/${proposal}`;
}
