/**
 * How fast a list comes in, beside a bare COPY of the same file into one table without an index on the same
 * server.
 *
 *   node bench/import.ts [rows, 100000 by default]
 */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { openBench, takeIn } from './directory.ts';
import { writeListings } from './listings.ts';

const rows = Number(process.argv[2] ?? 100_000);
const bench = await openBench();
try {
  const host = await bench.open('bench');
  const [small, large] = [path.join(bench.folder, 'small.csv'), path.join(bench.folder, 'large.csv')];
  await writeListings(small, Math.round(rows / 10), 3);
  await writeListings(large, rows, 4);

  const client = await host.pool.connect();
  await client.query('CREATE TEMP TABLE bare (row text)');
  const started = performance.now();
  // One column: no sign in the file is this one.
  const copy = client.query(
    copyFrom(`COPY bare FROM STDIN WITH (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')`),
  );
  await pipeline(createReadStream(large), copy);
  const copyMillis = performance.now() - started;
  client.release(true);

  const first = await takeIn(await bench.open('small'), small);
  const took = await takeIn(host, large);
  const millis = took.stagingMillis + took.actMillis;
  const perSecond = (count: number, time: number) => Math.round(count / (time / 1000)).toLocaleString('en');
  process.stdout.write(
    [
      `${rows.toLocaleString('en')} rows, fsync on, one caller, one register row for the whole list`,
      `  dry run     ${perSecond(rows, took.stagingMillis)} rows/s`,
      `  act         ${perSecond(rows, took.actMillis)} rows/s`,
      `  together    ${perSecond(rows, millis)} rows/s (at least 5,000 wanted)`,
      `  bare COPY   ${perSecond(rows, copyMillis)} rows/s; ratio 1 : ${(millis / copyMillis).toFixed(1)}`,
      `  memory      ${first.megabytes} MB with a tenth of the rows, ${took.megabytes} MB with all of them`,
      '',
    ].join('\n'),
  );
} finally {
  await bench.close();
}
