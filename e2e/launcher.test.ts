/** The program from outside: started, refused, killed in every way, and started again. */
import { execFile } from 'node:child_process';
import { chown, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  freePort,
  freshFolder,
  processesOf,
  refusal,
  removeFolder,
  ROOT,
  start,
  status,
  until,
} from './running.ts';

let folder: string;
let data: string;

beforeEach(async () => {
  folder = await freshFolder();
  data = path.join(folder, 'data');
});

afterEach(async () => {
  for (const pid of await processesOf(data)) process.kill(pid, 'SIGKILL');
  await until(async () => (await processesOf(data)).length === 0);
  await removeFolder(folder);
});

describe('an orderly life', () => {
  test('opens, answers, and leaves no process', async () => {
    const running = await start({ data });
    expect(running.said()).toContain(`Tequio is open:   ${running.address}`);
    expect(running.said()).toContain('Stop:             Ctrl-C. Nothing is lost.');
    expect((await fetch(running.address)).status).toBe(200);
    running.launcher.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(await processesOf(data)).toEqual([]);
  });

  test('works in a path with spaces, and next to a second one', async () => {
    const root = path.join(folder, 'our house', 'tequio');
    await copyCheckout(root);
    data = path.join(folder, 'our data');
    const running = await start({ data, root });
    const second = await start({ data: path.join(data, '..', 'second') });
    expect(await status(running.address)).toBe(200);
    expect(await status(second.address)).toBe(200);
    for (const each of [running, second]) {
      each.launcher.kill('SIGINT');
      expect(await each.ended).toBe(0);
    }
    expect(await processesOf(folder)).toEqual([]);
  });

  test('works on a PostgreSQL that was there before, and leaves it running', async () => {
    const host = await start({ data });
    const own = path.join(folder, 'other');
    const url = (await addressOf(data)).replace('/tequio?', '/postgres?');
    const guest = await start({ data: own, settings: { DATABASE_URL: url } });
    expect(await status(guest.address)).toBe(200);
    guest.launcher.kill('SIGTERM');
    expect(await guest.ended).toBe(0);
    expect(await status(host.address)).toBe(200);
    host.launcher.kill('SIGTERM');
    await host.ended;
  });
});

describe('a refusal is one plain sentence', () => {
  test('a port that is taken', async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, resolve));
    const { code, said } = await refusal({ data, port });
    other.close();
    expect(said).toBe(
      `Port ${port} is taken by another program: choose another, for example PORT=${port + 1} npm start.`,
    );
    expect(code).toBe(1);
    expect(await processesOf(data)).toEqual([]);
  });

  test('another instance on the same folder, which goes on', async () => {
    const first = await start({ data });
    for (const port of [first.port, await freePort()]) {
      const { code, said } = await refusal({ data, port });
      expect(said).toContain(`Another Tequio already runs on ${data}: stop it first`);
      expect(said.split('\n')).toHaveLength(1);
      expect(code).toBe(1);
    }
    expect(await status(first.address)).toBe(200);
    first.launcher.kill('SIGTERM');
    await first.ended;
  });

  test('a data folder that is a newer one’s, a stranger’s, or no folder', async () => {
    const at = async (name: string) => {
      await mkdir(path.join(folder, name));
      return path.join(folder, name);
    };
    const newer = await at('newer');
    await writeFile(path.join(newer, 'version.json'), '{"layout":99,"postgres":99}');
    expect((await refusal({ data: newer })).said).toMatch(
      /^The data folder .* was written by a newer Tequio/,
    );

    const full = await at('full');
    await writeFile(path.join(full, 'letter.txt'), '');
    expect((await refusal({ data: full })).said).toMatch(/holds other files \(letter.txt\)/);
    expect((await refusal({ data: path.join(full, 'letter.txt') })).said).toMatch(/is not a folder/);

    const strangers = process.getuid?.() === 0 ? await at('strangers') : '/usr';
    if (strangers !== '/usr') await chown(strangers, 65_534, 65_534);
    expect((await refusal({ data: strangers })).said).toMatch(/belongs to someone else/);
  });

  test('settings that are wrong, and a PostgreSQL that does not answer', async () => {
    expect((await refusal({ data, settings: { PORT: 'many' } })).said).toBe(
      'The setting PORT must be a port number between 1 and 65535 (see .env.example).',
    );
    const nobody = `postgresql://a:b@localhost:${await freePort()}/tequio`;
    expect((await refusal({ data, settings: { DATABASE_URL: nobody } })).said).toMatch(
      /^PostgreSQL at localhost:\d+ cannot be reached \(ECONNREFUSED\): check DATABASE_URL.$/,
    );
  });
});

describe('whatever is killed, what was answered is kept', () => {
  test('the application: the database is put out, the next start recovers', async () => {
    const running = await start({ data });
    await write('kept');
    process.kill(running.application, 'SIGKILL');
    expect(await running.ended).toBe(1);
    expect(running.said()).toContain('Tequio was ended from outside (SIGKILL)');
    expect(await processesOf(data)).toEqual([]);
    await startsWith('kept');
  });

  test('the launcher: the application ends in order', async () => {
    const running = await start({ data });
    await write('kept');
    process.kill(running.launcher.pid ?? 0, 'SIGKILL');
    await until(async () => (await processesOf(data)).length === 0);
    await startsWith('kept');
  });

  test('both at once: the database that was left is adopted', async () => {
    const running = await start({ data });
    await write('kept');
    process.kill(running.launcher.pid ?? 0, 'SIGKILL');
    process.kill(running.application, 'SIGKILL');
    const next = await startsWith('kept', false);
    expect(next.engine).toBe(running.engine);
    next.launcher.kill('SIGTERM');
    await next.ended;
    expect(await processesOf(data)).toEqual([]);
  });

  test('the database: it is started again, and the pages say so meanwhile', async () => {
    const running = await start({ data });
    await write('kept');
    process.kill(running.engine, 'SIGKILL');
    await until(async () => (await status(running.address)) === 503);
    await until(async () => (await status(running.address)) === 200);
    expect(await read()).toEqual(['kept']);
    running.launcher.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(await processesOf(data)).toEqual([]);
  });

  test('everything at once', async () => {
    await start({ data });
    await write('kept');
    for (const pid of await processesOf(data)) killNow(pid);
    await startsWith('kept');
  });
});

/** One may be gone already: it ended with another that was killed a moment before. */
function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    expect((error as { code?: string }).code).toBe('ESRCH');
  }
}

/** Starts again and expects to find what was written. */
async function startsWith(words: string, stop = true) {
  const running = await start({ data });
  expect(await read()).toEqual([words]);
  expect(await status(running.address)).toBe(200);
  if (stop) {
    running.launcher.kill('SIGTERM');
    await running.ended;
  }
  return running;
}

async function write(words: string): Promise<void> {
  await query(`CREATE TABLE public.chalk AS SELECT '${words}' AS words`);
}

async function read(): Promise<string[]> {
  const { rows } = await query('SELECT words FROM public.chalk');
  return rows.map((row) => (row as { words: string }).words);
}

async function query(text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: await addressOf(data) });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

/** As the owner of the folder one may look into its database. */
async function addressOf(where: string): Promise<string> {
  const secrets = JSON.parse(await readFile(path.join(where, 'secrets.json'), 'utf8')) as {
    databaseOwner: string;
  };
  const host = (await readFile(path.join(where, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[4] ?? '';
  const way = new URLSearchParams({ host, port: '5432' }).toString();
  return `postgresql://tequio_owner:${secrets.databaseOwner}@/tequio?${way}`;
}

async function copyCheckout(root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  for (const name of ['bin', 'src', 'stories', 'ops', 'static', 'build', 'packages']) {
    await cp(path.join(ROOT, name), path.join(root, name), { recursive: true }).catch(ignoreMissing);
  }
  for (const name of ['package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']) {
    await cp(path.join(ROOT, name), path.join(root, name));
  }
  const modules = [path.join(ROOT, 'node_modules'), path.join(root, 'node_modules')] as const;
  const copy = promisify(execFile);
  await copy('cp', ['-al', ...modules]).catch(() => copy('cp', ['-a', ...modules]));
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
