import { describe, expect, test } from 'vitest';
import { databaseOf, passwordOf, serverOf, userOf, withDatabase, withUser } from './database-url.ts';

describe('the address of a database', () => {
  test.each([
    [
      'postgresql://ana:s%40t@db.example:5433/tequio?sslmode=require',
      'ana',
      's@t',
      'db.example:5433',
      'tequio',
    ],
    ['postgres://ana@localhost/tequio', 'ana', '', 'localhost', 'tequio'],
    ['postgresql:///tequio?host=/run/postgresql', '', '', '/run/postgresql', 'tequio'],
    ['postgresql://ana:s@/our%20house?host=%2Ftmp%2Fa%20b', 'ana', 's', '/tmp/a b', 'our house'],
  ])('%s', (address, user, password, server, database) => {
    expect([userOf(address), passwordOf(address), serverOf(address), databaseOf(address)]).toEqual([
      user,
      password,
      server,
      database,
    ]);
  });

  test('another database, another user', () => {
    expect(withDatabase('postgresql://ana:s@/tequio?host=%2Ftmp', 'tequio_example')).toBe(
      'postgresql://ana:s@/tequio_example?host=%2Ftmp',
    );
    expect(withDatabase('postgresql:///tequio?host=/tmp', 'x')).toBe('postgresql:///x?host=/tmp');
    expect(withUser('postgresql://ana:s@db:1/tequio', 'tequio_app', 'p/w@')).toBe(
      'postgresql://tequio_app:p%2Fw%40@db:1/tequio',
    );
  });
});
