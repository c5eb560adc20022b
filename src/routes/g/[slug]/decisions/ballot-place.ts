/** A ballot that is open, as its voter sees it; and how it is cast, from whatever page. */
import type { RequestEvent } from '@sveltejs/kit';
import { refuse, type Refusal } from '#kernel/outcome';
import { ballotOf, ballotQuestionOf, NONE, whatCounts, type Medium, type ProposalOption } from '#decisions';
import { loadOwnBallot } from '#decisions/server';
import {
  BLANK,
  choicesOf,
  totalOf,
  writtenFrom,
  writtenOn,
  type BallotKind,
  type BallotOption,
  type WrittenBallot,
} from '#decisions/screens/ballot-form.ts';
import { actLines, MONEY_SCALE, moneyWords } from '#decisions/screens/say-proposal.ts';
import { plainText } from '#screens/markdown.ts';
import { act, field } from '#host/forms';
import { readReceipt } from '#host/receipts';
import type { Key } from '#locales';
import type { Place } from './place.ts';
import { keptPlaces } from './standing.ts';

/** What of a question stands on its ballot, in words. */
export function ballotOn(place: Place, written: WrittenBallot, medium: Medium = 'screen') {
  const { proposal, words } = place;
  const way = proposal.way!;
  const question = ballotQuestionOf({ ...proposal, way }, place.options);
  const told = whatCounts(question, medium);
  const say = (key: string) => words.t(key as Key);
  const isOf = (part: string) => (key: string) => key.startsWith(`ballot.told.${part}.`);
  const options = optionsOn(place);
  return {
    kind: ballotOf(way.method) as BallotKind,
    method: way.method,
    secrecy: way.secrecy,
    options,
    written,
    told: [
      ...told.filter((key) => !isOf('change')(key) && !isOf('secrecy')(key)).map(say),
      ...(keptPlaces(place)?.rules ?? []),
    ],
    changing: told.filter(isOf('change')).map(say).join(' '),
    secret: told.filter(isOf('secrecy')).map(say).join(' '),
    pot:
      proposal.potMinor === null
        ? null
        : {
            minor: proposal.potMinor,
            words: moneyWords(words, proposal.potMinor, proposal.unit),
            total: moneyWords(words, totalOf(options, written.ticked), proposal.unit),
            scale: 10 ** MONEY_SCALE,
            unit: proposal.unit ?? '',
          },
  };
}

export type ShownBallot = ReturnType<typeof ballotOn>;

function optionsOn(place: Place): BallotOption[] {
  const { proposal, words } = place;
  const none = ballotQuestionOf({ ...proposal, way: proposal.way! }, place.options).none;
  const own = place.options.map((one) => ({
    id: one.id,
    title: optionTitle(place, one),
    body: saidOf(place, one),
    costMinor: one.costMinor,
    cost: one.costMinor === null ? null : moneyWords(words, one.costMinor, proposal.unit),
  }));
  const noChange = { id: NONE, title: words.t('outcome.none'), body: '', costMinor: null, cost: null };
  return none ? [...own, noChange] : own;
}

/** What an option is about; of a candidate, what they say themselves goes before what others say of them. */
function saidOf(place: Place, { body, people, acts, member }: ProposalOption): string {
  const { words } = place;
  const groups = people.flatMap((one) => one.groups);
  const belongs =
    groups.length === 0 ? [] : [words.t('option.people.belongs', { groups: words.list(groups) })];
  const own = people.find((one) => one.words !== '')?.words ?? body;
  // Of people who stand together, who would have which post.
  const said =
    member === null
      ? [...(people.length > 0 ? actLines(place.saying, acts) : []), plainText(body)]
      : [...belongs, plainText(own)];
  const parts = said.filter((text) => text !== '');
  return parts.length > 1 ? parts.map((text) => words.full(text)).join(' ') : (parts[0] ?? '');
}

/** A candidate is called by their name, whatever they are called later. */
export function optionTitle(
  { nameOf, words }: Pick<Place, 'nameOf' | 'words'>,
  option: { readonly title: string; readonly member: string | null },
): string {
  return option.member === null ? option.title : (nameOf(option.member) ?? words.t('member.forgotten'));
}

/** What a yes would bring about, for the ballot itself. */
export function ifPassed(place: Place): string[] {
  return place.options.length === 1 ? actLines(place.saying, place.options[0]!.acts) : [];
}

/** What the voter has said before, where the ballot is open; a secret one is known to nobody. */
export async function writtenBefore(event: RequestEvent, place: Place): Promise<WrittenBallot> {
  const { proposal, scene } = place;
  if (proposal.way?.secrecy !== 'open' || scene.viewer.member === null || !place.vote.taken) return BLANK;
  const org = scene.organization.org_id;
  const { db } = event.locals.world.host;
  const choices = await loadOwnBallot(db, org, proposal.id, proposal.round, scene.viewer.member);
  return choices === null ? BLANK : writtenFrom(choices);
}

export type Cast =
  | { readonly done: true; readonly receipt: string | null; readonly position: number }
  | { readonly done: false; readonly refusal: Refusal; readonly written: WrittenBallot };

/** Casts the ballot of a form, as whoever is signed in. */
export async function castFrom(event: RequestEvent, place: Place, form: FormData): Promise<Cast> {
  const written = writtenOn(form);
  const no = (refusal: Refusal): Cast => ({ done: false, refusal, written });
  const { way, id } = place.proposal;
  const kind = way && ballotOf(way.method);
  if (!kind) return no({ rule: 'vote_not_open', opensAt: place.proposal.opensAt });
  const choices = choicesOf(kind, written);
  if (!choices.ok) return no(choices.refusal);
  const receipt = way.secrecy === 'separated' ? readReceipt(field(form, 'receipt')) : null;
  if (way.secrecy === 'separated' && receipt === null) return no(refuse('receipt_unknown').refusal);
  const answer = await act(event, {
    command: 'decisions.cast',
    org: place.scene.organization.org_id,
    input: { proposal: id, choices: choices.value, ...(receipt === null ? {} : { mark: receipt }) },
    key: field(form, 'key'),
  });
  if (!answer.ok) return no(answer.refusal);
  return { done: true, receipt, position: answer.value.kind === 'done' ? answer.value.position : 0 };
}
