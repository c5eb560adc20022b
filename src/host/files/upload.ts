/**
 * A form with a file in it, in the way that every browser sends it. Its bytes are counted as they come: what
 * is too large is let pass by unread and kept nowhere, so that whoever sent it is still answered in words.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { mostComing, tooLarge, type FileLimits } from './limits.ts';

/** What the other fields of such a form may have, and the lines between them. */
const FIELDS_BYTES = 64 * 1024;

export interface Upload {
  readonly form: FormData;
  /** Null where none was chosen. */
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
}

/** Reads the form of a request, with the file of its field `file`. */
export async function readUpload(
  request: Request,
  limits: FileLimits,
): Promise<Outcome<Upload, 'file_too_large' | 'input_invalid'>> {
  const type = request.headers.get('content-type') ?? '';
  const body = await readLimited(request, mostComing(limits) + FIELDS_BYTES);
  if (body === null) return tooLarge(limits);
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => null);
  if (form === null) return refuse('input_invalid', { issues: [{ at: '', says: 'not_a_form' }] });
  const file = form.get('file');
  // Without a choice browsers send a file that has neither name nor bytes.
  if (!(file instanceof File) || (file.name === '' && file.size === 0)) return accept({ form, file: null });
  return accept({ form, file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } });
}

/** The whole body, or null where it has more than `most` bytes; then all of it has passed by all the same. */
export async function readLimited(request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > most) pieces = [];
    else pieces.push(piece);
  }
  if (bytes > most) return null;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
