import { describe, expect, test } from 'vitest';
import { engineSentence, Plain, sentence } from './plain.ts';

const FULL = 'The disk is full (/d): make room, or choose a folder on another disk with TEQUIO_DATA.';

describe('what PostgreSQL said before it gave up, as one sentence', () => {
  test.each([
    ['FATAL:  could not extend file "base/1/2691": No space left on device\nPANIC:  cannot abort', FULL],
    ['FATAL:  could not write block 3: wrote only 4096 of 8192 bytes\nHINT:  Check free disk space.', FULL],
    [
      'initdb: error: could not look up effective user ID 12345: user does not exist',
      'PostgreSQL runs only for a user who has a name, and user 12345 ' +
        'has none: start Tequio as another user, or set DATABASE_URL.',
    ],
    [
      'DETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible',
      'The database in /d was written by another PostgreSQL version; start ' +
        'the Tequio that wrote it, make a backup there, and restore it here.',
    ],
    [
      '2026-11-23 UTC [1] LOG:  starting\n2026-11-23 UTC [1] FATAL:  could not create shared memory segment',
      'The database in /d did not start: could not create shared memory segment.',
    ],
    ['', 'The database in /d did not start: it said nothing.'],
  ])('%s', (log, words) => {
    expect(engineSentence(log, '/d')).toBe(words);
  });
});

describe('any failure, as one sentence', () => {
  test.each([
    [new Plain('Ours.'), 'Ours.'],
    [Object.assign(new Error('x'), { code: 'ENOSPC', path: '/d' }), FULL],
    [
      Object.assign(new Error('x'), { code: 'EACCES', path: '/d' }),
      'This user may not write or read there (/d).',
    ],
    [new Error('Something else.'), 'Something else.'],
  ])('%s', (error, words) => {
    expect(sentence(error)).toBe(words);
  });
});
