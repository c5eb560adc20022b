/** A calendar as a file, in the language of the group. */
import type { RequestEvent } from '@sveltejs/kit';
import type { Scene } from '#agents/server';
import { ownWords } from '#agents/screens/own-words.ts';
import type { CalendarEntry } from '#decisions';
import { calendarFile } from '#host/calendar-file';
import { words, type Words } from '#locales';
import { entryPath } from './place.ts';

/** A calendar that somebody reads elsewhere speaks the language of the group, and has its names for its posts. */
export function wordsOfGroup({ organization, group, names }: Scene): Words {
  return ownWords(words(organization.locale, group.timeZone), names);
}

export function calendarResponse(
  { url }: Pick<RequestEvent, 'url'>,
  scene: Scene,
  entries: readonly CalendarEntry[],
): Response {
  const { organization, group, now } = scene;
  const { t } = words(organization.locale);
  const base = `${url.origin}/g/${organization.slug}`;
  const body = calendarFile({
    name: organization.name,
    timeZone: group.timeZone,
    pageOf: (one) => entryPath(base, one) ?? base,
    titleOf: (one) => t(`calendar.titled.${one.kind}`, { title: one.title }),
    entries,
    now,
  });
  return new Response(body, {
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, no-store' },
  });
}
