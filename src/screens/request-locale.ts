/** Which language a request is answered in, and the two marks it leaves on the document. */
import { dirOf, isLocale, locales, type Locale } from '#locales';

const FALLBACK: Locale = 'en';

/** What the person chose (cookie `lang`), else the browser's first language that we speak, else English. */
export function localeFor(request: Request): Locale {
  const chosen = cookie(request.headers.get('cookie') ?? '', 'lang');
  if (chosen !== undefined && isLocale(chosen)) return chosen;
  for (const tag of preferred(request.headers.get('accept-language') ?? '')) {
    const known = locales.find(({ locale }) => locale === tag || locale === tag.split('-')[0]);
    if (known !== undefined) return known.locale;
  }
  return FALLBACK;
}

/** True when the browser asks for few bytes: the layout then leaves out the fonts. */
export function savesData(request: Request): boolean {
  return request.headers.get('save-data')?.toLowerCase() === 'on';
}

/** For `resolve(event, { transformPageChunk: ({ html }) => markLanguage(html, locale) })` in the hooks. */
export function markLanguage(html: string, locale: Locale): string {
  return html.replace('%tequio.lang%', locale).replace('%tequio.dir%', dirOf(locale));
}

/** An address of this instance to go back to, never another host's: `//evil` and `/\evil` are not ours. */
export function localPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) && !/[\u0000-\u001f]/.test(path) ? path : '/';
}

function cookie(header: string, name: string): string | undefined {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}

function preferred(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((q) => q !== undefined);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
