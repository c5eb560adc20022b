/** The shared budgets of a group, as whoever asks for the page may see them. */
import { error, type RequestEvent } from '@sveltejs/kit';
import { may, standsFully, type May } from '#agents';
import type { Scene } from '#agents/server';
import type { NameOf } from '#agents/screens/say.ts';
import { stageOf, votersOf, type BudgetStage, type Pot } from '#decisions';
import { loadWholeBudget, type LoadedWhole } from '#decisions/server';
import { moneyWords } from '#decisions/screens/say-proposal.ts';
import { field } from '#host/forms';
import type { Words } from '#locales';
import { insideScene, namesFor, wordsFor } from '../scene.ts';

type Asking = Pick<RequestEvent, 'locals' | 'params'>;

/** One budget, and what whoever looks at it is to it. */
export interface BudgetPlace {
  readonly scene: Scene;
  readonly words: Words;
  readonly whole: LoadedWhole;
  readonly stage: BudgetStage;
  readonly nameOf: NameOf;
  readonly money: (minor: bigint) => string;
  /** Whether it is for the viewer: they have ideas in it, and vote. */
  readonly isForMe: boolean;
  /** The pots that are. */
  readonly myPots: readonly Pot[];
  readonly mayRun: May;
  readonly mayCost: May;
  readonly here: string;
}

/** From outside a budget has no page of its own; the list says what was done with the money. */
export async function openBudgetPlace(event: Asking): Promise<BudgetPlace> {
  const scene = await insideScene(event);
  const { db } = event.locals.world.host;
  const { standing, organization, group } = scene;
  const whole = await loadWholeBudget(db, organization.org_id, event.params['budget'] ?? '');
  if (whole === null) error(404, 'not_found');
  const words = wordsFor(event, scene);
  const own = standing.membership;
  const takesPart = own !== null && standsFully(standing.kind, false);
  const myPots = whole.pots.filter((pot) => takesPart && votersOf(whole.budget, pot).includes(own.class));
  return {
    scene,
    words,
    whole,
    stage: stageOf(whole, scene.now),
    nameOf: await namesFor(event, scene),
    money: (minor) => moneyWords(words, minor, whole.budget.unit),
    isForMe: myPots.length > 0,
    myPots,
    mayRun: group.state === 'founded' ? may(scene, 'run_budget') : null,
    mayCost: group.state === 'founded' ? may(scene, 'cost_projects') : null,
    here: `/g/${organization.slug}/budgets/${whole.budget.id}`,
  };
}

/** Ideas and costs are taken until an evening, where nobody says another hour. */
export const USUAL_HOUR = '20:00';

/** An idea as somebody has written it. */
export function ideaIn(form: FormData) {
  return {
    pot: field(form, 'pot'),
    title: field(form, 'title').trim(),
    body: field(form, 'body'),
    place: field(form, 'place').trim(),
  };
}
