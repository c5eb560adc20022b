/**
 * What members bring to a proposal, as programs read it: its versions, changes and merges that are offered,
 * and who has promised to do what once it is decided.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { voiceOf } from '#agents';
import { EVERY_MATTER, isInForce, offerState, promiseState, type Offer, type Promised } from '#decisions';
import { listDelegations, listMerges, listOffers, listPromises, loadVersions } from '#decisions/server';
import { seenProposal } from './decision-reads.ts';
import { next, pageOf, paging } from './paging.ts';
import { read } from './read.ts';
import { insideOf } from './scenes.ts';
import * as shapes from './shapes.ts';

const proposalId = z.string().max(60);
const ofProposal = z.strictObject({ slug: shapes.groupAddress, id: proposalId, ...paging });

const offer = z
  .object({
    offer: z.string(),
    state: z.enum(['open', 'taken_back', 'declined', 'applied']),
    baseVersion: z.int().describe('The version on which it was offered'),
    title: z.string(),
    body: z.string().describe('Markdown: the whole text as it would be'),
    why: z.string().nullable(),
    offeredBy: shapes.memberId,
    offeredAt: shapes.instant,
    reason: z.string().nullable().describe('Why it was declined'),
    appliedVersion: z.int().nullable().describe('The version that has it'),
  })
  .meta({ id: 'Offer' });

const merge = z
  .object({
    merge: z.string(),
    source: z.string().describe('The proposal that would become part of the other'),
    target: z.string(),
    offeredBy: shapes.memberId,
    offeredAt: shapes.instant,
  })
  .meta({ id: 'Merge' });

const version = z
  .object({
    version: z.int(),
    title: z.string(),
    body: z.string().describe('Markdown'),
    changedBy: shapes.memberId.nullable(),
    at: shapes.instant,
  })
  .meta({ id: 'ProposalVersion' });

const promise = z
  .object({
    promise: z.string(),
    proposal: z.string(),
    state: z.enum(['asked', 'promised', 'overdue', 'done']).describe('Where it stands today'),
    what: z.string(),
    who: shapes.memberId,
    by: shapes.civilDate.describe('The last day on which it is in time'),
    askedBy: shapes.memberId,
    askedAt: shapes.instant,
    promisedAt: shapes.instant.nullable(),
    keptAt: shapes.instant.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Promise' });

const delegation = z
  .object({
    delegation: z.string(),
    from: shapes.memberId,
    to: shapes.memberId,
    matter: z.string().describe(`The matter in which it holds; \`${EVERY_MATTER}\`: every one`),
    until: shapes.civilDate.nullable().describe('The last day on which it holds'),
    since: shapes.instant,
  })
  .meta({ id: 'Delegation' });

export const changeReads = [
  read({
    name: 'decisions.versions',
    path: '/groups/{slug}/proposals/{id}/versions',
    summary: 'The versions of a proposal, the newest first',
    access: 'token',
    input: ofProposal,
    answer: z.object({ versions: z.array(version), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, id, ...page }) {
      const found = await seenProposal(asked, caller, slug, id);
      if (!found) return refuse('no_standing');
      const rows = await loadVersions(asked.world.host.db, found.scene.organization.org_id, id);
      const all = rows.toReversed().map((row) => ({ ...row, id: String(row.version) }));
      const { seen, next: following } = pageOf(all, page);
      return accept({
        versions: seen.map((one) => ({
          version: one.version,
          title: one.title,
          body: one.body,
          changedBy: one.changed_by,
          at: one.at,
        })),
        next: following,
      });
    },
  }),
  read({
    name: 'decisions.offers',
    path: '/groups/{slug}/proposals/{id}/offers',
    summary: 'The changes that were offered to a proposal, and the merges that are on offer now',
    access: 'token',
    input: ofProposal,
    answer: z.object({
      offers: z.array(offer),
      merges: z.array(merge).describe('Into this proposal, or of it into another'),
      next,
    }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, id, ...page }) {
      const found = await seenProposal(asked, caller, slug, id);
      if (!found) return refuse('no_standing');
      const { db } = asked.world.host;
      const org = found.scene.organization.org_id;
      const { seen, next: following } = pageOf(await listOffers(db, org, [id]), page);
      const merges = (await listMerges(db, org, [id])).filter(
        (one) => one.acceptedAt === null && one.declinedAt === null,
      );
      return accept({
        offers: seen.map(offerOf),
        merges: merges.map(({ id: own, source, target, offeredBy, offeredAt }) => ({
          merge: own,
          source,
          target,
          offeredBy,
          offeredAt,
        })),
        next: following,
      });
    },
  }),
  read({
    name: 'decisions.promises',
    path: '/groups/{slug}/promises',
    summary: 'Who has promised, or was asked, to do what by when; the newest first',
    access: 'token',
    input: z.strictObject({
      slug: shapes.groupAddress,
      proposal: proposalId.optional().describe('Only what follows from this decision'),
      ...paging,
    }),
    answer: z.object({ promises: z.array(promise), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, proposal, ...page }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const all = await listPromises(asked.world.host.db, scene.organization.org_id, proposal);
      const standing = all.filter((one) => one.takenBackAt === null).toReversed();
      const { seen, next: following } = pageOf(standing, page);
      return accept({ promises: seen.flatMap((one) => promiseOf(one, scene.today)), next: following });
    },
  }),
  read({
    name: 'decisions.delegations',
    path: '/groups/{slug}/delegations',
    summary: 'To whom the one whom the token speaks for has given their voice, and whose they carry',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress }),
    answer: z.object({
      most: z.int().describe('For how many others one may vote; 0: nobody may'),
      given: z.array(delegation),
      carried: z.array(delegation).describe('What others have given; known to nobody but the two'),
    }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { member } = scene.viewer;
      const all = (await listDelegations(asked.world.host.db, scene.organization.org_id))
        .filter((one) => isInForce(one, scene.today))
        .map(({ id, from, to, scope, until, since }) => ({
          delegation: id,
          from,
          to,
          matter: scope,
          until,
          since,
        }));
      return accept({
        most: voiceOf(scene.group.articles).delegations,
        given: all.filter((one) => one.from === member),
        carried: all.filter((one) => one.to === member),
      });
    },
  }),
];

function offerOf(one: Offer): z.output<typeof offer> {
  return {
    offer: one.id,
    state: offerState(one),
    baseVersion: one.baseVersion,
    title: one.title,
    body: one.body,
    why: one.why,
    offeredBy: one.offeredBy,
    offeredAt: one.offeredAt,
    reason: one.declineReason,
    appliedVersion: one.appliedVersion,
  };
}

/** What was taken back is no longer told. */
function promiseOf(one: Promised, today: string): z.output<typeof promise>[] {
  const state = promiseState(one, today);
  if (state === 'taken_back') return [];
  const { id, proposal, what, who, by, askedBy, askedAt, promisedAt, keptAt, note } = one;
  return [{ promise: id, proposal, state, what, who, by, askedBy, askedAt, promisedAt, keptAt, note }];
}
