/** An answer that is kept as a file. A browser that goes away stops the reading behind it. */
import { Readable } from 'node:stream';

export function fileOf(
  pieces: AsyncIterable<string> | Iterable<string>,
  name: string,
  type: string,
): Response {
  const body = Readable.toWeb(Readable.from(bytesOf(pieces))) as ReadableStream<Uint8Array<ArrayBuffer>>;
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}

async function* bytesOf(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece);
}
