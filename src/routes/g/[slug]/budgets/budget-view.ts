/** What the pages of a shared budget show of it: its steps, its ideas, its ballots, and what was built. */
import type { RequestEvent } from '@sveltejs/kit';
import {
  ballotOfPot,
  BUDGET_STEPS,
  explain,
  fundedOf,
  projectState,
  PROJECT_STATES,
  stateOf,
  stepOf,
  visibleCount,
  type DeliveryState,
  type KeptOutcome,
  type Pot,
  type Project,
  type ProjectState,
  type Proposal,
} from '#decisions';
import { loadOnRolls, loadParts, type LoadedWhole } from '#decisions/server';
import { namedWord } from '#agents/screens/say.ts';
import { sentence, type Naming } from '#decisions/screens/outcome-words.ts';
import { MONEY_SCALE, stateLine } from '#decisions/screens/say-proposal.ts';
import type { Words } from '#locales';
import type { BudgetPlace } from './place.ts';

/** The steps as a printed line of time: what is over, where we are, what is to come. Null when called off. */
export function timelineOf({ whole, stage, words, scene }: BudgetPlace) {
  const step = stepOf(stage);
  if (step === null) return null;
  const { budget } = whole;
  const here = BUDGET_STEPS.indexOf(step);
  const over = stage === 'delivered' || stage === 'nothing';
  const when = {
    ideas: words.t('budget.until', { when: words.moment(budget.ideasUntil) }),
    costs: words.t('budget.until', { when: words.moment(budget.costingUntil) }),
    ballot: stage === 'costed' ? words.t('budget.ballot.waits') : ballotLine(words, whole, scene.now),
    delivery: deliveryLine(words, whole),
  };
  return BUDGET_STEPS.map((one, i) => ({
    step: one,
    label: words.t(`budget.step.${one}`),
    when: when[one],
    is:
      i < here || (i === here && over)
        ? ('past' as const)
        : i === here
          ? ('now' as const)
          : ('ahead' as const),
  }));
}

/** All ballots of a budget have the same dates until one of them has to be held again. */
function ballotLine(words: Words, { pots, ballots }: LoadedWhole, now: string): string {
  const all = pots.flatMap((pot) => ballots.get(pot.proposal ?? '') ?? []);
  const first = all.find((one) => one.closedAt === null) ?? all[0];
  if (!first) return '';
  return first.closedAt === null
    ? stateLine(words, first, now)
    : words.t('budget.ballot.closed', { when: words.date(first.closedAt) });
}

export function deliveryLine(
  words: Words,
  whole: Pick<LoadedWhole, 'pots' | 'projects' | 'ballots' | 'told'>,
): string {
  const built = fundedOf(whole);
  if (built.length === 0) return '';
  const done = built.filter((one) => one.state === 'done').length;
  return words.t('budget.delivered', { done, count: built.length });
}

/** Who has ideas and votes, in words. */
export function votersLine({ words, whole }: BudgetPlace): string {
  return words.list(whole.budget.voters.map((one) => namedWord(words, 'class', one)));
}

/** A pot by its name, and for whom it is where that is not all who take part. */
export function potLine(
  { words }: Pick<BudgetPlace, 'words'>,
  { name, voters }: Pick<Pot, 'name' | 'voters'>,
): string {
  if (voters === null) return name;
  const classes = words.list(voters.map((one) => namedWord(words, 'class', one)));
  return words.t('budget.pot.for', { pot: name, classes });
}

export interface Asked {
  readonly q: string;
  readonly pot: string;
  readonly state: string;
  readonly page: number;
}

export function askedFor(url: URL): Asked {
  const page = Number(url.searchParams.get('page') ?? 1);
  return {
    q: (url.searchParams.get('q') ?? '').slice(0, 80),
    pot: url.searchParams.get('pot') ?? '',
    state: url.searchParams.get('state') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

const A_PAGE = 50;

/** The ideas that were asked for, by pot, a page of them. What was taken back or joined comes last. */
export function ideasOf(place: BudgetPlace, asked: Asked) {
  const { whole, words } = place;
  const rows = whole.projects.map((one) => ideaRow(place, one));
  const found = rows
    .filter((one) => asked.pot === '' || one.pot === asked.pot)
    .filter((one) => asked.state === '' || one.state === asked.state)
    .filter((one) => plain(one.said, words.locale).includes(plain(asked.q.trim(), words.locale)));
  const order = new Map(whole.pots.map((one, at) => [one.id, at]));
  const gone = (state: ProjectState) => (state === 'merged' || state === 'withdrawn' ? 1 : 0);
  found.sort((a, b) => order.get(a.pot)! - order.get(b.pot)! || gone(a.state) - gone(b.state));
  const shown = found.slice((asked.page - 1) * A_PAGE, asked.page * A_PAGE);
  const there = new Set(rows.map((one) => one.state));
  return {
    all: rows.length,
    found: found.length,
    pots: whole.pots
      .map((pot) => ({ id: pot.id, name: pot.name, rows: shown.filter((one) => one.pot === pot.id) }))
      .filter((one) => one.rows.length > 0),
    states: PROJECT_STATES.filter((one) => there.has(one)).map((value) => ({
      value,
      label: words.t(`budget.idea.is.${value}`),
    })),
    pages: { here: asked.page, of: Math.max(1, Math.ceil(found.length / A_PAGE)) },
  };
}

function ideaRow(place: BudgetPlace, one: Project) {
  const { whole, words, money, scene } = place;
  const state = stateOfProject(whole, one);
  return {
    id: one.id,
    pot: one.pot,
    title: one.title,
    place: one.place,
    state,
    is: words.t(`budget.idea.is.${state}`),
    own: one.putBy === scene.viewer.member,
    cost: one.costMinor === null || state === 'ruled_out' ? '' : money(one.costMinor),
    said: `${one.title}\n${one.place}\n${one.body}`,
  };
}

export function stateOfProject(whole: LoadedWhole, project: Project): ProjectState {
  return projectState(project, ballotOfPot(whole.pots, whole.ballots, project.pot));
}

function plain(text: string, locale: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(locale);
}

/** The ballot of each pot: open, with a way to it; or over, with what came of it. */
export async function ballotsOf({ locals }: Pick<RequestEvent, 'locals'>, place: BudgetPlace) {
  const { whole, scene, words, money } = place;
  const { db } = locals.world.host;
  const org = scene.organization.org_id;
  const own = scene.viewer.member === null ? [] : [scene.viewer.member];
  const ids = [...whole.ballots.keys()];
  const rolls = new Set((await loadOnRolls(db, org, ids, own)).map((one) => one.proposal));
  const parts = new Set((await loadParts(db, org, ids, own)).map((one) => one.proposal_id));
  return whole.pots.flatMap((pot) => {
    const proposal = pot.proposal === null ? undefined : whole.ballots.get(pot.proposal);
    if (!proposal) return [];
    const state = stateOf(proposal, scene.now);
    return {
      id: pot.id,
      proposal: proposal.id,
      name: pot.name,
      amount: money(pot.amountMinor),
      line: stateLine(words, proposal, scene.now),
      open: state === 'vote',
      asks: state === 'vote' && rolls.has(proposal.id) && !parts.has(proposal.id),
      took: parts.has(proposal.id),
      closed: proposal.closedAt !== null,
      outcome: outcomeOf(place, pot.id, proposal),
    };
  });
}

function outcomeOf({ whole, scene, words }: BudgetPlace, pot: string, proposal: Proposal) {
  const { way, outcome } = proposal;
  if (!visibleCount(scene.viewer, proposal) || !way || outcome === null) return null;
  const projects = whole.projects.filter((one) => one.pot === pot && one.option !== null);
  const explanation = explain(
    {
      title: proposal.title,
      method: way.method,
      seats: proposal.seats,
      seed: proposal.seed,
      electsPeople: false,
      options: projects.map((one) => ({ id: one.option!, costMinor: one.costMinor })),
    },
    outcome as unknown as KeptOutcome,
  );
  const naming: Naming = {
    names: new Map(projects.map((one) => [one.option!, one.title])),
    unit: { code: whole.budget.unit, scale: MONEY_SCALE },
  };
  return { head: sentence(words, explanation.head, naming), explanation, naming };
}

/** One funded project as the tracker shows it: how far, and what was spent of what it may cost. */
export interface TrackedProject {
  readonly id: string;
  readonly title: string;
  readonly pot: string;
  readonly state: DeliveryState;
  readonly is: string;
  readonly cost: string;
  readonly spent: string;
  readonly left: string;
  /** More was spent than it was to cost. */
  readonly over: boolean;
  /** For drawing alone. */
  readonly spentPart: number;
  readonly last: string;
}

export function deliveriesOf({
  whole,
  words,
  money,
}: Pick<BudgetPlace, 'whole' | 'words' | 'money'>): TrackedProject[] {
  const pots = new Map(whole.pots.map((one) => [one.id, one.name]));
  return fundedOf(whole).map(({ project, costMinor, state, spentMinor }) => {
    const last = whole.told.findLast((one) => one.project === project.id);
    const left = costMinor - spentMinor;
    return {
      id: project.id,
      title: project.title,
      pot: whole.pots.length > 1 ? (pots.get(project.pot) ?? '') : '',
      state,
      is: words.t(`budget.delivery.${state}`),
      cost: money(costMinor),
      spent: money(spentMinor),
      left: money(left < 0n ? -left : left),
      over: left < 0n,
      spentPart: Number(spentMinor) / Math.max(1, Number(costMinor)),
      last: last ? words.date(last.onDay) : '',
    };
  });
}
