import { describe, expect, test } from 'vitest';
import { lookAt } from './look.ts';
import { drawing, openText, pdf, photo, wordText, zip } from './with-files.ts';

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

function seen(given: Uint8Array, name = 'what.pdf'): string {
  const looked = lookAt(given, name);
  return looked.ok ? looked.value.type : looked.refusal.rule;
}

describe('what a file is, its bytes say', () => {
  test('pictures', async () => {
    expect(seen(await photo(30, 20))).toBe('image/jpeg');
    expect(seen(await drawing(30, 20))).toBe('image/png');
    expect(seen(bytes('RIFF\x00\x00\x00\x00WEBPVP8 '))).toBe('image/webp');
    expect(seen(bytes('RIFF\x00\x00\x00\x00WAVEfmt '))).toBe('file_kind_unknown');
    expect(seen(bytes('\x00\x00\x00\x18ftypheic\x00\x00\x00\x00'))).toBe('file_is_heic');
    expect(seen(bytes('\x00\x00\x00\x18ftypisom\x00\x00\x00\x00'))).toBe('file_kind_unknown');
    expect(seen(bytes('GIF89a\x01\x00'))).toBe('file_kind_unknown');
  });

  test('papers', () => {
    expect(seen(pdf())).toBe('application/pdf');
    // What stands before its sign makes it something else.
    expect(seen(utf8('<html>\n%PDF-1.4'))).toBe('file_kind_unknown');
    expect(seen(openText())).toBe('application/vnd.oasis.opendocument.text');
    expect(seen(zip({ mimetype: 'application/vnd.oasis.opendocument.text-template' }))).toBe(
      'file_kind_unknown',
    );
    expect(seen(wordText())).toMatch(/wordprocessingml/);
    expect(seen(zip({ 'xl/workbook.xml': '' }))).toMatch(/spreadsheetml/);
    expect(seen(zip({ 'ppt/presentation.xml': '' }))).toMatch(/presentationml/);
  });

  test.each([
    ['a page', utf8('<!doctype html><script>alert(1)</script>'), 'plan.txt', 'file_kind_unknown'],
    ['a page under the name of a paper', utf8('\n <html></html>'), 'plan.pdf', 'file_kind_unknown'],
    ['a drawing that is a page', utf8('<svg xmlns="x"/>'), 'plan.svg', 'file_kind_unknown'],
    ['a program', bytes('MZ\x90\x00\x03\x00'), 'plan.pdf', 'file_kind_unknown'],
    ['any archive', zip({ 'a.txt': 'a' }), 'plan.docx', 'file_kind_unknown'],
    ['half an archive', openText().subarray(0, 90), 'plan.odt', 'file_kind_unknown'],
    ['something behind an archive', Buffer.concat([openText(), utf8('x')]), 'p.odt', 'file_kind_unknown'],
    ['an older Office file', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...'), 'a.doc', 'file_is_old_office'],
    ['a text with a program', wordText({ 'word/vbaProject.bin': '' }), 'a.docx', 'file_has_macros'],
    ['an open one', openText({ 'Basic/Standard/Module1.xml': '' }), 'a.odt', 'file_has_macros'],
    ['nothing', new Uint8Array(), 'a.txt', 'file_empty'],
    ['nothing but room', utf8(' \n\t '), 'a.txt', 'file_empty'],
  ])('%s is not taken', (_what, given, name, rule) => {
    expect(seen(given, name)).toBe(rule);
  });

  test.each([
    ['notas.txt', 'text/plain'],
    ['notas', 'text/plain'],
    ['notas.exe', 'text/plain'],
    ['notas.MD', 'text/markdown'],
    ['cuentas.csv', 'text/csv'],
  ])('text called %s is %s', (name, type) => {
    expect(seen(utf8('Año, pan & leña\n'), name)).toBe(type);
  });

  test('text in another writing is kept in UTF-8, as spreadsheets know it', () => {
    const marked = (given: Uint8Array) => {
      const looked = lookAt(given, 'a.csv');
      return looked.ok ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(looked.value.bytes) : null;
    };
    expect(marked(bytes('a\xf1o;1'))).toBe('\ufeffaño;1');
    expect(marked(bytes('\xff\xfea\x00\xf1\x00o\x00'))).toBe('\ufeffaño');
    expect(marked(utf8('año;1'))).toBe('año;1');
    expect(marked(bytes('a\x81'))).toBe(null);
  });
});
