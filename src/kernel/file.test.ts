import { describe, expect, test } from 'vitest';
import { FILE_TYPES, fileName, kindOfFile, LONGEST_NAME, smallSize, type FileType } from './file.ts';

describe('the name of a file', () => {
  test.each<[string, FileType, string | null]>([
    ['plano.pdf', 'application/pdf', 'plano.pdf'],
    ['Plano.PDF', 'application/pdf', 'Plano.PDF'],
    ['C:\\Users\\Ana\\plano.pdf', 'application/pdf', 'plano.pdf'],
    ['../../etc/passwd', 'text/plain', 'passwd.txt'],
    ['run.exe', 'text/plain', 'run.exe.txt'],
    ['IMG_0412.HEIC', 'image/jpeg', 'IMG_0412.HEIC.jpg'],
    ['foto.jpeg', 'image/jpeg', 'foto.jpeg'],
    ['  dos   palabras .csv', 'text/csv', 'dos palabras.csv'],
    // What would be read from right to left, and lines of a header.
    ['gpj.\u202efdp', 'application/pdf', 'gpj.fdp.pdf'],
    ['a\r\nSet-Cookie: x.txt', 'text/plain', 'aSet-Cookie- x.txt'],
    ['.env', 'text/plain', 'env.txt'],
    ['Año «nuevo».odt', 'application/vnd.oasis.opendocument.text', 'Año «nuevo».odt'],
    ['', 'text/plain', null],
    ['folder/', 'text/plain', null],
    ['\u0000', 'text/plain', null],
  ])('%j as %s is %j', (given, type, name) => {
    expect(fileName(given, type)).toBe(name);
  });

  test('is cut before its ending', () => {
    const name = fileName(`${'ñ'.repeat(300)}.pdf`, 'application/pdf')!;
    expect(name).toHaveLength(LONGEST_NAME);
    expect(name.endsWith('ñ.pdf')).toBe(true);
  });
});

test.each([
  [4_000, 3_000, 320, 240],
  [3_000, 4_000, 240, 320],
  [320, 320, 320, 320],
  [40, 30, 40, 30],
  [4_000, 3, 320, 1],
])('a picture of %i × %i is small in %i × %i', (width, height, across, down) => {
  expect(smallSize(width, height)).toEqual({ width: across, height: down });
});

test('every type has a kind and an ending of its own', () => {
  const endings = Object.values(FILE_TYPES).flatMap((one): readonly string[] => one.endings);
  expect(new Set(endings).size).toBe(endings.length);
  expect(kindOfFile('text/csv')).toBe('table');
});
