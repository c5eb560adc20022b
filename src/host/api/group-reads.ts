/** Groups, as programs read them: everything passes the same `visible…` as the pages do. */
import { z } from 'zod';
import { civilDateAt } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { inForce, inWords, rulesText, standingKind, visibleGroup, visibleMember, visiblePost } from '#agents';
import {
  countMembers,
  loadPosts,
  loadRoll,
  loadRulesVersions,
  organizationsOf,
  type Scene,
} from '#agents/server';
import { words, type Words } from '#locales';
import { read } from './read.ts';
import { insideOf, openScene, sceneFor } from './scenes.ts';
import * as shapes from './shapes.ts';

const group = z
  .object({
    org: shapes.orgId,
    slug: z.string(),
    name: z.string(),
    form: z.string(),
    purpose: z.string(),
    place: z.string(),
    timeZone: z.string(),
    state: z.enum(['draft', 'founded', 'dissolved']),
    foundedOn: shapes.civilDate.nullable(),
    dissolvedOn: shapes.civilDate.nullable(),
    members: z.int().describe('Full members, those whose membership rests included'),
    rulesVersion: z.int(),
    posts: z.array(shapes.post),
    me: z
      .object({ standing: shapes.standing, member: shapes.memberId.nullable() })
      .nullable()
      .describe('What the one whom the token speaks for is in this group'),
  })
  .meta({ id: 'Group' });

const member = z
  .object({
    member: shapes.memberId,
    name: z.string().nullable().describe('Null where it has been erased'),
    class: z.string(),
    standing: shapes.standing,
    since: shapes.civilDate.nullable(),
    trialUntil: shapes.civilDate.nullable(),
    suspendedUntil: shapes.civilDate.nullable(),
    endedOn: shapes.civilDate.nullable(),
    onPaper: z.boolean(),
    answeredBy: shapes.memberId.nullable(),
    posts: z.array(
      z.object({
        mandate: z.string(),
        role: z.string(),
        startsOn: shapes.civilDate,
        endsOn: shapes.civilDate,
      }),
    ),
    contact: z.string().nullable().optional(),
    statement: z.string().nullable().optional(),
  })
  .meta({ id: 'Member' });

const rules = z.object({
  version: z.int(),
  since: shapes.instant,
  act: z.string(),
  sentences: z.array(
    z.object({
      id: z.string(),
      section: z.string(),
      text: z.string(),
      path: z.string().describe('The place in the articles'),
      always: z.boolean().describe('No vote changes it'),
    }),
  ),
  articles: z.looseObject({}).describe('The statutes as data'),
  versions: z.array(z.object({ version: z.int(), since: shapes.instant, act: z.string() })),
});

const bySlug = z.strictObject({ slug: shapes.groupAddress });

export const groupReads = [
  read({
    name: 'agents.groups',
    path: '/groups',
    summary: 'The groups of the one whom the token speaks for',
    access: 'token',
    input: z.strictObject({}),
    answer: z.object({ groups: z.array(group) }),
    refusals: [],
    async read(asked, caller) {
      const { db } = asked.world.host;
      const groups: z.output<typeof group>[] = [];
      for (const org of await organizationsOf(db, caller!.person)) {
        const scene = await sceneFor(asked, caller, org);
        if (scene && visibleGroup(scene.viewer, scene.group.state) !== 'nothing')
          groups.push(await groupOf(asked, scene));
      }
      return accept({ groups });
    },
  }),
  read({
    name: 'agents.group',
    path: '/groups/{slug}',
    summary: 'A group: what it says to everybody, and more to those who belong',
    access: 'optional',
    input: bySlug,
    answer: group,
    refusals: ['no_standing'],
    async read(asked, caller, { slug }) {
      const scene = await openScene(asked, caller, slug);
      return scene ? accept(await groupOf(asked, scene)) : refuse('no_standing');
    },
  }),
  read({
    name: 'agents.members',
    path: '/groups/{slug}/members',
    summary: 'Who is in the group, for those of the group',
    access: 'token',
    input: bySlug,
    answer: z.object({ members: z.array(member) }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug }) {
      const scene = await insideOf(asked, caller, slug);
      return scene ? accept({ members: await membersOf(asked, scene) }) : refuse('no_standing');
    },
  }),
  read({
    name: 'agents.rules',
    path: '/groups/{slug}/rules',
    summary: 'The rules of the group, in sentences and as data',
    access: 'optional',
    input: z.strictObject({
      slug: shapes.groupAddress,
      version: z
        .string()
        .regex(/^[1-9][0-9]{0,8}$/)
        .optional()
        .describe('Without it, the version in force'),
    }),
    answer: rules,
    refusals: ['no_standing'],
    async read(asked, caller, { slug, version }) {
      const scene = await openScene(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const versions = await loadRulesVersions(asked.world.host.db, scene.organization.org_id);
      const shown =
        version === undefined ? versions[0] : versions.find((one) => one.version === Number(version));
      if (!shown) return refuse('no_standing');
      const spoken = words(asked.locale, scene.group.timeZone);
      return accept({
        version: shown.version,
        since: shown.since,
        act: shown.act,
        sentences: sentencesOf(spoken, shown.articles),
        articles: { ...shown.articles },
        versions: versions.map(({ version: number, since, act }) => ({ version: number, since, act })),
      });
    },
  }),
];

function sentencesOf(spoken: Words, articles: Parameters<typeof rulesText>[0]) {
  return rulesText(articles).map((sentence) => ({
    id: sentence.id,
    section: sentence.section,
    text: inWords(spoken, sentence),
    path: sentence.path,
    always: sentence.always,
  }));
}

type AskedWorld = Parameters<typeof openScene>[0];

async function groupOf({ world }: AskedWorld, scene: Scene): Promise<z.output<typeof group>> {
  const { organization, group: loaded, viewer, today, draft } = scene;
  const { members } = await countMembers(world.host.db, organization.org_id, draft);
  const { mandates } = await loadPosts(world.host.db, organization.org_id);
  const day = (instant: string | null) => (instant === null ? null : civilDateAt(instant, loaded.timeZone));
  return {
    org: organization.org_id,
    slug: organization.slug,
    name: organization.name,
    form: loaded.form,
    purpose: organization.purpose,
    place: organization.place,
    timeZone: loaded.timeZone,
    state: loaded.state as 'draft' | 'founded' | 'dissolved',
    foundedOn: day(organization.founded_at),
    dissolvedOn: day(organization.dissolved_at),
    members,
    rulesVersion: loaded.statutesVersion,
    posts: mandates.flatMap((one) => {
      const seen = inForce(one, today, draft) ? visiblePost(viewer, one, loaded.state) : null;
      const { role, startsOn, endsOn } = one;
      return seen ? [{ role, startsOn, endsOn, holder: seen.holder ? one.member : null }] : [];
    }),
    me: scene.person === null ? null : { standing: viewer.kind, member: viewer.member },
  };
}

async function membersOf({ world }: AskedWorld, scene: Scene): Promise<z.output<typeof member>[]> {
  const { members, mandates } = await loadRoll(world.host.db, scene.organization.org_id);
  return members.flatMap((one) => {
    const seen = visibleMember(scene.viewer, one, scene.today);
    if (!seen) return [];
    const held = mandates.filter((post) => post.member === one.id && inForce(post, scene.today, scene.draft));
    return [
      {
        member: one.id,
        name: seen.name,
        class: one.class,
        standing: standingKind(one, scene.today),
        since: one.admittedOn ?? one.appliedOn ?? one.namedOn,
        trialUntil: one.trialUntil,
        suspendedUntil: one.suspendedUntil,
        endedOn: one.endedOn,
        onPaper: one.person === null && one.memberOrg === null && one.answeredBy !== null,
        answeredBy: one.answeredBy,
        posts: held.map(({ id, role, startsOn, endsOn }) => ({ mandate: id, role, startsOn, endsOn })),
        ...(seen.contact ? { contact: one.contact } : {}),
        ...(seen.statement ? { statement: one.statement } : {}),
      },
    ];
  });
}
