/** The directory, as programs read it: public facts, the same for everybody. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { HOUSE } from '#agents';
import { answerListing, answerOrganizations, organizationsQuery } from '#network/server';
import { read } from './read.ts';

const listing = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    country: z.string().nullable(),
    region: z.string().nullable(),
    city: z.string().nullable(),
    postcode: z.string().nullable(),
    street: z.string().nullable(),
    place: z
      .object({
        lat: z.number(),
        lon: z.number(),
        precision: z
          .enum(['exact', 'area'])
          .describe(
            'area: the middle of a square of about a kilometre, because it looks like somebody’s home',
          ),
      })
      .nullable(),
    blurred: z.string().nullable(),
    website: z.string().nullable(),
    codings: z.array(
      z.object({ scheme: z.string(), code: z.string().nullable(), label: z.string(), source: z.string() }),
    ),
    source: z.string(),
    source_id: z.string(),
    licence: z.string(),
    date: z.string(),
    claimed: z.literal(false),
    km: z.number().optional().describe('How far from the place asked for'),
  })
  .meta({ id: 'Organization' });

const facet = z.array(z.object({ code: z.string(), listings: z.number() }));

export const directoryReads = [
  read({
    name: 'network.organizations',
    path: '/organizations',
    summary: 'Search the directory by words, place and kind',
    access: 'anyone',
    input: organizationsQuery,
    answer: z.object({
      organizations: z.array(listing),
      total: z.int(),
      more: z.boolean().describe('There are more than total'),
      facets: z.object({ country: facet, structure: facet, activity: facet }),
      next: z.string().nullable().describe('What to give as page for the next ones; null at the end'),
    }),
    refusals: [],
    read: async ({ world }, _caller, query) =>
      accept((await answerOrganizations(world.host.db, query.in ?? HOUSE, query)) as never),
  }),
  read({
    name: 'network.organization',
    path: '/organizations/{id}',
    summary: 'One organization of the directory',
    access: 'anyone',
    input: z.strictObject({ id: z.string().max(60), in: organizationsQuery.shape.in }),
    answer: listing,
    refusals: ['no_standing'],
    async read({ world }, _caller, { id, in: org }) {
      const found = await answerListing(world.host.db, org ?? HOUSE, id);
      return found ? accept(found as never) : refuse('no_standing');
    },
  }),
];
