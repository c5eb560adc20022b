import { redirect } from '@sveltejs/kit';
import { isLocale } from '#locales';
import { localPath } from '#screens/request-locale.ts';
import type { RequestHandler } from './$types';

const YEAR_SECONDS = 31_536_000;

/** A choice of language: kept on this device for a year, and back to the page it was made on. */
export const GET: RequestHandler = ({ url, cookies }) => {
  const to = url.searchParams.get('to') ?? '';
  if (isLocale(to)) {
    cookies.set('lang', to, {
      path: '/',
      maxAge: YEAR_SECONDS,
      sameSite: 'lax',
      httpOnly: true,
      secure: url.protocol === 'https:',
    });
  }
  redirect(303, localPath(url.searchParams.get('back')));
};
