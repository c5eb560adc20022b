/**
 * What a group decides, as programs read it: nothing of a count before the close, nothing of a secret
 * ballot ever.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import type { Scene } from '#agents/server';
import {
  RESULTS,
  stateOf,
  visibleCount,
  visibleProposal,
  type Proposal,
  type ProposalOption,
} from '#decisions';
import {
  listProposals,
  loadAuthorsOf,
  loadOptions,
  loadOptionsOf,
  loadProposal,
  type Author,
} from '#decisions/server';
import { publishedBallots } from '../ballots.ts';
import { read } from './read.ts';
import { insideOf } from './scenes.ts';
import * as shapes from './shapes.ts';

const proposalId = z.string().max(60);

const option = z
  .object({
    option: z.string(),
    title: z.string().describe('Empty where the option is a candidate, or the one thing that is asked'),
    body: z.string().describe('Markdown'),
    candidate: shapes.memberId.nullable(),
    costMinor: z.string().nullable().describe('What a project costs, in minor units'),
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
    authors: z.array(shapes.memberId),
    proposedBy: shapes.memberId,
    seats: z.int(),
    potMinor: z.string().nullable(),
    unit: z.string().nullable(),
    classes: z.array(z.string()),
    way: z.looseObject({}).nullable().describe('Method, quorum, times, secrecy; frozen when the vote opens'),
    publishedAt: shapes.instant.nullable(),
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
    options: z.array(option),
  })
  .meta({ id: 'Proposal' });

const outcome = z
  .object({
    outcome: z
      .looseObject({})
      .nullable()
      .describe('Winners and the whole count as data; null before the close'),
    seed: z.string().nullable().describe('What lots were drawn by'),
    ballotsRoot: z.string().nullable().describe('The root of the list of secret ballots, as in the record'),
  })
  .meta({ id: 'Outcome' });

const bySlug = z.strictObject({ slug: shapes.groupAddress });
const byProposal = z.strictObject({ slug: shapes.groupAddress, id: proposalId });

export const decisionReads = [
  read({
    name: 'decisions.proposals',
    path: '/groups/{slug}/proposals',
    summary: 'What has been put to the group, the newest first; drafts only for those who write them',
    access: 'token',
    input: bySlug,
    answer: z.object({ proposals: z.array(proposal) }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { db } = asked.world.host;
      const org = scene.organization.org_id;
      const all = await listProposals(db, org);
      const ids = all.map((one) => one.id);
      const authors = await loadAuthorsOf(db, org, ids);
      const options = await loadOptionsOf(db, org, ids);
      const seen = all.filter((one) => visibleProposal(scene.viewer, one, authors.get(one.id) ?? []));
      return accept({
        proposals: seen.map((one) =>
          proposalOf(scene, one, authors.get(one.id) ?? [], options.get(one.id) ?? []),
        ),
      });
    },
  }),
  read({
    name: 'decisions.proposal',
    path: '/groups/{slug}/proposals/{id}',
    summary: 'One proposal, with what came of it',
    access: 'token',
    input: byProposal,
    answer: proposal.extend(outcome.shape).meta({ id: 'ProposalWithOutcome' }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, id }) {
      const found = await seenProposal(asked, caller, slug, id);
      if (!found) return refuse('no_standing');
      const { scene, one, authors, options } = found;
      const counted = visibleCount(scene.viewer, one);
      return accept({
        ...proposalOf(scene, one, authors, options),
        outcome: counted ? (one.outcome as Record<string, unknown> | null) : null,
        seed: counted ? one.seed : null,
        ballotsRoot: counted ? one.ballotsRoot : null,
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
      file: z.object({ name: z.string(), type: z.string(), text: z.string() }).nullable(),
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
async function seenProposal(asked: Asked, caller: Caller, slug: string, id: string) {
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

function proposalOf(
  scene: Scene,
  one: Proposal,
  authors: readonly Author[],
  options: readonly ProposalOption[],
): z.output<typeof proposal> {
  const { id, proposedBy, chosenWay, way, potMinor, classes, ...rest } = one;
  return {
    proposal: id,
    kind: rest.kind,
    matter: rest.matter,
    state: stateOf(one, scene.now),
    title: rest.title,
    body: rest.body,
    version: rest.version,
    authors: authors.filter((author) => author.agreedAt !== null).map((author) => author.member),
    proposedBy,
    seats: rest.seats,
    potMinor: potMinor === null ? null : String(potMinor),
    unit: rest.unit,
    classes: [...classes],
    way: way || chosenWay ? { ...(way ?? chosenWay) } : null,
    publishedAt: rest.publishedAt,
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
    options: options.map(optionOf),
  };
}

/** Why somebody should go is theirs to read on the page, and no program's to keep. */
function optionOf(one: ProposalOption): z.output<typeof option> {
  return {
    option: one.id,
    title: one.title,
    body: one.body,
    candidate: one.member,
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
