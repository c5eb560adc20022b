/**
 * How long it takes from `npm start` until the first page: the first time on an empty folder, and again.
 *
 *   node bench/start.ts [starts after the first, 5 by default]
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startApp } from './app.ts';
import { percentile } from './directory.ts';

const starts = Number(process.argv[2] ?? 5);
const folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-start-'));
await chmod(folder, 0o711);
try {
  const times: number[] = [];
  for (let n = 0; n <= starts; n++) {
    const app = await startApp(path.join(folder, 'data'));
    times.push(app.startMillis);
    await app.stop();
  }
  const [first, ...again] = times as [number, ...number[]];
  const second = (millis: number) => `${(millis / 1000).toFixed(2)} s`;
  process.stdout.write(
    [
      `first start, on an empty folder: ${second(first)} (with the build, where the sources are newer than it)`,
      `started again ${starts} times: ${second(percentile(again, 0.5))} in the middle, ` +
        `${second(Math.min(...again))} to ${second(Math.max(...again))} (at most 3 s wanted)`,
      `load ${os.loadavg()[0]!.toFixed(1)}`,
      '',
    ].join('\n'),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
