/** The proposals of a group, as whoever asks for the page may see them. */
import { error, type RequestEvent } from '@sveltejs/kit';
import { loadRoll as loadMembers, type Roll, type Scene } from '#agents/server';
import type { NameOf } from '#agents/screens/say.ts';
import {
  isAuthor,
  stateOf,
  visibleProposal,
  type Proposal,
  type ProposalOption,
  type ProposalState,
} from '#decisions';
import {
  loadAuthors,
  loadOnRolls,
  loadOptions,
  loadParts,
  loadProposal,
  type Author,
} from '#decisions/server';
import type { Saying } from '#decisions/screens/say-proposal.ts';
import { tellBooks } from '#host/tell-books';
import type { Words } from '#locales';
import { insideScene, nameBook, wordsFor } from '../scene.ts';

type Asking = Pick<RequestEvent, 'locals' | 'params'>;

/** One proposal, and what whoever looks at it is to it. */
export interface Place {
  readonly scene: Scene;
  readonly words: Words;
  readonly proposal: Proposal;
  readonly state: ProposalState;
  readonly options: readonly ProposalOption[];
  /** Options that are no longer there. */
  readonly gone: readonly ProposalOption[];
  readonly authors: readonly Author[];
  readonly members: Roll;
  readonly nameOf: NameOf;
  readonly saying: Saying;
  /** Whether the viewer writes it: has proposed it, or was asked to and has said yes. */
  readonly isAuthor: boolean;
  /** Whether the viewer is on the roll of the vote that is open or was held, and has taken part. */
  readonly vote: { readonly onRoll: boolean; readonly taken: boolean; readonly how: string | null };
  /** The address of the proposal's own page. */
  readonly here: string;
}

/** Whoever may not see a proposal is told the same as if there were none. */
export async function openPlace(event: Asking): Promise<Place> {
  const scene = await insideScene(event);
  const { host } = event.locals.world;
  const { db } = host;
  const org = scene.organization.org_id;
  const proposal = await loadProposal(db, org, event.params['proposal'] ?? '');
  const authors = proposal ? await loadAuthors(db, org, proposal.id) : [];
  if (!proposal || !visibleProposal(scene.viewer, proposal, authors)) error(404, 'not_found');
  const own = scene.viewer.member;
  const mine = own === null ? [] : [own];
  const [onRoll] = await loadOnRolls(db, org, [proposal.id], mine);
  const [part] = await loadParts(db, org, [proposal.id], mine);
  const members = await loadMembers(db, org);
  const words = wordsFor(event, scene);
  const options = await loadOptions(db, org, proposal.id);
  const acts = options.flatMap((one) => one.acts);
  const nameOf = await namesWith(event, scene, members, acts);
  return {
    scene,
    words,
    proposal,
    state: stateOf(proposal, scene.now),
    options: options.filter((one) => one.withdrawnAt === null),
    gone: options.filter((one) => one.withdrawnAt !== null),
    authors,
    members,
    nameOf,
    saying: sayingOf(event, words, nameOf, members),
    isAuthor: isAuthor({ authors }, own),
    vote: { onRoll: onRoll !== undefined, taken: part !== undefined, how: part?.how ?? null },
    here: `/g/${scene.organization.slug}/decisions/${proposal.id}`,
  };
}

/** The names of the group, with what acts that are proposed need of its books. */
export function namesWith(
  event: Asking,
  scene: Scene,
  members: Roll,
  acts: readonly { readonly input: unknown }[],
): Promise<NameOf> {
  const inputs = acts.map((one) => one.input);
  return tellBooks(event.locals.world.host.db, scene, nameBook(scene, members), inputs);
}

export function sayingOf(event: Asking, words: Words, nameOf: NameOf, members: Roll): Saying {
  const { commands } = event.locals.world.host;
  return {
    words,
    nameOf,
    mandates: members.mandates,
    matterOf: (command) => commands.get(command)?.matter ?? command,
  };
}
