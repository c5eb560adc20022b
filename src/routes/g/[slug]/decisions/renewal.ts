/**
 * A proposal that was turned down comes back: one press makes a draft of all that stood in it, for its author
 * to rework, and each of the two pages leads to the other.
 */
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { canPropose, standingKind, standsFully } from '#agents';
import {
  actsAgain,
  kindNamed,
  visibleProposal,
  wasTurnedDown,
  type ProposalOption,
  type Rules,
} from '#decisions';
import { loadAuthors, loadAuthorsOf, loadProposal, loadRenewals } from '#decisions/server';
import { stateLine } from '#decisions/screens/say-proposal.ts';
import { act, field } from '#host/forms';
import type { MemberId } from '#kernel/command';
import { failed } from '../scene.ts';
import { rulesOf } from '../rules.ts';
import { openPlace, type Place } from './place.ts';

/** Whether whoever looks may bring it back, of which one it is a new version, and which ones are of it. */
export async function renewalOf({ locals }: Pick<RequestEvent, 'locals'>, place: Place) {
  const { proposal, scene, words } = place;
  const { db } = locals.world.host;
  const org = scene.organization.org_id;
  const earlier = proposal.renews === null ? null : await loadProposal(db, org, proposal.renews);
  const earlierAuthors = earlier === null ? [] : await loadAuthors(db, org, earlier.id);
  const later = await loadRenewals(db, org, proposal.id);
  const authors = await loadAuthorsOf(
    db,
    org,
    later.map((one) => one.id),
  );
  return {
    may: mayRenew(place),
    of:
      earlier && visibleProposal(scene.viewer, earlier, earlierAuthors)
        ? { id: earlier.id, title: earlier.title }
        : null,
    by: later
      .filter((one) => visibleProposal(scene.viewer, one, authors.get(one.id) ?? []))
      .map((one) => ({ id: one.id, title: one.title, line: stateLine(words, one, scene.now) })),
  };
}

/** What a budget shares out is opened by the budget, and not by hand. */
function mayRenew({ proposal, scene }: Place): boolean {
  const turned = wasTurnedDown(proposal, scene.now) && proposal.budget === null;
  return turned && canPropose(scene, proposal.matter);
}

export async function renew(event: RequestEvent) {
  const form = await event.request.formData();
  const place = await openPlace(event);
  if (!mayRenew(place)) error(404, 'not_found');
  const answer = await act(event, {
    command: 'decisions.propose',
    org: place.scene.organization.org_id,
    input: draftAgain(place, await rulesOf(event, place.scene)),
    key: field(form, 'key'),
  });
  if (!answer.ok) return failed(event, form, answer.refusal);
  const made = answer.value.kind === 'done' ? (answer.value.answer as { proposal: string }).proposal : null;
  const base = `/g/${event.params['slug']}/decisions`;
  redirect(303, made === null ? base : `${base}/${made}/edit`);
}

/** All that stood in it, as far as it can still be asked for; whoever cannot stand any more is left out. */
function draftAgain(place: Place, rules: Rules): Record<string, unknown> {
  const { proposal, options } = place;
  const { post, potMinor, unit } = proposal;
  const several = kindNamed(proposal.kind).options === 'several';
  const cost = several ? null : (options[0]?.costMinor ?? null);
  const acts = options.flatMap((one) => actsAgain(one.acts, rules));
  return {
    kind: proposal.kind,
    title: proposal.title,
    body: proposal.body,
    renews: proposal.id,
    seats: proposal.seats,
    ...(several ? { options: options.filter(standsAgain(place)).map(optionAgain) } : { acts }),
    ...(potMinor === null ? {} : { potMinor: String(potMinor) }),
    ...(cost === null ? {} : { costMinor: String(cost) }),
    ...(unit === null ? {} : { unit }),
    ...(post === null ? {} : { post }),
    ...(proposal.parity.length === 0 ? {} : { parity: proposal.parity }),
  };
}

function standsAgain({ members, scene }: Place) {
  const stands = (member: MemberId) => {
    const found = members.members.find((one) => one.id === member);
    return found?.endedOn === null && standsFully(standingKind(found, scene.today), scene.draft);
  };
  return (one: ProposalOption) => namedIn(one).every(stands);
}

function namedIn({ member, people }: ProposalOption): readonly MemberId[] {
  return member === null ? people.map((one) => one.member) : [member];
}

function optionAgain(one: ProposalOption): Record<string, unknown> {
  return {
    title: one.title,
    body: one.body,
    ...(one.member === null ? {} : { member: one.member }),
    ...(one.member === null && one.people.length > 0 ? { people: namedIn(one) } : {}),
    ...(one.costMinor === null ? {} : { costMinor: String(one.costMinor) }),
    ...(one.excludes === null ? {} : { excludes: one.excludes }),
  };
}
