/** When a proposal is voted on, why no sooner, and what a change of it now would mean for that. */
import {
  changedOf,
  decideMoved,
  earliestOpening,
  isLate,
  onBallot,
  isTooLateForOthers,
  kindNamed,
  optionChange,
  tooEarly,
  type Change,
} from '#decisions';
import type { Place } from './place.ts';

export function timesOf(place: Place) {
  const { proposal, state, words, scene } = place;
  const { chosenWay: way, opensAt, closesAt, kind } = proposal;
  const changed = state === 'talk' && way !== null ? changedOf(proposal, way, scene.now) : null;
  return {
    late: state === 'talk' && isLate(opensAt, scene.now),
    uncounted: state === 'counting' && isLate(closesAt, scene.now),
    opens: opensAt === null ? null : words.moment(opensAt),
    closes: closesAt === null ? null : words.moment(closesAt),
    changed: changed && {
      what: changed.for,
      since: words.moment(changed.since),
      until: words.moment(changed.until),
    },
    /** When the vote would open if something were changed now; null where it would not move. */
    moves: {
      words: movedTo(place, 'words'),
      acts: changesActs(kind) ? movedTo(place, 'substance') : null,
      option: kindNamed(kind).open ? movedTo(place, optionChange(kind, 'added')) : null,
    },
  };
}

function movedTo({ proposal, state, words, scene }: Place, change: Change | null): string | null {
  if (state !== 'talk') return null;
  const { opensAt } = decideMoved(proposal, change, scene.now);
  return opensAt === null || opensAt === proposal.opensAt ? null : words.moment(opensAt);
}

/** Whether an author may have the vote opened before its time. */
export function mayOpen({ proposal, state, isAuthor, scene }: Place): boolean {
  const { chosenWay: way, opensAt } = proposal;
  if (!isAuthor || state !== 'talk' || way === null || opensAt === null) return false;
  return tooEarly(proposal, way, scene.now, earliestOpening(proposal, way) ?? opensAt) === null;
}

/** Whether whoever looks adds, or takes away, an option too late; those who write the proposal never do. */
export function optionsAreIn(
  { proposal, options, isAuthor, scene }: Place,
  is: 'added' | 'withdrawn',
): boolean {
  const ready = onBallot(options, proposal.parity).length;
  return !isAuthor && isTooLateForOthers(proposal, optionChange(proposal.kind, is), scene.now, ready);
}

/** Whether there is something that it would bring about, and that its authors can change. */
function changesActs(kind: string): boolean {
  const spec = kindNamed(kind);
  return spec.options === 'one' && spec.acts === 'some';
}
