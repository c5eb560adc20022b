import { error, fail, redirect } from '@sveltejs/kit';
import { ruleChanges } from '#agents/screens/say.ts';
import { asRead, laidOntoToday, type AmendedRules, type Rules } from '#decisions';
import { actLines, amendedArticles } from '#decisions/screens/say-proposal.ts';
import { act, field, formKey, refusalWords, statusOf } from '#host/forms';
import type { Json } from '#kernel/outcome';
import { actsDiffer, actsOf, draftFrom, draftIn, inputOf, outlined, titleOf } from '../../draft-fields.ts';
import { openPlace, type Place as OpenPlace } from '../../place.ts';
import { inputIn, picksFor } from '../../purposes.ts';
import { timesOf } from '../../times.ts';
import { rulesOf } from '../../../rules.ts';
import type { WrittenDraft } from '../../draft-fields.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await editable(event);
  return { ...shown(place, keptDraft(place), baseOf(place)), here: place.here, formKey: formKey() };
};

async function editable(event: Parameters<PageServerLoad>[0] | RequestEvent): Promise<Place> {
  const place = await openPlace(event);
  if (!place.isAuthor || (place.state !== 'draft' && place.state !== 'talk')) error(404, 'not_found');
  return { ...place, rules: await rulesOf(event, place.scene) };
}

interface Place extends OpenPlace {
  readonly rules: Rules;
}

const keptDraft = ({ proposal, options }: Place) => draftFrom(proposal, options);
const baseOf = ({ proposal, options }: Place) => asRead(proposal, options);

/** The form as it stands; `base` is what its writer has read, and goes along until something is kept. */
function shown(place: Place, draft: WrittenDraft, base: string, preview = false) {
  const { scene, members, words, nameOf, proposal } = place;
  const { words: reworded, acts } = timesOf(place).moves;
  return {
    draft,
    base,
    preview,
    picks: picksFor(scene, members, words, nameOf, draft),
    published: proposal.publishedAt !== null,
    title: proposal.title,
    before: { title: proposal.title, body: proposal.body },
    effect: effectOf(place, draft),
    moves: reworded,
    movesActs: acts,
    ends:
      proposal.publishedAt === null || proposal.opensAt === null
        ? null
        : { at: proposal.opensAt, now: scene.now },
  };
}

/** What would be done, beside what would be done so far. */
function effectOf(place: Place, draft: WrittenDraft) {
  const { words, saying } = place;
  const before = keptDraft(place);
  const [now, was] = [known(draft), known(before)];
  const [amends, amended] = [amendedArticles(now), amendedArticles(was)];
  const differs = actsDiffer(draft, before);
  if (amends && amended) {
    return {
      lines: [],
      rules: rulesIn(place, amends),
      differs: differs ? ruleChanges(words, amended.articles, amends.articles) : [],
    };
  }
  const [lines, earlier] = [actLines(saying, now), actLines(saying, was)];
  return {
    lines: draft.input === null ? [] : lines,
    rules: null,
    differs: differs ? [{ before: earlier.join(' '), after: lines.join(' ') }] : [],
  };
}

/**
 * What it would change of the rules it was written on; and the same change of those in force, to go on from.
 */
function rulesIn({ words, rules }: Place, change: AmendedRules) {
  const { before, isOld, isClear, ...laid } = laidOntoToday(change, rules);
  const { base, articles } = isClear ? laid : change;
  return {
    changes: ruleChanges(words, before, change.articles),
    isOld,
    isClear,
    base,
    articles: JSON.stringify(articles),
  };
}

function known(draft: WrittenDraft) {
  return actsOf(draft).map((one) => ({ ...one, version: 1, input: one.input as Json }));
}

async function again(event: RequestEvent, how: { preview?: boolean; more?: boolean; outline?: boolean }) {
  const form = await event.request.formData();
  const place = await editable(event);
  const written = draftIn(form, keptDraft(place), how.more);
  const draft = how.outline ? outlined(written, place.words) : written;
  return { form: shown(place, draft, field(form, 'base'), how.preview) };
}

/** What is sent of the form: only what whoever reads it already may still see changed. */
function asked(place: Place, draft: WrittenDraft) {
  const before = keptDraft(place);
  const differs = actsDiffer(draft, before);
  // A title that said what would be done says it again when something else would be.
  const said = titleOf(before, actsOf(before), place.saying);
  const renamed = differs && draft.title === said ? { ...draft, title: '' } : draft;
  const { kind: _kind, acts, ...rest } = inputOf(renamed, place.saying);
  const changed = differs ? { acts } : {};
  // What was left empty is not there; here that means that it costs nothing any more.
  const free = before.cost !== '' && draft.cost === '' ? { costMinor: null } : {};
  // Once others have read it, what is chosen among stays what they have read.
  const { title, body } = rest;
  return place.proposal.publishedAt === null ? { ...rest, ...free, ...changed } : { title, body, ...changed };
}

export const actions: Actions = {
  look: (event) => again(event, { preview: true }),
  more: (event) => again(event, { more: true }),
  outline: (event) => again(event, { outline: true }),
  /** Other rules than were proposed so far, from the page where they are changed. */
  async take(event) {
    const form = await event.request.formData();
    const place = await editable(event);
    const input = inputIn(form);
    const draft = keptDraft(place);
    if (input === null || draft.kind !== 'amendment') redirect(303, `${place.here}/edit`);
    return { form: shown(place, { ...draft, input }, baseOf(place)) };
  },
  async keep(event) {
    const form = await event.request.formData();
    const place = await editable(event);
    const { proposal, scene, words } = place;
    const draft = draftIn(form, keptDraft(place));
    const base = field(form, 'base');
    const answer = await act(event, {
      command: 'decisions.edit_proposal',
      org: scene.organization.org_id,
      input: { proposal: proposal.id, ...(base === '' ? {} : { base }), ...asked(place, draft) },
      key: field(form, 'key'),
    });
    if (answer.ok) redirect(303, place.here);
    const refusal = refusalWords(answer.refusal, words);
    const isStale = answer.refusal.rule === 'proposal_has_changed';
    if (!isStale) return fail(statusOf(answer.refusal), { form: shown(place, draft, base), refusal });
    // Whoever has now seen the words of the other may keep their own after all.
    const now = await editable(event);
    return fail(statusOf(answer.refusal), { form: shown(now, draft, baseOf(now)), refusal, isStale });
  },
};
