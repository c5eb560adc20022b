/** How large files may be, and all of a group together; settings say otherwise. */
import { refuse, type Refused } from '#kernel/outcome';

export interface FileLimits {
  /** What one file may have when it is kept. */
  readonly mostBytes: number;
  /** What a group may keep together. */
  readonly mostOfGroup: number;
}

export const MEGABYTE = 1024 * 1024;
export const USUAL_LIMITS: FileLimits = { mostBytes: 5 * MEGABYTE, mostOfGroup: 500 * MEGABYTE };
/** In the example anybody is somebody: it is for trying, and nobody’s place to keep things. */
export const EXAMPLE_LIMITS: FileLimits = { mostBytes: MEGABYTE, mostOfGroup: 10 * MEGABYTE };
/** A picture becomes smaller when it is written anew: it may come so much larger. */
const PICTURE_TIMES = 4;

/** How large a file may come, before it is known what it is. */
export function mostComing({ mostBytes }: FileLimits): number {
  return mostBytes * PICTURE_TIMES;
}

export function tooLarge(limits: FileLimits): Refused<'file_too_large'> {
  const pictures = megabytes(mostComing(limits));
  return refuse('file_too_large', { most: megabytes(limits.mostBytes), pictures });
}

export function megabytes(bytes: number): number {
  return Math.round((bytes / MEGABYTE) * 10) / 10;
}

/** Those that the settings say, in megabytes, as they are handed on to the application. */
export function limitsFrom(environment: NodeJS.ProcessEnv): FileLimits {
  const said = (name: string, usual: number) => Number(environment[name] ?? usual / MEGABYTE) * MEGABYTE;
  return {
    mostBytes: said('TEQUIO_FILE_MB', USUAL_LIMITS.mostBytes),
    mostOfGroup: said('TEQUIO_FILES_MB', USUAL_LIMITS.mostOfGroup),
  };
}
