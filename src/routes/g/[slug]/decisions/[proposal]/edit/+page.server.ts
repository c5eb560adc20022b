import { error, fail, redirect } from '@sveltejs/kit';
import { act, field, formKey, refusalWords, statusOf } from '#host/forms';
import { draftFrom, draftIn, inputOf } from '../../draft-fields.ts';
import { openPlace, type Place } from '../../place.ts';
import { picksFor } from '../../purposes.ts';
import type { WrittenDraft } from '../../draft-fields.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await editable(event);
  return { ...shown(place, draftFrom(place.proposal, place.options)), here: place.here, formKey: formKey() };
};

async function editable(event: Parameters<PageServerLoad>[0] | RequestEvent): Promise<Place> {
  const place = await openPlace(event);
  if (!place.isAuthor || (place.state !== 'draft' && place.state !== 'talk')) error(404, 'not_found');
  return place;
}

function shown(place: Place, draft: WrittenDraft, preview = false) {
  const { scene, members, words, nameOf, proposal } = place;
  return {
    draft,
    preview,
    picks: picksFor(scene, members, words, nameOf, draft),
    published: proposal.publishedAt !== null,
    title: proposal.title,
  };
}

async function again(event: RequestEvent, how: { preview?: boolean; more?: boolean }) {
  const form = await event.request.formData();
  const place = await editable(event);
  const purpose = draftFrom(place.proposal, place.options);
  return { form: shown(place, draftIn(form, purpose, how.more), how.preview) };
}

export const actions: Actions = {
  look: (event) => again(event, { preview: true }),
  more: (event) => again(event, { more: true }),
  async keep(event) {
    const form = await event.request.formData();
    const place = await editable(event);
    const { proposal, scene } = place;
    const draft = draftIn(form, draftFrom(proposal, place.options));
    const { kind: _kind, ...asked } = inputOf(draft, place.saying);
    // Once others have read it, what is chosen among stays what they have read.
    const { title, body } = asked;
    const answer = await act(event, {
      command: 'decisions.edit_proposal',
      org: scene.organization.org_id,
      input: { proposal: proposal.id, ...(proposal.publishedAt === null ? asked : { title, body }) },
      key: field(form, 'key'),
    });
    if (answer.ok) redirect(303, place.here);
    return fail(statusOf(answer.refusal), {
      form: shown(place, draft),
      refusal: refusalWords(answer.refusal, place.words),
    });
  },
};
