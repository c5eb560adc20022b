/**
 * Who runs PostgreSQL. It refuses to run as root, so root lends it to a user with less power; everybody else
 * runs it as themself.
 */
import { spawn } from 'node:child_process';
import { Plain } from './plain.ts';

export interface Runner {
  /** Set only when root lends the engine to another user. */
  readonly uid?: number;
  readonly gid?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, as `runner`, without this process's settings. Never throws. */
export function run(program: string, args: readonly string[], runner: Runner = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...runner,
      cwd: '/',
      env: engineEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: null, stdout, stderr: stderr + error.message }),
    );
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** PostgreSQL gets a clean environment: a stray PGDATA or locale of the machine must not reach it. */
export function engineEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Finds, or makes, the user who may run the engine. */
export async function findRunner(): Promise<Runner> {
  if (!isRoot()) return {};
  const known = (await userNamed('postgres')) ?? (await userNamed('tequio'));
  if (known) return known;
  const shell = '/usr/sbin/nologin';
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', shell, 'tequio']);
  let made = await userNamed('tequio');
  if (!made) {
    await run('adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', 'tequio']);
    made = (await userNamed('tequio')) ?? (await userNamed('nobody'));
  }
  if (!made) throw new Plain('PostgreSQL may not run as root: start Tequio as an ordinary user.');
  return made;
}

/** Whether `runner` may enter `folder`. */
export async function mayEnter(folder: string, runner: Runner): Promise<boolean> {
  if (runner.uid === undefined) return true;
  return (await run('/bin/sh', ['-c', 'cd "$0"', folder], runner)).code === 0;
}

async function userNamed(name: string): Promise<Runner | undefined> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
