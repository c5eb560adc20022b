/** The command line alone and beside a running instance: clean answers, and nobody's database put out. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshFolder, processesOf, removeFolder, ROOT, start, status, until } from './running.ts';

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

test('alone, it starts what it needs and leaves nothing', async () => {
  const { code, answer } = await command('begin', '--json').ended;
  expect(code).toBe(0);
  expect(answer.split('\n')).toHaveLength(2);
  expect(JSON.parse(answer)).toMatchObject({
    link: expect.stringMatching(/\/begin\/\w{4}-\w{4}$/) as string,
  });
  expect(await processesOf(data)).toEqual([]);
});

test('beside a running instance, it leaves that one alone', async () => {
  const running = await start({ data });
  const answers = await Promise.all([command('begin').ended, command('begin').ended]);
  expect(answers.map(({ code }) => code)).toEqual([0, 0]);
  expect(await status(running.address)).toBe(200);
  running.launcher.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  expect(await processesOf(data)).toEqual([]);
});

test('several at once, alone: the last one puts out the light', async () => {
  const answers = await Promise.all([command('begin').ended, command('begin').ended, command('begin').ended]);
  expect(answers.map(({ code, remarks }) => (code === 0 ? 0 : remarks))).toEqual([0, 0, 0]);
  expect(await processesOf(data)).toEqual([]);
});

test('interrupted, it puts out what it started', async () => {
  await command('begin').ended;
  const interrupted = command('begin');
  // The launcher, the command, and the database.
  await until(async () => (await processesOf(data)).length === 3);
  interrupted.child.kill('SIGINT');
  await interrupted.ended;
  await until(async () => (await processesOf(data)).length === 0);
});

test('what is not understood is said with a way out', async () => {
  expect((await command('nothing').ended).remarks).toMatch(/^There is no command “nothing”.*begin/s);
  const wrong = await command('begin', '--what', '--json').ended;
  expect(wrong.code).toBe(2);
  expect(JSON.parse(wrong.answer)).toMatchObject({ error: expect.stringContaining('--what') as string });
  expect((await command('begin', '--help').ended).answer).toMatch(/^npm run tequio -- begin/);
});

function command(...words: string[]) {
  const child = spawn('node', [path.join(ROOT, 'bin', 'tequio.mjs'), ...words], {
    env: { ...process.env, TEQUIO_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let answer = '';
  let remarks = '';
  child.stdout.on('data', (part: Buffer) => (answer += part.toString()));
  child.stderr.on('data', (part: Buffer) => (remarks += part.toString()));
  const ended = new Promise<{ code: number | null; answer: string; remarks: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, answer, remarks })),
  );
  return { child, ended };
}
