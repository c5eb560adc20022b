import { describe, expect, test } from 'vitest';
import type { FileType } from '#kernel/file';
import { answerFile, type Answered } from './answer.ts';

const DIGEST = 'a'.repeat(64);
const bytes = new TextEncoder().encode('bytes');

async function answered(
  more: Partial<Answered> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const file = {
    name: 'plan.pdf',
    type: 'application/pdf' as FileType,
    digest: DIGEST,
    load: () => Promise.resolve(bytes),
  };
  return (await answerFile(new Request('http://localhost/', { headers }), { ...file, ...more }))!;
}

describe('a file as a browser gets it', () => {
  test.each<[FileType, string, string]>([
    ['application/pdf', 'attachment', 'application/pdf'],
    ['text/markdown', 'attachment', 'text/plain; charset=utf-8'],
    ['application/vnd.oasis.opendocument.text', 'attachment', 'application/vnd.oasis.opendocument.text'],
    ['image/png', 'inline', 'image/png'],
  ])('%s is %s, and runs nothing', async (type, how, said) => {
    const { headers } = await answered({ type });
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^${how}; `));
    expect(headers.get('content-type')).toBe(said);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*; sandbox$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  test.each([
    ['Año «nuevo».pdf', 'filename="A_o _nuevo_.pdf"; filename*=UTF-8\'\'A%C3%B1o%20%C2%ABnuevo%C2%BB.pdf'],
    ['a"b\\c%d.pdf', 'filename="c_d.pdf"; filename*=UTF-8\'\'c%25d.pdf'],
    ["l'eau (1).pdf", "filename=\"l'eau (1).pdf\"; filename*=UTF-8''l%27eau%20%281%29.pdf"],
    ['run.exe', 'filename="run.exe.pdf"; filename*=UTF-8\'\'run.exe.pdf'],
  ])('called %s', async (name, said) => {
    expect((await answered({ name })).headers.get('content-disposition')).toBe(`attachment; ${said}`);
  });

  test('is kept by one browser, which asks each time, and not sent again', async () => {
    const first = await answered();
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect([first.status, await first.text()]).toEqual([200, 'bytes']);
    const load = () => Promise.reject(new Error('nothing is read that is not sent'));
    const again = await answered({ load }, { 'if-none-match': `"x", W/"${DIGEST}"` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', `"${DIGEST}"`]);
    expect((await answered({}, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('whose bytes are gone has no answer', async () => {
    expect(await answered({ load: () => Promise.resolve(null) })).toBeNull();
  });
});
