import { voiceOf } from '#agents';
import { inOrder, isVotedOn, promiseState, stateOf, visibleProposal, type Proposal } from '#decisions';
import { listPromises, listProposals, loadAuthorsOf, loadOnRolls, loadParts } from '#decisions/server';
import {
  decidesAnything,
  kindWord,
  OPEN_STATES,
  PAST_STATES,
  stateLine,
  WAITING_STATES,
} from '#decisions/screens/say-proposal.ts';
import { insideScene, namesFor, wordsFor } from '../scene.ts';
import type { PageServerLoad } from './$types';

const A_PAGE = 20;
/** So few that nobody has to look for one. */
const FEW = 8;
/** What is done leaves the list of promises after so many others. */
const DONE_SHOWN = 5;

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const words = wordsFor(event, scene);
  const all = await listProposals(db, org);
  const authors = await loadAuthorsOf(
    db,
    org,
    all.filter((one) => one.publishedAt === null).map((one) => one.id),
  );
  const seen = all.filter((one) => visibleProposal(scene.viewer, one, authors.get(one.id) ?? []));
  const wanted = await stillWanted(event, seen);
  const row = (one: Proposal) => ({
    id: one.id,
    title: one.title,
    line: stateLine(words, one, scene.now),
    kind: kindWord(words, one.kind),
    state: stateOf(one, scene.now),
  });
  const of = (states: readonly string[]) => seen.filter((one) => states.includes(stateOf(one, scene.now)));
  const asked = askedFor(event.url);
  const past = of(PAST_STATES)
    .filter((one) => asked.kind === '' || one.kind === asked.kind)
    .filter((one) => says(one, asked.q, words.locale))
    .sort((a, b) => endOf(b).localeCompare(endOf(a)));
  const dueFirst = (a: Proposal, b: Proposal) => (a.closesAt ?? '9').localeCompare(b.closesAt ?? '9');
  return {
    mine: seen
      .filter((one) => wanted.has(one.id))
      .sort(dueFirst)
      .map(row),
    drafts: of(['draft']).map(row),
    open: of(OPEN_STATES)
      .filter((one) => !wanted.has(one.id))
      .sort(dueFirst)
      .map(row),
    waiting: of(WAITING_STATES).map(row),
    past: past.slice((asked.page - 1) * A_PAGE, asked.page * A_PAGE).map(row),
    pages: { here: asked.page, of: Math.max(1, Math.ceil(past.length / A_PAGE)) },
    ...asked,
    kinds: [...new Set(of(PAST_STATES).map((one) => one.kind))].map((kind) => ({
      value: kind,
      label: kindWord(words, kind),
    })),
    delegates: voiceOf(scene.group.articles).delegations > 0,
    none: seen.length === 0,
    anyPast: of(PAST_STATES).length > 0,
    search: of(PAST_STATES).length > FEW || asked.q !== '' || asked.kind !== '',
    promises: await promisesIn(event, seen),
    decides: decidesAnything(scene.group.articles) && scene.group.state !== 'dissolved',
  };
};

/** The votes that are open and in which whoever looks has not taken part; nobody else is told of them. */
async function stillWanted(
  event: Parameters<PageServerLoad>[0],
  seen: readonly Proposal[],
): Promise<ReadonlySet<string>> {
  const { viewer, organization, now } = await insideScene(event);
  const { db } = event.locals.world.host;
  const open = seen.filter((one) => stateOf(one, now) === 'vote' && isVotedOn(one)).map((one) => one.id);
  if (viewer.member === null || open.length === 0) return new Set();
  const onRolls = await loadOnRolls(db, organization.org_id, open, [viewer.member]);
  const parts = await loadParts(db, organization.org_id, open, [viewer.member]);
  const taken = new Set(parts.map((one) => one.proposal_id));
  return new Set(onRolls.map((one) => one.proposal).filter((id) => !taken.has(id)));
}

/** Promised and done: what is late leads, and of what is done the last. */
async function promisesIn(event: Parameters<PageServerLoad>[0], seen: readonly Proposal[]) {
  const scene = await insideScene(event);
  const { db } = event.locals.world.host;
  const all = inOrder(await listPromises(db, scene.organization.org_id), scene.today);
  const titles = new Map(seen.map((one) => [one.id, one.title]));
  const words = wordsFor(event, scene);
  const nameOf = await namesFor(event, scene);
  let done = 0;
  return all.flatMap((one) => {
    const state = promiseState(one, scene.today);
    if (state === 'taken_back' || (state === 'done' && (done += 1) > DONE_SHOWN)) return [];
    return [
      {
        id: one.id,
        proposal: one.proposal,
        title: titles.get(one.proposal) ?? '',
        what: one.what,
        name: nameOf(one.who) ?? words.t('member.forgotten'),
        by: words.date(one.by),
        state,
      },
    ];
  });
}

function askedFor(url: URL): { q: string; kind: string; page: number } {
  const page = Number(url.searchParams.get('page') ?? 1);
  return {
    q: (url.searchParams.get('q') ?? '').slice(0, 80),
    kind: url.searchParams.get('kind') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

function says(one: Proposal, q: string, locale: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(locale);
  return plain(`${one.title}\n${one.body}`).includes(plain(q.trim()));
}

function endOf(one: Proposal): string {
  return one.enactedAt ?? one.closedAt ?? one.withdrawnAt ?? one.createdAt;
}
