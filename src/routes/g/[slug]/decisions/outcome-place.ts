/** What came of a vote, explained from the count as the record keeps it. */
import type { RequestEvent } from '@sveltejs/kit';
import {
  explain,
  kindNamed,
  visibleCount,
  type Explanation,
  type KeptOutcome,
  type ObjectionTold,
} from '#decisions';
import { listWords } from '#decisions/server';
import { sentence, type Naming } from '#decisions/screens/outcome-words.ts';
import { MONEY_SCALE } from '#decisions/screens/say-proposal.ts';
import { optionTitle } from './ballot-place.ts';
import type { Place } from './place.ts';

export interface ShownOutcome {
  /** The outcome as a sentence: the title of the page. */
  readonly head: string;
  readonly explanation: Explanation;
  readonly naming: Naming;
}

/** Null before the close: nobody is told how it is going. */
export async function outcomeOf(
  { locals }: Pick<RequestEvent, 'locals'>,
  place: Place,
): Promise<ShownOutcome | null> {
  const { proposal, words, scene, nameOf } = place;
  const { way, outcome } = proposal;
  if (!visibleCount(scene.viewer, proposal) || !way || outcome === null) return null;
  const said = await listWords(locals.world.host.db, scene.organization.org_id, proposal.id);
  const objections = said
    .filter((one) => one.kind === 'objection' && one.takenBackAt === null && one.hiddenAt === null)
    .map((one): ObjectionTold => {
      const answer = said.findLast((other) => other.replyTo === one.id && other.hiddenAt === null);
      return {
        who: nameOf(one.author) ?? words.t('member.forgotten'),
        reason: one.text ?? '',
        resolved: one.settledAs === 'set_aside' ? 'not-paramount' : resolvedAs(one.settledAs),
        answer: answer?.text ?? null,
      };
    });
  const explanation = explain(
    {
      title: proposal.title,
      method: way.method,
      seats: proposal.seats,
      seed: proposal.seed,
      electsPeople: kindNamed(proposal.kind).candidates === 'people',
      options: place.options.map(({ id, costMinor }) => ({ id, costMinor })),
    },
    outcome as unknown as KeptOutcome,
    objections,
  );
  const naming = {
    names: new Map(place.options.map((one) => [one.id, optionTitle(place, one)])),
    unit: proposal.unit === null ? null : { code: proposal.unit, scale: MONEY_SCALE },
  };
  return { head: sentence(words, explanation.head, naming), explanation, naming };
}

function resolvedAs(settled: string | null): ObjectionTold['resolved'] {
  return settled === 'integrated' || settled === 'withdrawn' ? settled : null;
}
