/**
 * A form that writes an offer or a need, with a picture in it: it comes in first, and the act refers to it.
 */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { UnitRule } from '#agents';
import { typedAmount } from '#agents';
import type { Advert } from '#exchange';
import { bringFile } from '#host/files/bring';
import { readUpload, type Upload } from '#host/files/upload';
import { act, field } from '#host/forms';
import { failed, refused } from '../scene.ts';
import { advertIn } from './asked-words.ts';
import type { ExchangePlace } from './place.ts';

interface Writing {
  readonly command: string;
  /** What the act is about beside what is written. */
  readonly about: (form: FormData) => { readonly [name: string]: unknown };
  /** The picture that it has already. */
  readonly before: string | null;
  /** The action of the page. */
  readonly at: string;
  readonly to: (answer: unknown) => string;
}

export async function writeAdvert(event: RequestEvent, place: ExchangePlace, writing: Writing) {
  const { host } = event.locals.world;
  const upload = await readUpload(event.request, host.files);
  if (!upload.ok) return failed(event, formAt(writing.at), upload.refusal);
  const { form } = upload.value;
  const picture = await pictureIn(event, place, upload.value, writing.before);
  if (!picture.ok) return failed(event, form, picture.refusal);
  const { command } = writing;
  const input = { ...writing.about(form), ...advertIn(form, place.units), picture: picture.value };
  const answer = await act(event, { command, org: place.org, input, key: field(form, 'key') });
  if (!answer.ok) return refused(event, form, { command, input }, answer.refusal);
  const slug = `/g/${event.params['slug']}`;
  if (answer.value.kind === 'waiting') redirect(303, `${slug}/waiting/${answer.value.waiting}`);
  redirect(303, `${place.base}${writing.to(answer.value.answer)}?act=${answer.value.position}#done`);
}

function formAt(at: string): FormData {
  const form = new FormData();
  form.set('at', at);
  return form;
}

/** What was brought with this form; else what there is, unless it was taken away. */
async function pictureIn(
  { locals }: RequestEvent,
  { org, own }: ExchangePlace,
  { form, file }: Upload,
  before: string | null,
): Promise<Outcome<string | null>> {
  if (file === null) return accept(field(form, 'without') === '' ? before : null);
  if (own === null) return refuse('members_only');
  const kept = await bringFile(locals.world.host, { org, member: own }, file);
  return kept.ok ? accept(kept.value.digest) : kept;
}

/** The fields of the form, as an offer or a need has them now. */
export function fieldsOf(advert: Advert, units: readonly UnitRule[]): Record<string, string> {
  const amounts = advert.prices.flatMap((parts, at) =>
    parts.map(({ unit, minor }) => {
      const scale = units.find((one) => one.unit === unit)?.scale ?? 0;
      return [`way${at + 1}.${unit}`, typedAmount(minor, scale)] as const;
    }),
  );
  return {
    kind: advert.kind,
    category: advert.category,
    title: advert.title ?? '',
    words: advert.words ?? '',
    availability: advert.availability ?? '',
    place: advert.place ?? '',
    at_map: advert.lat === null ? '' : `${advert.lat}, ${advert.lon}`,
    for: advert.gift ? 'gift' : advert.prices.length > 0 ? 'price' : 'open',
    isPublic: advert.isPublic ? 'yes' : '',
    description: advert.picture?.description ?? '',
    ...Object.fromEntries(amounts),
  };
}
