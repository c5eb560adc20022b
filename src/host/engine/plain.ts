/** What the person at the terminal is told when the machine does not give us what we need: one sentence. */

/** An outage with words of its own; shown without a stack. */
export class Plain extends Error {
  override name = 'Plain';
}

const PG_DISK_FULL = '53100';

/**
 * The sentence for anything that went wrong while starting: ours when we know it, its own message otherwise.
 */
export function sentence(error: unknown): string {
  if (error instanceof Plain) return error.message;
  const { code, message, path } = error as NodeJS.ErrnoException;
  const where = path ? ` (${path})` : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === PG_DISK_FULL) return diskFull(path);
  if (code === 'EACCES' || code === 'EPERM') return `This user may not write or read there${where}.`;
  if (code === 'EROFS') return `That disk can only be read${where}; choose another folder with TEQUIO_DATA.`;
  return message || String(error);
}

export function diskFull(folder?: string): string {
  const where = folder ? ` (${folder})` : '';
  return `The disk is full${where}: make room, or choose a folder on another disk with TEQUIO_DATA.`;
}

/** Turns what PostgreSQL wrote before it gave up into the sentence a person can act on. */
export function engineSentence(log: string, folder: string): string {
  if (/no space left|disk quota exceeded|check free disk space/i.test(log)) return diskFull(folder);
  const nameless = /effective user ID (\d+): user does not exist/i.exec(log)?.[1];
  if (nameless !== undefined) {
    return (
      `PostgreSQL runs only for a user who has a name, and user ${nameless} ` +
      'has none: start Tequio as another user, or set DATABASE_URL.'
    );
  }
  if (/was initialized by PostgreSQL version (\d+)/i.test(log)) {
    return (
      `The database in ${folder} was written by another PostgreSQL version; ` +
      'start the Tequio that wrote it, make a backup there, and restore it here.'
    );
  }
  const lines = log.split('\n').filter((line) => /FATAL|PANIC|error/i.test(line));
  const last = (lines.at(-1) ?? log.trim().split('\n').at(-1) ?? '').replace(
    /^.*?(FATAL|PANIC|error):\s*/,
    '',
  );
  return `The database in ${folder} did not start: ${last.trim() || 'it said nothing'}.`.replace(
    /\.\.$/,
    '.',
  );
}
