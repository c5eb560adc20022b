import { error } from '@sveltejs/kit';
import { wallTimeAt } from '#kernel/wall-clock';
import { may } from '#agents';
import { loadDate } from '#decisions/server';
import { field, formKey } from '#host/forms';
import { carry, insideScene, wordsFor } from '../../../scene.ts';
import { dayOf, timesIn, whenOf } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const { db } = event.locals.world.host;
  const date = await loadDate(db, scene.organization.org_id, event.params.date);
  if (date === null) error(404, 'not_found');
  const words = wordsFor(event, scene);
  const { timeZone } = scene.group;
  const { startsAt, endsAt, wholeDay } = date;
  const last = endsAt === null ? '' : dayOf(scene, endsAt);
  return {
    id: date.id,
    title: date.title,
    place: date.place,
    public: date.public,
    kind: words.t(`calendar.kind.${date.kind}`),
    when: whenOf(words, date),
    values: {
      title: date.title,
      kind: date.kind,
      place: date.place,
      day: dayOf(scene, startsAt),
      last: last === dayOf(scene, startsAt) ? '' : last,
      from: wholeDay ? '' : wallTimeAt(startsAt, timeZone),
      until: wholeDay || endsAt === null ? '' : wallTimeAt(endsAt, timeZone),
      public: date.public ? 'yes' : '',
    },
    mayWrite: scene.group.state === 'founded' && may(scene, 'change_date', ['member']) !== null,
    formKey: formKey(),
  };
};

export const actions: Actions = {
  change: async (event) => {
    const { group } = await insideScene(event);
    return carry(
      event,
      'decisions.change_date',
      (form) => {
        const wholeDay = field(form, 'from') === '';
        if (wholeDay) {
          form.set('from', '00:00');
          form.set('until', field(form, 'last') === '' ? '' : '23:59');
        }
        return {
          date: event.params.date,
          kind: field(form, 'kind'),
          title: field(form, 'title'),
          place: field(form, 'place'),
          wholeDay,
          public: form.has('public'),
          ...timesIn(form, group.timeZone),
        };
      },
      `/meetings/dates/${event.params.date}`,
    );
  },
  drop: (event) => carry(event, 'decisions.drop_date', () => ({ date: event.params.date }), '/meetings'),
};
