/**
 * What can be put to those in a room: what is published in a way that is one for a room. The act that counts
 * hands and the page of the room ask the same rules, so that nothing is offered that is refused, nor hidden
 * that is allowed.
 */
import type { OrgId } from '#kernel/command';
import { accept, refuse, type Outcome, type Refused } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { isDrawnAtOnce, waysFor, type Articles, type Way } from '#agents';
import { onBallot } from '../core/candidacy.ts';
import { isOnTheSpot } from '../core/hands.ts';
import { isSame, type Proposal, type ProposalOption } from '../core/proposal.ts';
import { tooEarly } from '../core/talk-anew.ts';
import { loadHolding } from '../store/changes-asked.ts';
import { loadOptionsOf, loadTalkedOver } from '../store/reads.ts';
import { touchedBy } from './loading.ts';

/** The way that its authors chose, where that is one for a room, and the rules still allow it. */
export function wayHere(
  articles: Articles,
  { kind, matter, chosenWay }: Pick<Proposal, 'kind' | 'matter' | 'chosenWay'>,
  options: readonly ProposalOption[],
): Outcome<Way, 'chosen_otherwise' | 'not_on_the_spot'> {
  if (chosenWay === null) return refuse('not_on_the_spot');
  if (chosenWay.voteDays > 0) return refuse('chosen_otherwise', { days: chosenWay.voteDays });
  const ways = waysFor(articles, matter, touchedBy(articles, options));
  const way = ways.find((one) => isSame(one, chosenWay) && isOnTheSpot(kind, one));
  return way ? accept(way) : refuse('not_on_the_spot');
}

type WaitRule = 'talk_not_over' | 'change_waits' | 'options_missing';

/** What it waits for that is otherwise for a room; null where it can be decided now. */
export function waitsFor(
  proposal: Proposal,
  options: readonly ProposalOption[],
  way: Way,
  holding: readonly { readonly title: string }[],
  now: string,
): Refused<WaitRule> | null {
  const early = tooEarly(proposal, way, now);
  if (early) return early;
  const [first] = holding;
  if (first) return refuse('change_waits', { title: first.title });
  // Whoever would be given a post by it and has not agreed is not decided on.
  return onBallot(options, proposal.parity).length === 0 ? refuse('options_missing') : null;
}

/** A proposal that is for a room, and what it still waits for. */
export interface AtHand {
  readonly proposal: Proposal;
  readonly way: Way;
  readonly waits: Refused<WaitRule>['refusal'] | null;
}

/** Everything that is published for a room in a group, the newest first. */
export async function loadAtHand(
  tx: Tx,
  org: OrgId,
  articles: Articles,
  now: string,
): Promise<readonly AtHand[]> {
  const found: AtHand[] = [];
  for (const { proposal, options } of await loadTalked(tx, org)) {
    const way = wayHere(articles, proposal, options);
    if (!way.ok) continue;
    const holding = await loadHolding(tx, org, proposal.id, now);
    const wait = waitsFor(proposal, options, way.value, holding, now);
    found.push({ proposal, way: way.value, waits: wait?.refusal ?? null });
  }
  return found;
}

/** Lots that ask for no days to vote: nobody raises a hand, and they are drawn when their talk is over. */
export async function loadDrawnAtOnce(tx: Tx, org: OrgId, articles: Articles): Promise<readonly Proposal[]> {
  const talked = await loadTalked(tx, org);
  return talked
    .filter(({ proposal: { matter, chosenWay }, options }) => {
      if (chosenWay === null || !isDrawnAtOnce(chosenWay)) return false;
      return waysFor(articles, matter, touchedBy(articles, options)).some((one) => isSame(one, chosenWay));
    })
    .map(({ proposal }) => proposal);
}

async function loadTalked(tx: Tx, org: OrgId) {
  const talked = await loadTalkedOver(tx, org);
  const ids = talked.map((one) => one.id);
  const options = await loadOptionsOf(tx, org, ids);
  return talked.map((proposal) => ({ proposal, options: options.get(proposal.id) ?? [] }));
}
