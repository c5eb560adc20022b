/** Offers, needs and one’s own agreements, as programs read them. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { exchangeOf } from '#agents';
import { ADVERT_KINDS, agreementState, type Advert, type Agreement } from '#exchange';
import { afterAdvert, findAdverts, loadAgreementsOf } from '#exchange/server';
import { mostOf, next, paging } from './paging.ts';
import { read } from './read.ts';
import { insideOf } from './scenes.ts';
import * as shapes from './shapes.ts';

const part = z.object({ unit: z.string(), minor: z.string().describe('Whole minor units') });

const advert = z
  .object({
    advert: z.string(),
    kind: z.enum(ADVERT_KINDS),
    member: shapes.memberId,
    enteredBy: shapes.memberId.nullable().describe('Whoever wrote it down for somebody on paper'),
    category: z.string().describe('As the article `exchange` of the rules knows it'),
    title: z.string(),
    words: z.string(),
    availability: z.string(),
    place: z.string(),
    lat: z.number().nullable().describe('About here: to a hundredth of a degree'),
    lon: z.number().nullable(),
    gift: z.boolean(),
    prices: z.array(z.array(part)).describe('Ways to pay, each of parts; with none, as both agree'),
    isPublic: z.boolean(),
    publishedAt: shapes.instant,
    standsUntil: shapes.civilDate,
  })
  .meta({ id: 'Advert' });

const agreement = z
  .object({
    agreement: z.string(),
    advert: z.string(),
    state: z.enum(['asked', 'agreed', 'done', 'settled', 'called_off']),
    provider: shapes.memberId.describe('Whoever gives'),
    receiver: shapes.memberId.describe('Whoever receives, and pays'),
    termsBy: shapes.memberId.describe('Whoever named the terms last: the other says yes'),
    termsAt: shapes.instant.describe('What `exchange.agree` is told, so that nobody says yes to other terms'),
    gift: z.boolean(),
    parts: z.array(part),
    on: shapes.civilDate.nullable(),
    number: z.string().nullable().describe('The first movement by which it was paid'),
    cash: z.string().nullable().describe('What was paid of it in cash, as `ledger.say_paid` answered'),
  })
  .meta({ id: 'Agreement' });

function advertShape(one: Advert): z.infer<typeof advert> {
  const { id, title, words, availability, place, prices, ...more } = one;
  const { kind, member, enteredBy, category, lat, lon, gift, isPublic, publishedAt, standsUntil } = more;
  return {
    advert: id,
    kind,
    member,
    enteredBy,
    category,
    title: title ?? '',
    words: words ?? '',
    availability: availability ?? '',
    place: place ?? '',
    lat,
    lon,
    gift,
    prices: prices.map((parts) => [...parts]),
    isPublic,
    publishedAt,
    standsUntil,
  };
}

function agreementShape(one: Agreement): z.infer<typeof agreement> {
  const { id, provider, receiver, termsBy, gift, parts, on, number, cash } = one;
  return {
    agreement: id,
    advert: one.advert,
    state: agreementState(one),
    provider,
    receiver,
    termsBy,
    termsAt: new Date(one.termsAt).toISOString(),
    gift,
    parts: [...parts],
    on,
    number: number === null ? null : String(number),
    cash,
  };
}

export const exchangeReads = [
  read({
    name: 'exchange.adverts',
    path: '/groups/{slug}/adverts',
    summary: 'What members of a group offer and need today, the newest first, by words, kind and category',
    access: 'token',
    input: z.strictObject({
      slug: shapes.groupAddress,
      q: z.string().max(200).default('').describe('Words, typed with accents or without'),
      kind: z.enum(ADVERT_KINDS).optional(),
      category: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,39}$/)
        .optional(),
      ...paging,
    }),
    answer: z.object({ adverts: z.array(advert), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, q, kind, category, ...page }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      // Where the rules do not speak of it, nothing stands.
      if (exchangeOf(scene.group.articles) === null) return accept({ adverts: [], next: null });
      const after = page.page !== undefined && afterAdvert(page.page) !== null ? page.page : null;
      const found = await findAdverts(
        asked.world.host.db,
        scene.organization.org_id,
        scene.today,
        { q, kind, category },
        after,
        mostOf(page),
      );
      return accept({ adverts: found.adverts.map(advertShape), next: found.next });
    },
  }),
  read({
    name: 'exchange.agreements',
    path: '/groups/{slug}/agreements',
    summary: 'One’s own agreements about offers and needs; what is under way comes first',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress }),
    answer: z.object({ agreements: z.array(agreement) }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { member } = scene.viewer;
      const { org_id: org } = scene.organization;
      const own = member === null ? [] : await loadAgreementsOf(asked.world.host.db, org, member);
      return accept({ agreements: own.map(agreementShape) });
    },
  }),
];
