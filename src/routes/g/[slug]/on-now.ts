/**
 * What is on in a group, for everybody in it: when we meet, what we decide, and what is promised and late;
 * without what stands on a card already, because it is asked of whoever looks.
 */
import type { RequestEvent } from '@sveltejs/kit';
import type { Scene } from '#agents/server';
import type { NameOf } from '#agents/screens/say.ts';
import { meetingState, phaseOf, promiseState, stateOf, type Proposal } from '#decisions';
import { listBudgets, listMeetings, listPromises, listProposals, loadAgenda } from '#decisions/server';
import { sayWhen } from '#decisions/screens/say-when.ts';
import { OPEN_STATES, stateLine, WAITING_STATES } from '#decisions/screens/say-proposal.ts';
import type { Words } from '#locales';

interface Place {
  readonly scene: Scene;
  readonly words: Words;
  readonly nameOf: NameOf;
  /** The cards above, by their ids. */
  readonly onCards: ReadonlySet<string>;
}

type Db = RequestEvent['locals']['world']['host']['db'];

/** More than these are counted, and read on the page of decisions. */
const MOST = 5;

export async function onNow(db: Db, place: Place) {
  const { scene, words, onCards } = place;
  const all = await listProposals(db, scene.organization.org_id);
  const of = (states: readonly string[]) => all.filter((one) => states.includes(stateOf(one, scene.now)));
  const row = (one: Proposal) => ({
    id: one.id,
    title: one.title,
    line: stateLine(words, one, scene.now),
    stuck: one.stuckRule !== null,
  });
  const open = of(OPEN_STATES).sort((a, b) => end(a).localeCompare(end(b)));
  const others = open.filter((one) => !onCards.has(`vote-${one.id}`));
  const waiting = of(WAITING_STATES).sort((a, b) => (a.effectAt ?? '').localeCompare(b.effectAt ?? ''));
  return {
    meeting: await nextMeeting(db, place),
    open: others.slice(0, MOST).map(row),
    more: Math.max(0, others.length - MOST),
    also: others.length < open.length,
    waiting: waiting.map(row),
    budgets: await openBudgets(db, place),
    late: await latePromises(db, place),
  };
}

/** When something of it ends or begins: the vote closes, or opens. */
function end(one: Proposal): string {
  return (one.openedAt === null ? one.opensAt : one.closesAt) ?? '9';
}

/** The meeting that is open now, else the next one that is called, with what is to be talked about. */
async function nextMeeting(db: Db, { scene, words, onCards }: Place) {
  const org = scene.organization.org_id;
  const meetings = await listMeetings(db, org);
  const isNext = (startsAt: string) => startsAt >= scene.now;
  const next =
    meetings.find((one) => meetingState(one) === 'open') ??
    meetings.find((one) => meetingState(one) === 'called' && isNext(one.startsAt));
  if (!next || onCards.has(`meeting-${next.id}`)) return null;
  const agenda = (await loadAgenda(db, org, next.id)).filter((one) => one.withdrawnAt === null);
  return {
    id: next.id,
    title: next.title,
    place: next.place,
    open: meetingState(next) === 'open',
    when: words.t('coming.when', sayWhen(words, next.startsAt, scene.now, scene.group.timeZone)),
    agenda: agenda.map(({ id, title }) => ({ id, title })),
  };
}

/** Shared budgets that take ideas or look for what they cost; once on the ballot they are among the votes. */
async function openBudgets(db: Db, { scene, words }: Place) {
  const budgets = await listBudgets(db, scene.organization.org_id);
  return budgets.flatMap((one) => {
    const phase = phaseOf(one, scene.now);
    if (phase === 'ballot' || phase === 'called_off') return [];
    const when = { ideas: words.moment(one.ideasUntil), costs: words.moment(one.costingUntil) };
    return [{ id: one.id, title: one.title, line: words.t(`budget.stage.${phase}`, when) }];
  });
}

async function latePromises(db: Db, { scene, words, nameOf, onCards }: Place) {
  const promises = await listPromises(db, scene.organization.org_id);
  return promises
    .filter((one) => promiseState(one, scene.today) === 'overdue' && !onCards.has(`keep-${one.id}`))
    .sort((a, b) => a.by.localeCompare(b.by))
    .map((one) => ({
      id: one.id,
      proposal: one.proposal,
      what: one.what,
      line: words.t('on.late.line', {
        name: nameOf(one.who) ?? words.t('member.forgotten'),
        by: words.date(one.by, 'medium'),
      }),
    }));
}
