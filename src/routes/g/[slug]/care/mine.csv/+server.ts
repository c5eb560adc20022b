import { error } from '@sveltejs/kit';
import { icatusOf } from '#care';
import { loadEntriesOf } from '#care/server';
import { csvLine } from '#network/server';
import { fileOf } from '../../file.ts';
import { activityWord, carePlace, forWhom } from '../place.ts';
import type { RequestHandler } from './$types';

const MOST = 20_000;

/** All that one of us has written down, for themself, oldest first, for a spreadsheet. */
export const GET: RequestHandler = async (event) => {
  const place = await carePlace(event);
  const { db, org, own, words } = place;
  if (own === null) error(404, 'not_found');
  const entries = await loadEntriesOf(db, org, own, { from: '2000-01-01', until: '9999-12-31', most: MOST });
  const head = (
    ['day', 'what', 'icatus', 'whom', 'minutes', 'beside', 'there', 'asked', 'words'] as const
  ).map((one) => words.t(`care.csv.${one}`));
  const yes = (is: boolean) => words.t(is ? 'care.csv.yes' : 'care.csv.no');
  const rows = entries
    .reverse()
    .map((one) => [
      one.on,
      activityWord(place, one.activity),
      icatusOf(one.activity),
      forWhom(place, one),
      String(one.minutes),
      yes(one.beside),
      yes(one.there),
      yes(one.asked),
      one.words,
    ]);
  const text = [head, ...rows].map(csvLine).join('');
  return fileOf([text], `${place.scene.organization.slug}-care.csv`, 'text/csv; charset=utf-8');
};
