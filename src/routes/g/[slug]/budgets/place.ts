/** The shared budgets of a group, as whoever asks for the page may see them. */
import { error, type RequestEvent } from '@sveltejs/kit';
import { isCivilDate } from '#kernel/calendar';
import { instantOf, isWallTime } from '#kernel/wall-clock';
import { may, standsFully, type May } from '#agents';
import type { Scene } from '#agents/server';
import type { NameOf } from '#agents/screens/say.ts';
import { stageOf, type BudgetStage, type BudgetWhole, type Proposal } from '#decisions';
import { loadBudget, loadDeliveries, loadProposals } from '#decisions/server';
import { moneyWords } from '#decisions/screens/say-proposal.ts';
import { field } from '#host/forms';
import type { Words } from '#locales';
import { insideScene, namesFor, wordsFor, written } from '../scene.ts';

type Asking = Pick<RequestEvent, 'locals' | 'params'>;
type Db = RequestEvent['locals']['world']['host']['db'];

/** A budget with its ballots and all that was told of it. */
export interface LoadedWhole extends BudgetWhole {
  readonly ballots: ReadonlyMap<string, Proposal>;
}

export async function wholeBudget(db: Db, scene: Scene, id: string): Promise<LoadedWhole | null> {
  const org = scene.organization.org_id;
  const { budget, pots, projects } = await loadBudget(db, org, id);
  if (budget === null) return null;
  const proposals = pots.flatMap((pot) => pot.proposal ?? []);
  const ballots = await loadProposals(db, org, proposals);
  const told = proposals.length === 0 ? [] : await loadDeliveries(db, org, id);
  return { budget, pots, projects, ballots, told };
}

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
  readonly mayRun: May;
  readonly mayCost: May;
  readonly here: string;
}

/** From outside a budget has no page of its own; the list says what was done with the money. */
export async function openBudgetPlace(event: Asking): Promise<BudgetPlace> {
  const scene = await insideScene(event);
  const whole = await wholeBudget(event.locals.world.host.db, scene, event.params['budget'] ?? '');
  if (whole === null) error(404, 'not_found');
  const words = wordsFor(event, scene);
  const { standing, organization, group } = scene;
  const own = standing.membership;
  return {
    scene,
    words,
    whole,
    stage: stageOf(whole, scene.now),
    nameOf: await namesFor(event, scene),
    money: (minor) => moneyWords(words, minor, whole.budget.unit),
    isForMe: own !== null && standsFully(standing.kind, false) && whole.budget.voters.includes(own.class),
    mayRun: group.state === 'founded' ? may(scene, 'run_budget') : null,
    mayCost: group.state === 'founded' ? may(scene, 'cost_projects') : null,
    here: `/g/${organization.slug}/budgets/${whole.budget.id}`,
  };
}

/** A date and an hour on the wall of the group; nothing without a date. What is no hour stays as it is. */
export function momentIn(form: FormData, name: string, timeZone: string): string | undefined {
  const date = written(form, `${name}-on`);
  if (date === undefined) return undefined;
  const time = field(form, `${name}-time`) || '20:00';
  return isCivilDate(date) && isWallTime(time) ? instantOf(date, time, timeZone) : `${date} ${time}`;
}

/** An idea as somebody has written it. */
export function ideaIn(form: FormData) {
  return {
    pot: field(form, 'pot'),
    title: field(form, 'title').trim(),
    body: field(form, 'body'),
    place: field(form, 'place').trim(),
  };
}
