/**
 * One PostgreSQL for a whole run of tests, in a folder of its own. It starts when the first test asks for a
 * database, so that a run of pure tests waits for nothing.
 */
import { watch } from 'node:fs';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { APP_ROLE, startEngine, type Engine } from '../src/host/engine/engine.ts';
import { makeAppRole, makeDatabase, migrate } from '../src/host/migrate.ts';
import { prepareQueue } from '../src/host/queue.ts';
import { TEMPLATE, type TestServer } from './with-database.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-test-'));
  // Where root runs the tests, the database's user must be able to pass through.
  await chmod(folder, 0o711);
  process.env['TEQUIO_TEST_FOLDER'] = folder;
  let starting: Promise<Engine | undefined> | undefined;
  const bell = watch(folder, (_event, name) => {
    if (name === 'wanted') starting ??= start(folder);
  });
  return async () => {
    bell.close();
    await (await starting)?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function start(folder: string): Promise<Engine | undefined> {
  let engine: Engine | undefined;
  try {
    engine = await startEngine(path.join(folder, 'data'), { durable: false });
    await makeAppRole(engine.ownerUrl('postgres'), APP_ROLE, engine.data.secrets.databaseApp);
    await makeDatabase(engine.ownerUrl('postgres'), TEMPLATE);
    await prepareQueue(engine.ownerUrl(TEMPLATE));
    await migrate(engine.ownerUrl(TEMPLATE));
    await answer(folder, { appUrl: engine.url(TEMPLATE), ownerUrl: engine.ownerUrl(TEMPLATE) });
  } catch (error) {
    await answer(folder, { failed: (error as Error).message });
  }
  return engine;
}

async function answer(folder: string, server: TestServer): Promise<void> {
  await writeFile(path.join(folder, 'answer.draft'), JSON.stringify(server));
  await rename(path.join(folder, 'answer.draft'), path.join(folder, 'answer'));
}
