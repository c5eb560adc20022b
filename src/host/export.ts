/**
 * Everything a group has, to take away: one JSON text, written piece by piece, so that a large register needs
 * no large memory. Whoever is of the group gets what they may see; whoever runs the machine gets it whole.
 */
import type { OrgId } from '#kernel/command';
import {
  inForce,
  standingKind,
  visibleAct,
  visibleMember,
  visiblePersonal,
  visiblePost,
  visibleWaiting,
} from '#agents';
import {
  loadCarriedActs,
  loadOpenActs,
  loadRoll,
  loadRulesVersions,
  loadSignaturesOn,
  type Roll,
  type Scene,
  type WaitingAct,
} from '#agents/server';
import { partiesOf, type ToldBooks } from '#ledger';
import { csvLine } from '#network/server';
import { exportFiles } from './export-files.ts';
import type { Host } from './host.ts';
import { personalIn, publicKeys, readLeaves, type StoredLeaf } from './register/feed.ts';
import { latestHead } from './register/heads.ts';
import { parseLeaf, type Leaf } from './register/leaf.ts';
import { leafHash } from '#kernel/merkle';
import { commands } from './registry.ts';
import { booksIn } from './tell-books.ts';
import { toldIn, visibleBytes } from './told.ts';

const PAGE = 500;
const MOST_WAITING = 10_000;

/** For whom: somebody of the group sees through their own eyes, the operator sees all that is stored. */
export type ForWhom = 'member' | 'operator';

/** The text of the export, in pieces; the bytes of files can be left out where the line is thin. */
export async function* exportOrganization(
  host: Host,
  scene: Scene,
  whom: ForWhom,
  withContent = true,
): AsyncGenerator<string> {
  const { db } = host;
  const { organization } = scene;
  const org = organization.org_id;
  const now = new Date(host.clock()).toISOString();
  const head = await latestHead(db, org, now);
  const roll = await loadRoll(db, org);
  const parts: Record<string, unknown> = {
    format: 'tequio-organization',
    v: 1,
    exportedAt: now,
    seenBy: whom === 'operator' ? 'operator' : scene.viewer.member,
    organization,
    statutes: await loadRulesVersions(db, org),
    members: whom === 'operator' ? roll.members : membersSeen(scene, roll),
    mandates:
      whom === 'operator'
        ? roll.mandates
        : roll.mandates.filter((one) => visiblePost(scene.viewer, one, scene.group.state) !== null),
    waiting: whom === 'operator' || visibleWaiting(scene.viewer) ? await waitingActs(host, scene, whom) : [],
    foundingSignatures: await loadSignaturesOn(db, org, ['founding']),
    head,
    publicKeys: await publicKeys(db),
  };
  let opening = '{';
  for (const [name, value] of Object.entries(parts)) {
    yield `${opening}\n${JSON.stringify(name)}: ${plain(value)}`;
    opening = ',';
  }
  yield ',\n"leaves": [';
  yield* leavesOf(host, scene, org, head?.size ?? 0, whom);
  yield '\n],\n"files": [';
  let before = '';
  for await (const file of exportFiles(host, scene, whom, withContent)) {
    yield `${before}\n${plain(file)}`;
    before = ',';
  }
  yield '\n]\n}\n';
}

/** The leaves below the size of the head that stands above: what comes meanwhile is not in this export. */
async function* leavesOf(
  host: Host,
  scene: Scene,
  org: OrgId,
  size: number,
  whom: ForWhom,
): AsyncGenerator<string> {
  let after = -1;
  while (after < size - 1) {
    const page = await readLeaves(host.db, org, after, Math.min(PAGE, size - 1 - after));
    if (page.length === 0) return;
    const seen = whom === 'operator' ? page.map(wholeLeaf) : await seenLeaves(host.db, scene, page);
    const lines = seen.map(plain);
    yield `${after < 0 ? '' : ','}\n${lines.join(',\n')}`;
    after = page.at(-1)!.position;
  }
}

function wholeLeaf({ position, act, leaf, payload }: StoredLeaf) {
  return {
    position,
    act,
    leaf: leaf.toString('base64'),
    ...(payload && {
      personal: { salt: payload.salt.toString('hex'), body: payload.body.toString('base64') },
    }),
  };
}

/**
 * The exact bytes are everybody's who is of the group, but where they tell who lives with whom, or what one
 * pays another: there the hash alone, so that the tree can still be built. Of what was told of people, what
 * is theirs to read.
 */
async function seenLeaves(db: Host['db'], scene: Scene, page: readonly StoredLeaf[]) {
  const read = page.map((stored) => {
    const parsed = parseLeaf(stored.leaf);
    return { stored, leaf: parsed.ok ? parsed.value : null };
  });
  const facts = read.map(({ leaf }) => leaf?.fact);
  const books = await booksIn(db, scene, facts);
  return read.map(({ stored, leaf }) => seenLeaf(scene, stored, leaf, books));
}

function seenLeaf(scene: Scene, stored: StoredLeaf, parsed: Leaf | null, books: ToldBooks) {
  const { position, act, leaf, payload } = stored;
  const parties = parsed === null ? [] : partiesOf(books, parsed.fact);
  const seen = parsed === null ? 'named' : visibleAct(scene.viewer, scene.group.state, parsed, parties);
  if (!visibleBytes(scene, seen)) return { position, leafHash: Buffer.from(leafHash(leaf)).toString('hex') };
  const own = payload !== null && payload.subject === scene.viewer.member;
  const told = seen === 'named' ? toldIn(scene, stored) : {};
  return {
    position,
    act,
    leaf: leaf.toString('base64'),
    ...(own
      ? {
          personal: {
            salt: payload.salt.toString('hex'),
            body: payload.body.toString('base64'),
            says: personalIn(payload.body),
          },
        }
      : {}),
    ...(Object.keys(told).length > 0 ? { told } : {}),
  };
}

function membersSeen(scene: Scene, roll: Roll) {
  return roll.members.flatMap((one) => {
    const seen = visibleMember(scene.viewer, one, scene.today);
    if (!seen) return [];
    const { person: _person, contact, statement, ...rest } = one;
    return [
      {
        ...rest,
        name: seen.name,
        standing: standingKind(one, scene.today),
        ...(seen.contact ? { contact } : {}),
        ...(seen.statement ? { statement } : {}),
      },
    ];
  });
}

async function waitingActs({ db }: Host, scene: Scene, whom: ForWhom): Promise<WaitingAct[]> {
  const org = scene.organization.org_id;
  const open = await loadOpenActs(db, org, scene.now);
  const all = [...open, ...(await loadCarriedActs(db, org, MOST_WAITING))];
  return whom === 'operator' ? all : all.map((one) => ({ ...one, input: inputSeen(scene, one) }));
}

/** Of what was asked for, what its page says too: not how to reach people, and not what a code hashes to. */
function inputSeen({ viewer }: Scene, { command, input }: WaitingAct): unknown {
  const personal = commands.get(command)?.personal;
  if (!personal || typeof input !== 'object' || input === null) return null;
  const hidden = (key: string) =>
    key === 'codeHash' || (personal.includes(key) && !visiblePersonal(viewer, key));
  return Object.fromEntries(Object.entries(input).filter(([key]) => !hidden(key)));
}

const MEMBER_COLUMNS = [
  'member',
  'name',
  'class',
  'standing',
  'since',
  'ended_on',
  'posts',
  'contact',
] as const;

/** The members as a table for a spreadsheet; what would be a formula there stays text. */
export async function exportMembers(host: Host, scene: Scene, whom: ForWhom): Promise<string> {
  const roll = await loadRoll(host.db, scene.organization.org_id);
  const seen = new Map(membersSeen(scene, roll).map((one) => [one.id as string, one]));
  const lines = roll.members.flatMap((one) => {
    const mine = seen.get(one.id);
    if (!mine && whom === 'member') return [];
    const posts = roll.mandates.filter(
      (post) => post.member === one.id && inForce(post, scene.today, scene.draft),
    );
    const contact = whom === 'operator' ? one.contact : mine?.contact;
    return csvLine([
      one.id,
      one.name ?? '',
      one.class,
      standingKind(one, scene.today),
      one.admittedOn ?? one.appliedOn ?? one.namedOn ?? '',
      one.endedOn ?? '',
      posts.map((post) => post.role).join(' '),
      contact ?? '',
    ]);
  });
  return csvLine(MEMBER_COLUMNS) + lines.join('');
}

function plain(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one));
}
