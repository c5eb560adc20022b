import { error } from '@sveltejs/kit';
import { words } from '#locales';
import { offered, practiceNamed } from '../pictures.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params, locals }) => {
  const practice = practiceNamed(params.practice);
  if (practice === undefined) error(404, words(locals.locale).t('start.nothing'));
  const { forms, isOwn } = offered(practice);
  const countries = new Intl.DisplayNames([locals.locale], { type: 'region' });
  return {
    practice,
    isOwn,
    forms: forms.map(({ form, vignette, seenIn, story }) => ({
      form,
      vignette,
      story,
      seenIn: seenIn.map((country) => countries.of(country) ?? country),
    })),
  };
};
