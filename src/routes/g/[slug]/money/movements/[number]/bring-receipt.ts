/** A paper that somebody photographs and puts beside a movement, with one form. */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { standsFully } from '#agents';
import { hidesHolder } from '#ledger';
import { bringFile } from '#host/files/bring';
import { readUpload } from '#host/files/upload';
import { act, field } from '#host/forms';
import { refuse } from '#kernel/outcome';
import { failed, written } from '../../../scene.ts';
import { openMovement, type OpenMovement } from './open-movement.ts';

const AT = 'receipt';

export async function bringReceipt(event: RequestEvent) {
  const { locals } = event;
  const open = await openMovement(event);
  const { scene, org, own } = open.place;
  const head = new FormData();
  head.set('at', AT);
  // Nobody’s file is let in that no act could refer to.
  if (own === null || !standsFully(scene.viewer.kind, false) || !mayBring(open))
    return failed(event, head, refuse('movement_unknown').refusal);
  const upload = await readUpload(event.request, locals.world.host.files);
  if (!upload.ok) return failed(event, head, upload.refusal);
  const { form, file } = upload.value;
  if (file === null) return failed(event, form, refuse('file_not_chosen').refusal);
  const kept = await bringFile(locals.world.host, { org, member: own }, file);
  if (!kept.ok) return failed(event, form, kept.refusal);
  const answer = await act(event, {
    command: 'ledger.add_receipt',
    org,
    input: {
      number: String(open.number),
      digest: kept.value.digest,
      name: file.name,
      document: written(form, 'document') ?? '',
    },
    key: field(form, 'key'),
  });
  if (answer.ok) redirect(303, `${open.place.base}/movements/${open.number}#receipts`);
  return failed(event, form, answer.refusal);
}

/** Whoever it is about; of what is held in common, anybody of us. */
export function mayBring({ place, movement, source, target }: OpenMovement): boolean {
  const viewer = { member: place.own, keepsBooks: false };
  const ends = [source, target];
  if (ends.some((one) => hidesHolder(viewer, movement, one.member))) return false;
  return ends.some((one) => (one.member === null ? one.purpose !== 'issue' : one.member === place.own));
}
