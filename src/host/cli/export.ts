/** Takes away what a group has, or the directory, as files that other programs read. */
import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isId } from '#kernel/id';
import { HOUSE } from '#agents';
import { loadScene, orgBySlug, type Scene } from '#agents/server';
import { Plain } from '../engine/plain.ts';
import { DATABASE, withEngine } from '../engine/server.ts';
import { exportListings } from '../export-listings.ts';
import { exportMembers, exportOrganization } from '../export.ts';
import { openHost, type Host } from '../host.ts';
import { UsageError, type Subcommand, type Terminal } from './subcommand.ts';

export const command: Subcommand = {
  name: 'export',
  summary: 'Takes a group, its members or the directory away as a file.',
  usage: 'organization SLUG FILE.json | members SLUG FILE.csv | listings FILE.csv',
  help: [
    'organization  everything the group has: rules, members, posts, signatures, register, keys and files.',
    '              It holds personal data: keep it where only those may go who may know.',
    'members       its members as a table; formulas are kept as text',
    'listings      the directory of this instance, each row with its source, licence and date;',
    '              “import organizations” takes it in again',
  ].join('\n'),
  async run({ words }, io) {
    const [what, ...rest] = words;
    const isListings = what === 'listings';
    const [slug, file] = isListings ? [undefined, rest[0]] : rest;
    const isKnown = isListings || what === 'organization' || what === 'members';
    if (!isKnown || file === undefined || rest.length !== (isListings ? 1 : 2)) {
      throw new UsageError('Say what to take away, and where to.');
    }
    const target = path.resolve(file);
    return withEngine(io.settings, { report: io.step, remark: io.remark }, async (server) => {
      const host = openHost({ url: server.url(DATABASE), connections: 2 });
      try {
        if (isListings) return await takeListings(host, target, io);
        const scene = await sceneOf(host, slug ?? '');
        return what === 'members'
          ? await takeMembers(host, scene, target, io)
          : await takeGroup(host, scene, target, io);
      } finally {
        await host.close();
      }
    });
  },
};

async function sceneOf(host: Host, slug: string): Promise<Scene> {
  const org = isId('org', slug) ? slug : await orgBySlug(host.db, slug);
  const scene = org && (await loadScene(host.db, org, null, new Date(host.clock()).toISOString()));
  if (!scene) throw new Plain(`There is no group with the address ${slug} here.`);
  return scene;
}

async function takeGroup(host: Host, scene: Scene, file: string, io: Terminal) {
  io.step(`Writing ${scene.organization.name}`);
  await write(file, exportOrganization(host, scene, 'operator'));
  io.print(`${scene.organization.name} is in ${file}`);
  return { file, organization: scene.organization.org_id };
}

async function takeMembers(host: Host, scene: Scene, file: string, io: Terminal) {
  await writeFile(file, await exportMembers(host, scene, 'operator'), { mode: 0o600 });
  io.print(`The members of ${scene.organization.name} are in ${file}`);
  return { file, organization: scene.organization.org_id };
}

async function takeListings(host: Host, file: string, io: Terminal) {
  let listings = 0;
  io.step('Writing the directory');
  const onRows = (rows: number) => {
    listings = rows;
    io.progress(`${rows.toLocaleString('en')} rows`);
  };
  await write(file, exportListings(host, HOUSE, onRows));
  io.print(`${listings.toLocaleString('en')} organizations are in ${file}`);
  return { file, listings };
}

/** An unfinished file never stands under the name that was asked for. */
async function write(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}
