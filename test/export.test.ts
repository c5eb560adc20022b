/**
 * What a group takes away is all that is its own, holds together, and shows nobody more than the pages do.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { association } from '../src/forms/association.ts';
import { loadScene } from '../src/modules/agents/index.server.ts';
import { importListings, lookAtFile, newImport, stageImport } from '../src/modules/network/index.server.ts';
import { HOUSE } from '../src/modules/agents/index.ts';
import { perform } from '../src/host/dispatcher.ts';
import { exportListings } from '../src/host/export-listings.ts';
import { exportMembers, exportOrganization, type ForWhom } from '../src/host/export.ts';
import { bringFile } from '../src/host/files/bring.ts';
import { digestOf } from '../src/host/files/store.ts';
import { pdf } from '../src/host/files/with-files.ts';
import { makeBundle, checkBundle } from '../src/host/register/bundle.ts';
import { publicKeyFrom } from '../src/host/register/head.ts';
import { appendLeaves, frontierFrom, frontierRoot, leafHash } from '../src/kernel/merkle.ts';
import { openStage, type Group, type OneOfUs, type Someone, type Stage } from './stage.ts';

interface Export {
  readonly format: string;
  readonly organization: { readonly org_id: string };
  readonly statutes: readonly unknown[];
  readonly members: readonly Record<string, unknown>[];
  readonly mandates: readonly unknown[];
  readonly waiting: readonly unknown[];
  readonly head: {
    readonly org: string;
    readonly size: number;
    readonly root: string;
    readonly at: string;
    readonly key: string;
    readonly signature: string;
  };
  readonly publicKeys: readonly { readonly key: string; readonly spki: string }[];
  readonly leaves: readonly {
    readonly position: number;
    readonly leaf?: string;
    readonly leafHash?: string;
    readonly personal?: object;
    readonly told?: object;
  }[];
  readonly files: readonly {
    readonly name: string;
    readonly digest: string;
    readonly content: string | null;
  }[];
}

let stage: Stage;
let group: Group;

beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia']);
  const [ana, berta, celia] = group.us;
  await stage.do(ana!, 'agents.edit_membership', group.org, { contact: '+52 951 000 0000' });
  await stage.do(berta!, 'agents.edit_membership', group.org, { name: '=Berta()' });
  await stage.together([ana!, berta!], 'agents.appoint', group.org, {
    role: 'treasurer',
    member: ana!.member,
  });
  const input = { member: celia!.member, reason: 'She asked for it herself', until: '2026-12-24' };
  await stage.wait(ana!, 'agents.suspend', group.org, input);
  const { answer } = await stage.do(ana!, 'agents.form_household', group.org, {});
  await stage.do(berta!, 'agents.join_household', group.org, answer);
});
afterAll(() => stage.close());

async function sceneOf(who: Someone | null, org = group.org) {
  return (await loadScene(stage.host.db, org, who?.person ?? null, new Date(stage.clock.now).toISOString()))!;
}

async function taken(
  who: Someone | null,
  whom: ForWhom = 'member',
  org = group.org,
  withContent = true,
): Promise<Export> {
  let text = '';
  const pieces = exportOrganization(stage.host, await sceneOf(who, org), whom, withContent);
  for await (const piece of pieces) text += piece;
  return JSON.parse(text) as Export;
}

function hashIn({ leaf, leafHash: told }: Export['leaves'][number]): Uint8Array {
  return told === undefined ? leafHash(Buffer.from(leaf!, 'base64')) : Buffer.from(told, 'hex');
}

describe('a group', () => {
  test('comes whole: rules, members, posts, and a register that leads to its signed head', async () => {
    const all = await taken(group.us[0]!);
    expect(all).toMatchObject({ format: 'tequio-organization', organization: { org_id: group.org } });
    expect([all.statutes.length, all.members.length, all.mandates.length]).toEqual([1, 3, 1]);
    expect(all.leaves.map((one) => one.position)).toEqual([...Array(all.head.size).keys()]);
    const hashes = all.leaves.map(hashIn);
    const frontier = appendLeaves(frontierFrom(0, new Uint8Array(0)), hashes);
    expect(Buffer.from(frontierRoot(frontier)).toString('hex')).toBe(all.head.root);
    const publicKey = publicKeyFrom(
      Buffer.from(all.publicKeys.find((one) => one.key === all.head.key)!.spki, 'base64'),
    )!;
    const leaf = Buffer.from(all.leaves[0]!.leaf!, 'base64');
    const alone = makeBundle({ leaf, position: 0, head: all.head, inclusion: [], publicKey });
    expect(checkBundle(alone).checks.find((one) => one.check === 'signature')?.result).toBe('holds');
  });

  test('shows each only what is theirs to see, and no login', async () => {
    const [ana, berta] = [await taken(group.us[0]!), await taken(group.us[1]!)];
    const contacts = (seen: Export) => seen.members.filter((one) => one['contact']).map((one) => one['name']);
    expect([contacts(ana), contacts(berta)]).toEqual([['Ana'], []]);
    const text = JSON.stringify(berta);
    expect(text.includes('+52 951')).toBe(false);
    // Her own words are hers to take, with her own login's name in them; nobody else's.
    expect(group.us.map((one) => text.includes(one.person))).toEqual([false, true, false]);
    const personal = (seen: Export) => seen.leaves.filter((one) => one.personal).length;
    expect(personal(ana)).toBeLessThan(personal(await taken(null, 'operator')));
  });

  test('tells who lives with whom to those who do, and to others a hash that builds the tree', async () => {
    const [ana, celia] = [await taken(group.us[0]!), await taken(group.us[2]!)];
    const homes = ({ leaves }: Export) =>
      leaves.filter(({ leaf }) => leaf && Buffer.from(leaf, 'base64').includes('_household"'));
    expect([homes(ana).length, homes(celia).length]).toEqual([1, 0]);
    const kept = celia.leaves.filter((one) => one.leafHash !== undefined);
    expect(kept.map((one) => Object.keys(one).join(' '))).toEqual(['position leafHash', 'position leafHash']);
    const frontier = appendLeaves(frontierFrom(0, new Uint8Array(0)), celia.leaves.map(hashIn));
    expect(Buffer.from(frontierRoot(frontier)).toString('hex')).toBe(celia.head.root);
  });

  test('says of what waits no more than its page does', async () => {
    const { powers } = association.articles;
    // By signatures alone: no vote invites anybody.
    const { ways: _ways, ...signed } = powers.suspend;
    const articles = { ...association.articles, powers: { ...powers, invite: signed } };
    const small = await stage.found(['Dora', 'Eva', 'Flor'], { name: 'Small', articles });
    const asked = { name: 'Xavi', contact: 'at the mill', codeHash: 'd'.repeat(64) };
    await stage.wait(small.us[0]!, 'agents.invite', small.org, asked);
    const seen = await taken(small.us[1]!, 'member', small.org);
    expect(seen.waiting).toMatchObject([{ command: 'agents.invite', input: { uses: 1 } }]);
    for (const word of Object.values(asked)) expect(JSON.stringify(seen.waiting)).not.toContain(word);
    const mine = await taken(group.us[1]!);
    expect(JSON.stringify(mine.waiting)).toContain('She asked for it herself');
  });

  test('brings the files that each may open, with their bytes or without', async () => {
    const [ana, berta] = group.us as [OneOfUs, OneOfUs];
    const bytes = pdf('The roof');
    const kept = await bringFile(stage.host, { org: group.org, member: ana.member }, { name: 'roof', bytes });
    if (!kept.ok) throw new Error(kept.refusal.rule);
    const { answer } = await stage.do(ana, 'decisions.propose', group.org, {
      kind: 'resolution',
      title: 'A roof',
    });
    const { proposal } = answer as { proposal: string };
    const { digest } = kept.value;
    await stage.do(ana, 'decisions.add_file', group.org, { proposal, digest, name: 'roof' });
    const names = async (...of: Parameters<typeof taken>) =>
      (await taken(...of)).files.map((one) => one.name);
    expect([await names(ana), await names(berta), await names(null, 'operator')]).toEqual([
      ['roof.pdf'],
      [],
      ['roof.pdf'],
    ]);
    await stage.do(ana, 'decisions.publish', group.org, { proposal, way: 0 });
    const [file] = (await taken(berta)).files;
    expect(digestOf(Buffer.from(file!.content!, 'base64'))).toBe(digest);
    expect((await taken(berta, 'member', group.org, false)).files).toMatchObject([{ digest, content: null }]);
  });

  test('its members as a table, where a formula is text', async () => {
    const table = await exportMembers(stage.host, await sceneOf(group.us[1]!), 'member');
    const lines = table.trim().split('\r\n');
    expect(lines[0]).toBe('member,name,class,standing,since,ended_on,posts,contact');
    expect(lines).toHaveLength(4);
    expect(table).toContain(",'=Berta(),member,member,");
    expect(table).toContain('treasurer');
  });

  test('large ones come in pieces', async () => {
    let pieces = 0;
    for await (const _ of exportOrganization(stage.host, await sceneOf(null), 'operator')) pieces += 1;
    expect(pieces).toBeGreaterThan(10);
  });
});

test('the directory comes with source, licence and date, and can be brought in again', async () => {
  const { host } = stage;
  const csv =
    'name,source,source_id,licence,country,city,lat,lon,org_structure_ess,activity_ica\n' +
    '=Cocina(),lista,1,CC0,MX,Oaxaca,17.06,-96.72,OS130,ICA280|ICA210\n"Pan, y ""Sal""",lista,2,CC0,MX,,,,,\n';
  const bytes = async function* () {
    yield Buffer.from(csv);
  };
  const bringIn = async (open: typeof bytes) => {
    const look = await lookAtFile(open as never);
    if (!look.ok) throw new Error(look.refusal.rule);
    const made = { org: HOUSE, source: 'lista', licence: 'CC0', millis: host.clock(), chance: host.chance };
    const importId = await newImport(host.pool, { ...made, fileName: 'a.csv', look: look.value });
    const { format, mapping } = look.value;
    const staged = await stageImport(host.pool, {
      ...made,
      importId,
      bytes: open(),
      format,
      mapping,
    });
    if (!staged.ok) throw new Error(staged.refusal.rule);
    return { importId, counts: staged.value };
  };
  const { importId } = await bringIn(bytes);
  const actor = { person: null, channel: 'cli' as const, operator: true };
  const done = await perform(host, {
    command: importListings.name,
    org: HOUSE,
    actor,
    input: { import: importId },
    key: importId,
  });
  expect(done.ok).toBe(true);
  let table = '';
  for await (const piece of exportListings(host, HOUSE)) table += piece;
  expect(table.split('\r\n')[0]).toMatch(/^source,source_id,licence,date,name,/);
  expect(table).toContain("'=Cocina()");
  expect(table).toContain('ICA280|ICA210');
  const again = await bringIn(async function* () {
    yield Buffer.from(table);
  });
  expect(again.counts).toMatchObject({ refused: 0 });
  expect(again.counts.added).toBe(0);
});
