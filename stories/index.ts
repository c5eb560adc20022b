/** The stories that are told; together they are the example that people look around in. */
import { tell as assembly } from './assembly.ts';
import { tell as association } from './association.ts';
import { tell as careCircle } from './care-circle.ts';
import { tell as complementaryCurrency } from './complementary-currency.ts';
import { tell as localExchange } from './local-exchange.ts';
import { tell as network } from './network.ts';
import { tell as participatoryBudget } from './participatory-budget.ts';
import type { Story } from './stage.ts';
import { tell as timeBank } from './time-bank.ts';
import { tell as union } from './union.ts';

export type { Character, Founded, Founding, Outcomes, Said, Story, StoryStage } from './stage.ts';

export const stories: readonly Story[] = [
  {
    story: 'association',
    tell: association,
    group: 'asamblea-del-agua-de-santa-ana',
    cast: ['Rosa', 'Teresa', 'Amina'],
  },
  { story: 'network', tell: network, group: 'red-de-los-valles', cast: ['Julián', 'Marek'] },
  { story: 'assembly', tell: assembly, group: 'comedor-las-ollas', cast: ['Inés'] },
  {
    story: 'participatory-budget',
    tell: participatoryBudget,
    group: 'presupuesto-del-barrio-de-la-cantera',
    cast: ['Rosalba'],
  },
  { story: 'union', tell: union, group: 'union-de-cocinas-del-istmo', cast: [] },
  {
    story: 'local-exchange',
    tell: localExchange,
    group: 'circulo-de-trueque-de-tlacolula',
    cast: ['Amina', 'Celerina'],
  },
  { story: 'time-bank', tell: timeBank, group: 'banco-de-tiempo-de-xallitic', cast: ['Maru'] },
  {
    story: 'care-circle',
    tell: careCircle,
    group: 'circulo-de-cuidados-de-jalatlaco',
    cast: ['Imelda'],
  },
  {
    story: 'complementary-currency',
    tell: complementaryCurrency,
    group: 'la-jicara',
    cast: ['Citlali'],
  },
];

/** The day on which all of them stop, with something left to do for everybody. */
export const LAST_DAY = '2026-11-28T10:00:00-06:00';

/** Invented people whose shoes one can try on; whoever is in several stories is the same person in all of them. */
export const CAST: readonly string[] = [...new Set(stories.flatMap(({ cast }) => cast))];
