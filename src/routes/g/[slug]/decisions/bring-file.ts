/**
 * A file that an author brings and adds, with one form: it comes in, is looked at, and an act refers to it.
 */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { DIGEST } from '#kernel/file';
import { accept, refuse, type Outcome, type Refusal } from '#kernel/outcome';
import { standsFully } from '#agents';
import { wrongForAuthor } from '#decisions';
import { bringFile } from '#host/files/bring';
import { readUpload, type Upload } from '#host/files/upload';
import { act, field } from '#host/forms';
import { failed, written } from '../scene.ts';
import { openPlace, type Place } from './place.ts';

const AT = 'add';

export async function addFile(event: RequestEvent) {
  const place = await openPlace(event);
  const wrong = whyNot(place);
  if (wrong) return failed(event, formAt(AT), wrong);
  const upload = await readUpload(event.request, event.locals.world.host.files);
  if (!upload.ok) return failed(event, formAt(AT), upload.refusal);
  const { form } = upload.value;
  const brought = await broughtBy(event, place, upload.value);
  if (!brought.ok) return failed(event, form, brought.refusal);
  const { digest, name } = brought.value;
  const answer = await act(event, {
    command: 'decisions.add_file',
    org: place.scene.organization.org_id,
    input: {
      proposal: place.proposal.id,
      digest,
      name: written(form, 'name') ?? name,
      description: field(form, 'description'),
    },
    key: field(form, 'key'),
  });
  if (answer.ok) redirect(303, `${place.here}#files`);
  // It has come over the line once: it need not come again for a word that was missing.
  form.set('digest', digest);
  form.set('came', name);
  return failed(event, form, answer.refusal);
}

/** Nobody’s file is let in that no act could refer to. */
function whyNot({ proposal, authors, scene }: Place): Refusal | null {
  const { kind, member } = scene.viewer;
  if (!standsFully(kind, scene.draft)) return refuse('not_an_author').refusal;
  return wrongForAuthor({ proposal, authors }, member, scene.now)?.refusal ?? null;
}

function formAt(at: string): FormData {
  const form = new FormData();
  form.set('at', at);
  return form;
}

/** What was brought: with this form, or with the one before it. */
async function broughtBy(
  { locals }: RequestEvent,
  { scene }: Place,
  { form, file }: Upload,
): Promise<Outcome<{ readonly digest: string; readonly name: string }>> {
  if (file !== null) {
    const who = { org: scene.organization.org_id, member: scene.viewer.member! };
    const kept = await bringFile(locals.world.host, who, file);
    return kept.ok ? accept({ digest: kept.value.digest, name: file.name }) : kept;
  }
  const digest = field(form, 'digest');
  if (!DIGEST.test(digest)) return refuse('file_not_chosen');
  return accept({ digest, name: field(form, 'came') });
}
