/** What members can check of a vote that is over: who said what, or the ballots without their names. */
import type { RequestEvent } from '@sveltejs/kit';
import { NONE, type BallotFile, type Choices } from '#decisions';
import { loadOpenBallots } from '#decisions/server';
import { publishedBallots } from '#host/ballots';
import { optionTitle } from './ballot-place.ts';
import type { Place } from './place.ts';

export interface Check {
  /** Whether there is a file of ballots to take away and count again. */
  readonly file: boolean;
  /** Whether a receipt can be looked up. */
  readonly find: boolean;
  /** Too few have voted in secret: their ballots would be known again. */
  readonly few: boolean;
  /** Of an open ballot: who said what. */
  readonly said: readonly { readonly name: string; readonly says: string; readonly reason: string | null }[];
}

const NOTHING: Check = { file: false, find: false, few: false, said: [] };

export async function checkOf(event: Pick<RequestEvent, 'locals'>, place: Place): Promise<Check> {
  const { proposal, scene, nameOf, words } = place;
  const published = await publishedHere(event, place);
  if (published === null) return NOTHING;
  const file = published.file !== null;
  if (proposal.way?.secrecy !== 'open') {
    return { file, find: published.ballots > 0, few: !file, said: [] };
  }
  const { db } = event.locals.world.host;
  const box = { org: scene.organization.org_id, proposal: proposal.id, round: proposal.round };
  const ballots = await loadOpenBallots(db, box);
  return {
    ...NOTHING,
    file,
    said: ballots
      .filter((one) => one.choices !== null)
      .map((one) => ({
        name: nameOf(one.member) ?? words.t('member.forgotten'),
        says: sayChoices(place, one.choices!),
        reason: one.choices?.ballot === 'consent' ? (one.choices.reason ?? null) : null,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, words.locale)),
  };
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

function publishedHere({ locals }: Pick<RequestEvent, 'locals'>, place: Place) {
  const { scene, proposal, options } = place;
  return publishedBallots(locals.world.host.db, scene, proposal, options, (one) => optionTitle(place, one));
}
