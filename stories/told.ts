/** Tells a story on a fresh database and compares what came of it with the transcript that is kept. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openHost, type Host } from '../src/host/host.ts';
import { storyStage, type TellingStage } from '../src/host/story-stage.ts';
import { freshDatabase } from '#test/with-database';
import type { Story } from './stage.ts';

const FOLDER = fileURLToPath(new URL('../docs/stories/', import.meta.url));

/**
 * Chance is counted up, so that whatever is sorted by a made id is sorted the same every time. What else is
 * to be seen of what was told is looked at before the host closes.
 */
export async function toldOn(
  { story, tell }: Pick<Story, 'story' | 'tell'>,
  look: (host: Host) => Promise<void> = () => Promise.resolve(),
): Promise<TellingStage> {
  const database = await freshDatabase();
  const clock = { now: 0 };
  let drawn = 0;
  const chance = (bytes: number) => {
    drawn += 1;
    const made = Buffer.alloc(bytes);
    made.writeUInt32BE(drawn, bytes - 4);
    return made;
  };
  const host = openHost({ url: database.url, clock: () => clock.now, chance });
  try {
    const telling = storyStage(host, clock, story);
    await tell(telling.stage);
    await look(host);
    return { ...telling, nameOf: await telling.namesInBooks() };
  } finally {
    await host.close();
    await database.drop();
  }
}

/** The transcript as it is kept; written anew when TEQUIO_WRITE_TRANSCRIPTS is set. */
export async function keptTranscript(file: string, now: string): Promise<string> {
  if (process.env['TEQUIO_WRITE_TRANSCRIPTS'] === '1') {
    await mkdir(FOLDER, { recursive: true });
    await writeFile(path.join(FOLDER, file), now);
  }
  return readFile(path.join(FOLDER, file), 'utf8');
}
