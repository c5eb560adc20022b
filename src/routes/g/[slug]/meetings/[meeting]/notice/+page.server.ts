import { daysBetween } from '#kernel/calendar';
import { inWords, rulesText } from '#agents';
import { ownWords } from '#agents/screens/own-words.ts';
import { meetingState } from '#decisions';
import { loadAgenda } from '#decisions/server';
import { isLocale, locales, words as wordsIn } from '#locales';
import { dayOf, openMeetingPlace, whenOf } from '../../place.ts';
import type { PageServerLoad } from './$types';

/** What of our rules a meeting is called by: who may call it, how long before, and when it decides. */
const CALLED_BY = ['power.call_meeting', 'voice.inviteDays', 'voice.meetingPercent'];

export const load: PageServerLoad = async (event) => {
  const place = await openMeetingPlace(event);
  const { scene, meeting, nameOf, here } = place;
  const { organization, group, names } = scene;
  const asked = event.url.searchParams.get('in') ?? '';
  // It hangs where all of us read it: in the language of the group, or in another that somebody asks for.
  const locale = isLocale(asked) ? asked : organization.locale;
  const words = ownWords(wordsIn(locale, group.timeZone), names);
  const items = (await loadAgenda(event.locals.world.host.db, organization.org_id, meeting.id)).filter(
    (one) => one.withdrawnAt === null,
  );
  const rules = rulesText(group.articles);
  return {
    here,
    spoken: locale,
    languages: locales.filter((one) => one.locale !== locale).map(({ locale: of, name }) => ({ of, name })),
    // Under another name than that of the page around it, which has its own.
    notice: {
      group: organization.name,
      kind: words.t(`meeting.kind.${meeting.kind}`),
      title: meeting.title,
      place: meeting.place,
      when: whenOf(words, { ...meeting, wholeDay: false }),
      zone: group.timeZone,
      cancelled: meetingState(meeting) === 'cancelled',
      reason: meeting.cancelReason,
      items: items.map(({ id, title, note, minutes }) => ({ id, title, note, minutes })),
      called: words.t('notice.called', {
        name: (meeting.calledBy && nameOf(meeting.calledBy)) ?? words.t('act.someone'),
        by: meeting.calledBy === null ? 'decision' : 'member',
        on: words.date(meeting.calledAt),
        days: daysBetween(dayOf(scene, meeting.calledAt), dayOf(scene, meeting.startsAt)),
      }),
      changed: meeting.changedAt === null ? null : words.date(meeting.changedAt),
      rules: CALLED_BY.flatMap((id) => rules.filter((one) => one.id === id)).map((one) =>
        inWords(words, one),
      ),
      address: `${event.url.origin}${here}`,
    },
    timeZone: group.timeZone,
  };
};
