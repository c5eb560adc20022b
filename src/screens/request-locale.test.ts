import { describe, expect, test } from 'vitest';
import { localeFor, localPath, markLanguage, savesData } from './request-locale.ts';

const asks = (headers: Record<string, string>): Request => new Request('http://localhost/', { headers });

describe('the language of an answer', () => {
  test.each([
    ['what was chosen here', { cookie: 'a=b; lang=es', 'accept-language': 'en' }, 'es'],
    [
      'a chosen language that we do not speak is passed over',
      { cookie: 'lang=xx', 'accept-language': 'es' },
      'es',
    ],
    ['a country’s variant is answered in the language', { 'accept-language': 'es-AR,en;q=0.5' }, 'es'],
    ['the heavier weight wins, whatever the order', { 'accept-language': 'en;q=0.3, es;q=0.9' }, 'es'],
    ['the first that we speak', { 'accept-language': 'nah, qu;q=0.9, es;q=0.8, en;q=0.7' }, 'es'],
    ['a language refused by weight 0 is not taken', { 'accept-language': 'es;q=0' }, 'en'],
    ['nothing known', { 'accept-language': 'zz,*' }, 'en'],
    ['nothing said', {}, 'en'],
    ['nonsense', { 'accept-language': ';;;,,q=,' }, 'en'],
  ])('%s', (_, headers, locale) => {
    expect(localeFor(asks(headers as Record<string, string>))).toBe(locale);
  });
});

test('the document says its language and direction', () => {
  expect(markLanguage('<html lang="%tequio.lang%" dir="%tequio.dir%">', 'es')).toBe(
    '<html lang="es" dir="ltr">',
  );
});

test('only a browser that asks to save data goes without fonts', () => {
  expect(savesData(asks({ 'save-data': 'on' }))).toBe(true);
  expect(savesData(asks({ 'save-data': 'off' }))).toBe(false);
  expect(savesData(asks({}))).toBe(false);
});

test.each([
  ['/g/las-ollas?x=1', '/g/las-ollas?x=1'],
  ['//elsewhere.org', '/'],
  ['/\\elsewhere.org', '/'],
  ['https://elsewhere.org', '/'],
  ['/a\nSet-Cookie: x', '/'],
  [null, '/'],
])('back to %s leads to %s', (asked, path) => {
  expect(localPath(asked)).toBe(path);
});
