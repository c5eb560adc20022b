import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { handOn, readSettings, ROOT } from './settings.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'tequio-settings-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('settings', () => {
  test('need nothing to be said', () => {
    expect(readSettings({}, root)).toMatchObject({ port: 4000, proxies: 0, databaseUrl: undefined });
  });

  test('come from the file, and from the environment before it', async () => {
    await writeFile(
      path.join(root, '.env'),
      'PORT=4100\nTEQUIO_ORIGIN=https://a.example/\nTEQUIO_DATA=here\n',
    );
    expect(readSettings({ PORT: '4200' }, root)).toMatchObject({
      port: 4200,
      origin: 'https://a.example',
      dataFolder: path.join(root, 'here'),
    });
  });

  test.each([
    ['PORT', 'many'],
    ['PORT', '70000'],
    ['TEQUIO_ORIGIN', 'tequio.example.org'],
    ['TEQUIO_ORIGIN', 'https://a.example/below'],
    ['TEQUIO_TRUST_PROXY', 'yes'],
    ['DATABASE_URL', 'mysql://a/b'],
    ['SMTP_URL', 'mail.example.org'],
    ['SMTP_FROM', 'Tequio'],
    ['TEQUIO_FILE_MB', '0'],
    ['TEQUIO_FILE_MB', '16'],
    ['TEQUIO_FILES_MB', 'all'],
    ['TEQUIO_METRICS_TOKEN', 'short'],
    ['TEQUIO_LOG', 'loud'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => readSettings({ [name]: value }, root)).toThrow(
      new RegExp(`^The setting ${name} must .+ \\(see .env.example\\)\\.$`),
    );
  });

  test('every one stands in the documented file, with the value it has when nothing is said', async () => {
    const text = await readFile(path.join(ROOT, '.env.example'), 'utf8');
    const documented = [...text.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(readSettings(Object.fromEntries(documented) as Record<string, string>, root)).toMatchObject({
      ...readSettings({}, root),
      log: 'info',
    });
    expect(documented.map(([name]) => name).sort()).toEqual([
      'DATABASE_URL',
      'PORT',
      'SMTP_FROM',
      'SMTP_URL',
      'TEQUIO_DATA',
      'TEQUIO_FILES_MB',
      'TEQUIO_FILE_MB',
      'TEQUIO_LOG',
      'TEQUIO_METRICS_TOKEN',
      'TEQUIO_ORIGIN',
      'TEQUIO_TRUST_PROXY',
    ]);
  });

  test('are handed on without the owner’s key', () => {
    const environment = { DATABASE_URL: 'postgresql://owner:key@host/tequio', TEQUIO_ORIGIN: '' };
    handOn(readSettings(environment, root), environment);
    expect(environment).toMatchObject({ PORT: '4000' });
    expect(environment).not.toHaveProperty('DATABASE_URL');
    expect(environment).not.toHaveProperty('TEQUIO_ORIGIN');
  });
});
