/**
 * Who comes to whom, for the two of them: on the page of today and in letters. It says neither why nor what
 * for, as somebody else may read over a shoulder.
 */
import { addDays, type CivilDate } from '#kernel/calendar';
import type { Scene } from '#agents/server';
import type { NameOf } from '#agents/screens/say.ts';
import { loadVisiting } from '#care/server';
import type { Words } from '#locales';
import type { Tx } from '#kernel/tx';

const WEEK_DAYS = 7;

export async function careAhead(db: Tx, words: Words, scene: Scene, nameOf: NameOf) {
  const { viewer, group, organization, today } = scene;
  if (viewer.member === null || group.articles.care === undefined) return [];
  const own = viewer.member;
  const span = { from: today, until: addDays(today as CivilDate, WEEK_DAYS) };
  const found = await loadVisiting(db, organization.org_id, own, span);
  return found.map(({ id, on, comes, to }) => {
    const other = nameOf(comes === own ? to : comes) ?? words.t('member.forgotten');
    return {
      id,
      group: organization.name,
      title: words.t(comes === own ? 'care.ahead.go' : 'care.ahead.comes', { who: other }),
      place: '',
      startsAt: `${on}T00:00:00.000Z`,
      when: words.date(on, 'weekday'),
      state: 'date' as const,
      href: `/g/${organization.slug}/care`,
    };
  });
}
