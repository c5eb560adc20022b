/** The register, as programs read it: its acts in the order in which they were done, its head, and proofs. */
import { z } from 'zod';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { visibleAct } from '#agents';
import type { Scene } from '#agents/server';
import { partiesOf, type ToldBooks } from '#ledger';
import { bundleShape, type ProofBundle } from '../register/bundle.ts';
import { publicKeys, readLeaves, type StoredLeaf } from '../register/feed.ts';
import { latestHead, proofOf, treeOf } from '../register/heads.ts';
import { parseLeaf, type Leaf } from '../register/leaf.ts';
import { consistencyProof } from '../register/merkle-proof.ts';
import { booksIn } from '../tell-books.ts';
import { toldIn, visibleBytes } from '../told.ts';
import { read } from './read.ts';
import { openScene } from './scenes.ts';
import * as shapes from './shapes.ts';

const MOST_ACTS = 200;

const entry = z
  .object({
    position: shapes.position,
    act: z.string(),
    at: shapes.instant,
    command: z.string(),
    channel: z.string(),
    statutes: z.union([z.int(), z.string()]).nullable().describe('The version of the rules in force'),
    actor: z.string().nullable().describe('The member who acted; null where you may not know'),
    authority: z.looseObject({}).nullable().describe('What the act rests on'),
    fact: z.looseObject({}).nullable().describe('What was recorded, without what tells of people'),
    told: z.record(z.string(), z.string()).describe('Reasons and notes meant for the whole group'),
  })
  .meta({ id: 'RecordedAct' });

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.string().regex(/^[0-9]{1,15}$/);

export const recordReads = [
  read({
    name: 'agents.record',
    path: '/groups/{slug}/record',
    summary: 'The acts of the register after a position; follow it by giving the last `after` again',
    access: 'optional',
    input: z.strictObject({
      slug: shapes.groupAddress,
      after: whole
        .optional()
        .describe('The position of the last act that you have; without it, from the first'),
      most: whole.optional().describe(`How many positions to look at, ${MOST_ACTS} at most`),
    }),
    answer: z.object({
      acts: z.array(entry),
      after: z.int().min(-1).describe('Give it as `after` for what comes next'),
      more: z.boolean(),
    }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, after, most }) {
      const scene = await openScene(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const from = after === undefined ? -1 : Number(after);
      const count = Math.max(1, Math.min(MOST_ACTS, Number(most ?? MOST_ACTS)));
      const leaves = await readLeaves(asked.world.host.db, scene.organization.org_id, from, count + 1);
      const shown = leaves.slice(0, count).map((stored) => ({ stored, leaf: leafOf(stored) }));
      const facts = shown.map(({ leaf }) => leaf?.fact);
      const books = await booksIn(asked.world.host.db, scene, facts);
      return accept({
        acts: shown.flatMap(({ stored, leaf }) => entryOf(scene, stored, leaf, books) ?? []),
        after: shown.at(-1)?.stored.position ?? from,
        more: leaves.length > count,
      });
    },
  }),
  read({
    name: 'agents.head',
    path: '/groups/{slug}/head',
    summary: 'The signed head of the register, to keep and to compare',
    access: 'optional',
    input: z.strictObject({
      slug: shapes.groupAddress,
      since: whole
        .optional()
        .describe('The size of a head that you kept: proves that the register only grew'),
    }),
    answer: z.object({
      head: shapes.head,
      publicKey: z.base64().describe('SubjectPublicKeyInfo of the key that signed it'),
      consistency: z.object({ from: shapes.position, proof: z.array(hash) }).optional(),
    }),
    refusals: ['no_standing'],
    async read({ world }, caller, { slug, since }) {
      const scene = await openScene({ world }, caller, slug);
      if (!scene) return refuse('no_standing');
      return accept(await headOf(world.host, scene, since === undefined ? null : Number(since)));
    },
  }),
  read({
    name: 'agents.proof',
    path: '/groups/{slug}/record/{position}/proof',
    summary: 'A proof that an act is in the register, to check without this server (see /check)',
    access: 'optional',
    input: z.strictObject({ slug: shapes.groupAddress, position: whole }),
    answer: bundleShape,
    refusals: ['no_standing', 'act_of_a_home'],
    async read({ world }, caller, { slug, position }) {
      const scene = await openScene({ world }, caller, slug);
      return scene ? visibleProof(world.host, scene, Number(position)) : refuse('no_standing');
    },
  }),
];

type HostPart = { readonly db: Parameters<typeof latestHead>[0]; readonly clock: () => number };

/** The head as it stands, its key, and how it follows from the one of size `since`. */
export async function headOf({ db, clock }: HostPart, scene: Scene, since: number | null) {
  const org = scene.organization.org_id;
  const head = (await latestHead(db, org, new Date(clock()).toISOString()))!;
  const signer = (await publicKeys(db)).find((one) => one.key === head.key)!;
  const grown = since !== null && since >= 0 && since <= head.size;
  const proof = grown ? await consistencyProof(treeOf(db, org), since, head.size) : [];
  return {
    head,
    publicKey: signer.spki,
    ...(grown
      ? { consistency: { from: since, proof: proof.map((one) => Buffer.from(one).toString('hex')) } }
      : {}),
  };
}

/** The proof of an act that this viewer may know of, with names. What it told of people is not in it. */
export async function visibleProof(
  { db, clock }: HostPart,
  scene: Scene,
  position: number,
): Promise<Outcome<ProofBundle, 'no_standing' | 'act_of_a_home'>> {
  const org = scene.organization.org_id;
  const [leaf] = await readLeaves(db, org, position - 1, 1);
  if (leaf?.position !== position) return refuse('no_standing');
  // Bytes that are no leaf any more are proved to nobody but to those of the group, who then see that it
  // fails.
  const parsed = leafOf(leaf);
  const broken = scene.viewer.member === null ? 'nothing' : 'named';
  const seen = parsed ? seenBy(scene, parsed, await booksIn(db, scene, [parsed.fact])) : broken;
  if (seen === 'nothing') return refuse('no_standing');
  if (!visibleBytes(scene, seen)) return refuse('act_of_a_home');
  const bundle = await proofOf(db, org, position, new Date(clock()).toISOString());
  return bundle ? accept(bundle) : refuse('no_standing');
}

function leafOf({ leaf }: StoredLeaf): Leaf | null {
  const parsed = parseLeaf(leaf);
  return parsed.ok ? parsed.value : null;
}

function seenBy(scene: Scene, leaf: Leaf, books: ToldBooks) {
  return visibleAct(scene.viewer, scene.group.state, leaf, partiesOf(books, leaf.fact));
}

function entryOf(
  scene: Scene,
  stored: StoredLeaf,
  leaf: Leaf | null,
  books: ToldBooks,
): z.output<typeof entry> | null {
  const seen = leaf === null ? 'nothing' : seenBy(scene, leaf, books);
  if (leaf === null || seen === 'nothing') return null;
  const named = seen === 'named';
  return {
    position: stored.position,
    act: stored.act,
    at: leaf.at,
    command: leaf.command,
    channel: leaf.channel,
    statutes: leaf.statutes,
    actor: named ? leaf.actor : null,
    authority: named ? { ...leaf.authority } : null,
    fact: named ? { ...leaf.fact } : null,
    told: named ? toldIn(scene, stored) : {},
  };
}
