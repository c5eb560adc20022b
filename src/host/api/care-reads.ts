/** Care, as programs read it: what one wrote down oneself, and what all of a group have carried. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { ACTIVITIES, icatusOf } from '#care';
import { loadEntriesOf, loadToldMonths } from '#care/server';
import { next, pageOf, paging } from './paging.ts';
import { read } from './read.ts';
import { insideOf } from './scenes.ts';
import * as shapes from './shapes.ts';

const MOST = 2_000;
const MONTHS = 120;
const EVER = { from: '2000-01-01', until: '9999-12-31', most: MOST };

const entry = z
  .object({
    entry: z.string(),
    on: shapes.civilDate,
    activity: z.enum(ACTIVITIES),
    icatus: z.string().describe('Division of ICATUS 2016'),
    minutes: z.number().int(),
    beside: z.boolean().describe('It ran beside something else and is not added to the length of the day'),
    there: z.boolean().describe('Being there, should something be needed'),
    asked: z.boolean().describe('Somebody else could have been asked to do it: what nobody could is no work'),
    whom: z.enum(['member', 'home', 'ours', 'all']),
    member: shapes.memberId.nullable(),
    name: z.string().nullable(),
    words: z.string(),
    corrects: z.string().nullable().describe('The entry that it puts right'),
  })
  .meta({ id: 'CareEntry' });

const month = z
  .object({
    month: shapes.civilDate.describe('Its first day'),
    least: z.number().int().describe('Of fewer people nothing is told'),
    people: z.number().int().nullable().describe('Null where they were too few'),
    told: z.array(
      z.object({
        activity: z.string().describe('`all`, `beside` or an activity'),
        division: z.string().describe('`all`, or how all of them are divided: `class`, `home`, `way`'),
        part: z.string(),
        minutes: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'CareMonth' });

export const careReads = [
  read({
    name: 'care.mine',
    path: '/groups/{slug}/care/mine',
    summary: 'What one has written down of one’s own care, the latest day first; nobody else’s is ever read',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress, ...paging }),
    answer: z.object({ entries: z.array(entry), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, ...page }) {
      const scene = await insideOf(asked, caller, slug);
      const member = scene?.viewer.member ?? null;
      if (!scene || member === null) return refuse('no_standing');
      const { org_id: org } = scene.organization;
      const own = await loadEntriesOf(asked.world.host.db, org, member, EVER);
      const { seen, next: following } = pageOf(own, page);
      return accept({
        entries: seen.map((one) => ({
          entry: one.id,
          on: one.on,
          activity: one.activity,
          icatus: icatusOf(one.activity),
          minutes: one.minutes,
          beside: one.beside,
          there: one.there,
          asked: one.asked,
          whom: one.for.whom,
          member: one.for.whom === 'member' ? one.for.member : null,
          name: one.for.whom === 'ours' ? one.for.name : null,
          words: one.words,
          corrects: one.corrects,
        })),
        next: following,
      });
    },
  }),
  read({
    name: 'care.months',
    path: '/groups/{slug}/care/months',
    summary: 'What all of a group carried, month by month, in parts of five people or more',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress }),
    answer: z.object({ months: z.array(month) }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { org_id: org } = scene.organization;
      const months = await loadToldMonths(asked.world.host.db, org, MONTHS);
      return accept({ months: months.map((one) => ({ ...one, told: [...one.told] })) });
    },
  }),
];
