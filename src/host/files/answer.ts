/**
 * A file as a browser gets it. It is never a page of ours: nothing in it may run, and only pictures, which
 * were written anew here, are shown in place; everything else is kept as a file. The browser may keep it too,
 * and asks each time whether it may still see it.
 */
import { fileName, kindOfFile, type FileType } from '#kernel/file';

export interface Answered {
  readonly name: string;
  readonly type: FileType;
  readonly digest: string;
  /** Read only where they are sent; null where they are gone. */
  readonly load: () => Promise<Uint8Array | null>;
}

/** Nothing may be loaded or run; with the styles a browser itself draws a picture. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/** By one browser, which asks each time. */
export const KEPT = 'private, no-cache';

/** Null where the bytes are gone; an answer without any where the browser has these very ones already. */
export async function answerFile(request: Request, file: Answered): Promise<Response | null> {
  const etag = `"${file.digest}"`;
  const headers = {
    etag,
    'content-type': file.type.startsWith('text/') ? 'text/plain; charset=utf-8' : file.type,
    'content-disposition': dispositionOf(file),
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': KEPT,
  };
  if (knows(request, etag)) return new Response(null, { status: 304, headers });
  const bytes = await file.load();
  if (bytes === null) return null;
  const body = new Uint8Array(bytes);
  return new Response(body, { headers: { ...headers, 'content-length': String(body.length) } });
}

function knows(request: Request, etag: string): boolean {
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((one) => one.trim());
  return known.includes(etag) || known.includes(`W/${etag}`);
}

/** A name for every browser, and the name as it was written (RFC 6266, RFC 8187). */
function dispositionOf({ name, type }: Answered): string {
  const how = kindOfFile(type) === 'picture' ? 'inline' : 'attachment';
  const written = fileName(name, type) ?? fileName('file', type)!;
  const plain = written.replace(/[^ -~]/g, '_').replace(/["\\%]/g, '_');
  const whole = encodeURIComponent(written).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
