/**
 * What a group decides, as programs read it: nothing of a count before the close, nothing of a secret
 * ballot ever.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import type { Scene } from '#agents/server';
import {
  askedBy,
  asRead,
  CHAMBERS,
  RESULTS,
  standsAs,
  stateOf,
  visibleCount,
  visibleProposal,
  type ParityRule,
  type Post,
  type Proposal,
  type ProposalFile,
  type ProposalOption,
} from '#decisions';
import {
  listFiles,
  listFilesOf,
  loadAuthorsOf,
  loadOptions,
  loadOptionsOf,
  loadProposal,
  loadProposalsPage,
  type Author,
} from '#decisions/server';
import { publishedBallots } from '../ballots.ts';
import { filesSeen, proposalFile } from './file-shape.ts';
import { mostOf, next, paging } from './paging.ts';
import { read } from './read.ts';
import { insideOf } from './scenes.ts';
import * as shapes from './shapes.ts';
import { effect, effectOf, vote, voteNow } from './vote-shape.ts';

const proposalId = z.string().max(60);

const option = z
  .object({
    option: z.string(),
    title: z.string().describe('Empty where the option is a candidate, or the one thing that is asked'),
    body: z.string().describe('Markdown'),
    candidate: shapes.memberId.nullable(),
    people: z
      .array(
        z.object({
          member: shapes.memberId,
          stands: z.enum(['stands', 'asked', 'declined']).describe('Nobody is voted on without their yes'),
          words: z.string().describe('Why they stand, in their own words'),
          groups: z.array(z.string()).describe('Of which of the groups of `kept` they say they are'),
        }),
      )
      .describe('Who would be given a post by it, in the order of the posts'),
    costMinor: z.string().nullable().describe('What it costs, in minor units of `unit`'),
    excludes: z.string().nullable(),
    acts: z.array(
      z.object({
        command: z.string(),
        version: z.int(),
        input: z.unknown().describe('As the act takes it; what tells why somebody should go is left out'),
      }),
    ),
    withdrawn: z.boolean(),
  })
  .meta({ id: 'ProposalOption' });

const proposal = z
  .object({
    proposal: z.string(),
    kind: z.string(),
    matter: z.string(),
    state: z.string().describe('Where it stands now, reckoned from its dates'),
    title: z.string(),
    body: z.string().describe('Markdown'),
    version: z.int(),
    asRead: z
      .string()
      .describe('Digest of what its authors can write anew; `base` of decisions.edit_proposal'),
    authors: z.array(shapes.memberId),
    proposedBy: shapes.memberId,
    seats: z.int(),
    potMinor: z.string().nullable(),
    unit: z.string().nullable(),
    post: z
      .object({
        role: z.string(),
        also: z
          .array(z.string())
          .optional()
          .describe('Posts that are given with it, to people who stand together'),
        startsOn: z.string().optional(),
        endsOn: z.string().optional(),
      })
      .nullable(),
    kept: z
      .array(z.object({ group: z.string(), least: z.int().optional(), most: z.int().optional() }))
      .describe('Of the places, at least or at most so many for people of a group'),
    classes: z
      .array(z.string())
      .describe(
        'Of which kinds of members those are who vote; of every kind with a vote where none is named',
      ),
    way: z
      .looseObject({})
      .nullable()
      .describe('Method, quorum, times, secrecy, and whose voices it is; frozen when the vote opens'),
    publishedAt: shapes.instant.nullable(),
    talkedFrom: shapes.instant
      .nullable()
      .describe(
        'Since when it is talked over as it is; later than its publishing where what would be done was changed',
      ),
    rewordedAt: shapes.instant.nullable().describe('When something else in it was last changed'),
    opensAt: shapes.instant.nullable(),
    openedAt: shapes.instant.nullable(),
    closesAt: shapes.instant.nullable(),
    closedAt: shapes.instant.nullable(),
    effectAt: shapes.instant.nullable(),
    enactedAt: shapes.instant.nullable(),
    round: z.int(),
    rollSize: z.int().nullable(),
    questionHash: z.string().nullable().describe('SHA-256 of the question as it was put to the vote'),
    seedCommitment: z.string().nullable(),
    ballotKeys: z
      .looseObject({})
      .nullable()
      .describe('Of a blind vote: public keys (RFC 7517, RSABSSA-SHA384-PSS-Randomized) by chamber'),
    result: z.enum(RESULTS).nullable(),
    mergedInto: z.string().nullable(),
    renews: z
      .string()
      .nullable()
      .describe('The proposal that was turned down, of which this is a new version'),
    options: z.array(option),
    files: z.array(proposalFile),
  })
  .meta({ id: 'Proposal' });

const outcome = z
  .object({
    outcome: z
      .looseObject({})
      .nullable()
      .describe('Winners and the whole count as data; null before the close'),
    carried: z
      .array(z.object({ voter: shapes.memberId, chamber: z.enum(CHAMBERS), voices: z.int().min(1) }))
      .describe('Of an open vote: for how many others each ballot was counted, and not for whom'),
    seed: z.string().nullable().describe('What lots were drawn by'),
    ballotsRoot: z.string().nullable().describe('The root of the list of secret ballots, as in the record'),
  })
  .meta({ id: 'Outcome' });

const textFile = z.object({ name: z.string(), type: z.string(), text: z.string() });

const byProposal = z.strictObject({ slug: shapes.groupAddress, id: proposalId });

export const decisionReads = [
  read({
    name: 'decisions.proposals',
    path: '/groups/{slug}/proposals',
    summary: 'What has been put to the group, the newest first; drafts only for those who write them',
    access: 'token',
    input: z.strictObject({
      slug: shapes.groupAddress,
      ...paging,
    }),
    answer: z.object({
      proposals: z.array(proposal),
      next,
    }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, ...page }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { db } = asked.world.host;
      const org = scene.organization.org_id;
      const count = mostOf(page);
      const { member } = scene.viewer;
      const found = await loadProposalsPage(db, org, { member, before: page.page ?? null, most: count + 1 });
      const all = found.slice(0, count);
      const ids = all.map((one) => one.id);
      const authors = await loadAuthorsOf(db, org, ids);
      const options = await loadOptionsOf(db, org, ids);
      const files = await listFilesOf(db, org, ids);
      const seen = all.filter((one) => visibleProposal(scene.viewer, one, authors.get(one.id) ?? []));
      return accept({
        proposals: seen.map((one) =>
          proposalOf(scene, one, {
            authors: authors.get(one.id) ?? [],
            options: options.get(one.id) ?? [],
            files: files.get(one.id) ?? [],
          }),
        ),
        next: found.length > count ? all.at(-1)!.id : null,
      });
    },
  }),
  read({
    name: 'decisions.proposal',
    path: '/groups/{slug}/proposals/{id}',
    summary: 'One proposal, with what came of it',
    access: 'token',
    input: byProposal,
    answer: proposal
      .extend({ ...outcome.shape, vote: vote.nullable(), effect: effect.nullable() })
      .meta({ id: 'ProposalWithOutcome' }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, id }) {
      const found = await seenProposal(asked, caller, slug, id);
      if (!found) return refuse('no_standing');
      const { scene, one, authors, options } = found;
      const files = await listFiles(asked.world.host.db, scene.organization.org_id, id);
      const counted = visibleCount(scene.viewer, one);
      return accept({
        ...proposalOf(scene, one, { authors, options, files }),
        outcome: counted ? (one.outcome as Record<string, unknown> | null) : null,
        carried: counted ? [...one.carried] : [],
        seed: counted ? one.seed : null,
        ballotsRoot: counted ? one.ballotsRoot : null,
        vote: await voteNow(asked.world.host.db, scene, one),
        effect: await effectOf(asked.world.host.db, scene, one),
      });
    },
  }),
  read({
    name: 'decisions.ballots',
    path: '/groups/{slug}/proposals/{id}/ballots',
    summary:
      'The ballots of a vote that is over, to be counted again; without a file where too few voted in secret',
    access: 'token',
    input: byProposal,
    answer: z.object({
      ballots: z.int().describe('How many were counted'),
      root: z.string().nullable(),
      file: textFile.nullable(),
      kept: textFile
        .nullable()
        .describe('The table of kept places, without which the file counts to something else'),
      list: textFile
        .nullable()
        .describe('Of a secret vote: each ballot and each mark by itself, the lines under the root'),
    }),
    refusals: ['no_standing', 'vote_not_closed'],
    async read(asked, caller, { slug, id }) {
      const found = await seenProposal(asked, caller, slug, id);
      if (!found) return refuse('no_standing');
      const { scene, one, options } = found;
      const { db } = asked.world.host;
      const published = await publishedBallots(db, scene, one, options, (of) => of.member ?? of.title);
      if (published === null) return refuse('vote_not_closed');
      return accept({ ...published, root: one.ballotsRoot });
    },
  }),
];

type Asked = Parameters<typeof insideOf>[0];
type Caller = Parameters<typeof insideOf>[1];

/** Null where there is no such proposal, or none for this caller: nobody can tell the two apart. */
export async function seenProposal(asked: Asked, caller: Caller, slug: string, id: string) {
  const scene = await insideOf(asked, caller, slug);
  if (!scene) return null;
  const { db } = asked.world.host;
  const org = scene.organization.org_id;
  const one = await loadProposal(db, org, id);
  if (!one) return null;
  const authors = (await loadAuthorsOf(db, org, [id])).get(id) ?? [];
  if (!visibleProposal(scene.viewer, one, authors)) return null;
  return { scene, one, authors, options: await loadOptions(db, org, id) };
}

interface Around {
  readonly authors: readonly Author[];
  readonly options: readonly ProposalOption[];
  readonly files: readonly ProposalFile[];
}

function proposalOf(
  scene: Scene,
  one: Proposal,
  { authors, options, files }: Around,
): z.output<typeof proposal> {
  const { id, proposedBy, chosenWay, way, potMinor, classes, ...rest } = one;
  const decidedBy = way ?? chosenWay;
  return {
    proposal: id,
    kind: rest.kind,
    matter: rest.matter,
    state: stateOf(one, scene.now),
    title: rest.title,
    body: rest.body,
    version: rest.version,
    asRead: asRead(one, options),
    authors: authors.filter((author) => author.agreedAt !== null).map((author) => author.member),
    proposedBy,
    seats: rest.seats,
    potMinor: potMinor === null ? null : String(potMinor),
    unit: rest.unit,
    post: rest.post === null ? null : postOf(rest.post),
    kept: rest.parity.map(keptOf),
    classes: [...(decidedBy ? askedBy(one, decidedBy).classes : classes)],
    way: decidedBy ? { ...decidedBy } : null,
    publishedAt: rest.publishedAt,
    talkedFrom: rest.talkedFrom,
    rewordedAt: rest.rewordedAt,
    opensAt: rest.opensAt,
    openedAt: rest.openedAt,
    closesAt: rest.closesAt,
    closedAt: rest.closedAt,
    effectAt: rest.effectAt,
    enactedAt: rest.enactedAt,
    round: rest.round,
    rollSize: rest.rollSize,
    questionHash: rest.questionHash,
    seedCommitment: rest.seedCommitment,
    ballotKeys: rest.ballotKeys === null ? null : { ...rest.ballotKeys },
    result: rest.result,
    mergedInto: rest.mergedInto,
    renews: rest.renews,
    options: options.map(optionOf),
    files: filesSeen(scene, files),
  };
}

function postOf({ role, also, startsOn, endsOn }: Post) {
  return {
    role,
    ...(also === undefined ? {} : { also: [...also] }),
    ...(startsOn === undefined ? {} : { startsOn }),
    ...(endsOn === undefined ? {} : { endsOn }),
  };
}

function keptOf({ group, least, most }: ParityRule) {
  return { group, ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };
}

/** Why somebody should go is theirs to read on the page, and no program's to keep. */
function optionOf(one: ProposalOption): z.output<typeof option> {
  return {
    option: one.id,
    title: one.title,
    body: one.body,
    candidate: one.member,
    people: one.people.map((person) => ({
      member: person.member,
      stands: standsAs(person),
      words: person.words,
      groups: [...person.groups],
    })),
    costMinor: one.costMinor === null ? null : String(one.costMinor),
    excludes: one.excludes,
    acts: one.acts.map(({ command, version, input }) => ({ command, version, input: withoutReasons(input) })),
    withdrawn: one.withdrawnAt !== null,
  };
}

function withoutReasons(input: unknown): unknown {
  if (input === null || typeof input !== 'object' || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([key]) => key !== 'reason' && key !== 'note'));
}
