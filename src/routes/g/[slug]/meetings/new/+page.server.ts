import { error, fail } from '@sveltejs/kit';
import { may, voiceOf } from '#agents';
import { draftAgenda, earliestDay } from '#decisions';
import { field, formKey } from '#host/forms';
import { carry, insideScene, wordsFor } from '../../scene.ts';
import { openMatters } from '../open-matters.ts';
import { timesIn } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  if (scene.group.state !== 'founded') error(404, 'not_found');
  const words = wordsFor(event, scene);
  const { inviteDays } = voiceOf(scene.group.articles);
  const earliest = earliestDay(scene.today, inviteDays);
  const drafted = draftAgenda(await openMatters(event, scene, words), earliest);
  return {
    may: may(scene, 'call_meeting'),
    inviteDays,
    earliest,
    earliestSaid: words.date(earliest),
    drafted: drafted.map((one) => ({
      value: JSON.stringify({
        title: one.title.slice(0, 160),
        minutes: one.minutes,
        ...(one.proposal === null ? {} : { proposal: one.proposal }),
      }),
      title: one.title,
      about: words.t(`agenda.is.${one.is}`),
      minutes: one.minutes,
    })),
    formKey: formKey(),
  };
};

/** What was ticked of the draft, then what somebody has written, one item a line. */
function itemsIn(form: FormData): unknown[] {
  const ticked = form.getAll('item').flatMap((one) => (typeof one === 'string' ? [parsed(one)] : []));
  const own = field(form, 'items')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return [...ticked, ...own.map((title) => ({ title }))];
}

/** What is no item is refused by the act, like any other input that is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const actions: Actions = {
  call: async (event) => {
    const { group } = await insideScene(event);
    let ticked: readonly FormDataEntryValue[] = [];
    const inputOf = (form: FormData) => {
      ticked = form.getAll('item');
      return {
        kind: field(form, 'kind'),
        title: field(form, 'title'),
        place: field(form, 'place'),
        items: itemsIn(form),
        ...timesIn(form, group.timeZone),
      };
    };
    const refused = await carry(event, 'decisions.call_meeting', inputOf, '/meetings');
    // What somebody has unticked stays so.
    return fail(refused.status, { ...refused.data, ticked: ticked.map(String) });
  },
};
