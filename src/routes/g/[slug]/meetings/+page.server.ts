import { createHash, randomBytes } from 'node:crypto';
import { isInside, may } from '#agents';
import { isAhead, meetingState } from '#decisions';
import { listMeetings, loadFeeds } from '#decisions/server';
import { act, field, formKey } from '#host/forms';
import { carry, failed, insideScene, orgOf, sceneOf, wordsFor } from '../scene.ts';
import { calendarFor, entryPath, timesIn, whenOf } from './place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await sceneOf(event);
  const words = wordsFor(event, scene);
  const { db } = event.locals.world.host;
  const { org_id: org, slug } = scene.organization;
  const inside = isInside(scene.viewer);
  const meetings = inside ? await listMeetings(db, org) : [];
  const held = meetings.filter((one) => ['closed', 'fixed'].includes(meetingState(one)));
  const entries = (await calendarFor(db, scene, words)).filter(
    (one) => isAhead(one, scene.now) && !held.some(({ id }) => id === one.id),
  );
  const lines = entries.map((one) => ({
    id: one.id,
    kind: words.t(`calendar.kind.${one.kind}`),
    title: one.title,
    place: one.place,
    when: whenOf(words, one),
    cancelled: one.cancelled,
    href: inside ? entryPath(`/g/${slug}`, one) : null,
    month: words.date(one.startsAt, 'month'),
  }));
  const past = meetings.filter((one) => held.includes(one) || !isAhead(one, scene.now)).toReversed();
  const own = inside && scene.viewer.member ? await loadFeeds(db, org, scene.viewer.member) : [];
  return {
    inside,
    months: [...Map.groupBy(lines, (one) => one.month)].map(([month, of]) => ({ month, of })),
    open: meetings
      .filter((one) => meetingState(one) === 'open')
      .map((one) => ({ id: one.id, title: one.title })),
    past: past.map((one) => ({
      id: one.id,
      title: one.title,
      when: words.date(one.startsAt),
      state: words.t(`meeting.state.${meetingState(one)}`),
    })),
    mayCall: scene.group.state === 'founded' ? may(scene, 'call_meeting') : null,
    mayWrite: scene.group.state === 'founded' && may(scene, 'add_date', ['member']) !== null,
    feeds: own.map((one) => ({ id: one.id, made: words.date(one.madeAt) })),
    today: scene.today,
    formKey: formKey(),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const { group } = await insideScene(event);
    return carry(
      event,
      'decisions.add_date',
      (form) => ({
        kind: field(form, 'kind'),
        title: field(form, 'title'),
        place: field(form, 'place'),
        wholeDay: field(form, 'from') === '',
        public: form.has('public'),
        ...timesIn(withHours(form), group.timeZone),
      }),
      '/meetings',
    );
  },
  /** The address is shown once, in the answer to this form: only its digest is kept. */
  feed: async (event) => {
    const form = await event.request.formData();
    const token = randomBytes(24).toString('base64url');
    const tokenHash = createHash('sha256').update(token).digest('hex');
    const answer = await act(event, {
      command: 'decisions.make_feed',
      org: await orgOf(event),
      input: { tokenHash },
      key: field(form, 'key'),
    });
    if (!answer.ok) return failed(event, form, answer.refusal);
    return { feed: `${event.url.origin}/g/${event.params.slug}/calendar/${token}.ics` };
  },
  dropFeed: (event) =>
    carry(event, 'decisions.drop_feed', (form) => ({ feed: field(form, 'feed') }), '/meetings'),
};

/** Without an hour it is the whole day, from midnight; until the last day, where there is one. */
function withHours(form: FormData): FormData {
  if (field(form, 'from') !== '') return form;
  form.set('from', '00:00');
  form.set('until', field(form, 'last') === '' ? '' : '23:59');
  return form;
}
