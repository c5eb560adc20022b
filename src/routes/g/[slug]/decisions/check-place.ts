/** What members can check of a vote that is over: who said what, or the ballots without their names. */
import type { RequestEvent } from '@sveltejs/kit';
import { isYesNo } from '#agents';
import { NONE, RECOUNT_METHODS, termsAsked, voteNumber, type BallotFile, type Choices } from '#decisions';
import { loadOpenBallots, loadRoll } from '#decisions/server';
import { publishedBallots } from '#host/ballots';
import { optionTitle } from './ballot-place.ts';
import type { Place } from './place.ts';

export interface Check {
  /** Whether there is a file of ballots to take away and count again. */
  readonly file: boolean;
  /** Where it is counted again, with what the record holds of the vote filled in. */
  readonly again: string;
  /** Root of the list of secret ballots that lies beside it; null where there is none to take. */
  readonly root: string | null;
  /** Whether a receipt can be looked up. */
  readonly find: boolean;
  /** Too few have voted in secret: their ballots would be known again. */
  readonly few: boolean;
  /** Of an open ballot: who said what. */
  readonly said: readonly {
    readonly name: string;
    readonly says: string;
    readonly reason: string | null;
    /** How many voices it was counted for, with those that others had given. */
    readonly voices: number;
  }[];
}

const NOTHING: Check = { file: false, again: '', root: null, find: false, few: false, said: [] };

export async function checkOf(event: Pick<RequestEvent, 'locals'>, place: Place): Promise<Check> {
  const { proposal, scene, nameOf, words } = place;
  const published = await publishedHere(event, place);
  if (published === null) return NOTHING;
  const file = published.file !== null;
  const again = file ? await recountOf(event, place) : '';
  if (proposal.way?.secrecy !== 'open') {
    const root = published.list === null ? null : proposal.ballotsRoot;
    return { file, again, root, find: published.ballots > 0, few: !file, said: [] };
  }
  const { db } = event.locals.world.host;
  const box = { org: scene.organization.org_id, proposal: proposal.id, round: proposal.round };
  const ballots = await loadOpenBallots(db, box);
  return {
    ...NOTHING,
    file,
    again,
    said: ballots
      .filter((one) => one.choices !== null)
      .map((one) => ({
        name: nameOf(one.member) ?? words.t('member.forgotten'),
        says: sayChoices(place, one.choices!),
        reason: one.choices?.ballot === 'consent' ? (one.choices.reason ?? null) : null,
        voices: voicesOf(proposal, one.member),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, words.locale)),
  };
}

/** With what the record holds of the vote, so that nobody types it. */
async function recountOf({ locals }: Pick<RequestEvent, 'locals'>, place: Place): Promise<string> {
  const { way, seats, seed, ballotsRoot, id, round } = place.proposal;
  const method = RECOUNT_METHODS.find((one) => one === way?.method);
  if (!way || method === undefined) return '';
  const asked = new URLSearchParams({ method, seats: String(seats) });
  if (isYesNo(way)) {
    const roll = await loadRoll(locals.world.host.db, place.scene.organization.org_id, id, round);
    const organizations = roll.filter((one) => one.chamber === 'organizations').length;
    const sizes = { people: roll.length - organizations, organizations };
    const terms = termsAsked(way, sizes, voteNumber(place.proposal) === 1);
    for (const [name, value] of Object.entries(terms)) asked.set(name, value);
  }
  if (seed !== null) asked.set('seed', seed);
  if (ballotsRoot !== null && way.secrecy !== 'open') asked.set('root', ballotsRoot);
  return `/recount?${asked.toString()}`;
}

function voicesOf({ carried }: Place['proposal'], voter: string): number {
  return carried.filter((one) => one.voter === voter).reduce((sum, { voices }) => sum + voices, 1);
}

/** One ballot in words. */
export function sayChoices(place: Place, choices: Choices): string {
  const { words } = place;
  const title = (id: string) => {
    if (id === NONE) return words.t('outcome.none');
    const option = place.options.find((one) => one.id === id);
    return option ? optionTitle(place, option) : id;
  };
  switch (choices.ballot) {
    case 'yes_no':
    case 'consent':
      return words.t(`ballot.${choices.says}`);
    case 'approve':
    case 'fund':
      return choices.options.length === 0 ? words.t('ballot.blank') : words.list(choices.options.map(title));
    case 'marks': {
      const marks = Object.entries(choices.marks).sort(([, a], [, b]) => b - a);
      return marks.length === 0
        ? words.t('ballot.blank')
        : marks.map(([id, mark]) => `${title(id)} ${mark}`).join(', ');
    }
    case 'rank':
      return choices.ranking.length === 0
        ? words.t('ballot.blank')
        : choices.ranking.map((tied, i) => `${i + 1}. ${tied.map(title).join(' = ')}`).join(' ');
  }
}

/** The ballots as a file that others can count; null where they are not published. */
export async function ballotFile(
  event: Pick<RequestEvent, 'locals'>,
  place: Place,
): Promise<BallotFile | null> {
  return (await publishedHere(event, place))?.file ?? null;
}

/** The table of kept places beside them; null where none were kept. */
export async function placesFile(
  event: Pick<RequestEvent, 'locals'>,
  place: Place,
): Promise<BallotFile | null> {
  return (await publishedHere(event, place))?.kept ?? null;
}

/** Of a secret vote, the list whose root is in the record; null where it is not published. */
export async function listFile(
  event: Pick<RequestEvent, 'locals'>,
  place: Place,
): Promise<BallotFile | null> {
  return (await publishedHere(event, place))?.list ?? null;
}

function publishedHere({ locals }: Pick<RequestEvent, 'locals'>, place: Place) {
  const { scene, proposal, options } = place;
  return publishedBallots(locals.world.host.db, scene, proposal, options, (one) => optionTitle(place, one));
}
