import { describe, expect, test } from 'vitest';
import { mostComing, USUAL_LIMITS } from './limits.ts';
import { readLimited, readUpload } from './upload.ts';

const MOST = mostComing(USUAL_LIMITS);

function asked(form: FormData): Request {
  return new Request('http://localhost/', { method: 'POST', body: form });
}

/** A body that comes in pieces and does not say how long it is; counts what was taken of it. */
function streamed(bytes: number, piece = 256 * 1024): { request: Request; taken: () => number } {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent >= bytes) {
        controller.close();
        return;
      }
      const next = Math.min(piece, bytes - sent);
      sent += next;
      controller.enqueue(new Uint8Array(next));
    },
  });
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  return { request: new Request('http://localhost/', init), taken: () => sent };
}

describe('a form with a file in it', () => {
  test('gives its fields, and the bytes as they were', async () => {
    const form = new FormData();
    form.set('key', 'a key');
    const bytes = crypto.getRandomValues(new Uint8Array(50_000));
    form.set('file', new File([bytes], 'año nuevo.pdf'));
    const upload = await readUpload(asked(form), USUAL_LIMITS);
    if (!upload.ok) throw new Error(upload.refusal.rule);
    expect(upload.value.form.get('key')).toBe('a key');
    expect(upload.value.file!.name).toBe('año nuevo.pdf');
    expect(Buffer.from(upload.value.file!.bytes).equals(Buffer.from(bytes))).toBe(true);
  });

  test.each([
    ['no file was chosen', () => new File([], '')],
    ['text stands in its place', () => 'words'],
  ])('where %s, there is none', async (_what, value) => {
    const form = new FormData();
    form.set('file', value());
    expect(await readUpload(asked(form), USUAL_LIMITS)).toMatchObject({ ok: true, value: { file: null } });
  });

  test.each([
    ['no form at all', 'application/json', '{}'],
    ['without its boundary', 'multipart/form-data', '--a'],
    ['cut off', 'multipart/form-data; boundary=a', '--a\r\ncontent-disposition: form-data; name="file"'],
  ])('%s is refused', async (_what, type, body) => {
    const request = new Request('http://localhost/', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    expect(await readUpload(request, USUAL_LIMITS)).toMatchObject({
      ok: false,
      refusal: { rule: 'input_invalid' },
    });
  });

  test('too large, it is taken to its end and kept nowhere', async () => {
    const { request, taken } = streamed(50 * 1024 * 1024);
    expect(await readUpload(request, USUAL_LIMITS)).toEqual({
      ok: false,
      refusal: { rule: 'file_too_large', most: 5, pictures: 20 },
    });
    expect(taken()).toBe(50 * 1024 * 1024);
  });
});

test.each([
  [0, 0],
  [MOST, MOST],
  [MOST + 1, null],
])('%i bytes that come in pieces are %s', async (bytes, length) => {
  expect((await readLimited(streamed(bytes).request, MOST))?.length ?? null).toBe(length);
});
