import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { SMALL_SIDE, smallSize, type FileType } from '#kernel/file';
import { rewritePicture, WIDEST } from './picture.ts';
import { drawing, photo } from './with-files.ts';

const MOST = 5 * 1024 * 1024;

async function rewritten(bytes: Uint8Array, type: FileType, most = MOST) {
  const outcome = await rewritePicture(bytes, type, most);
  if (!outcome.ok) throw new Error(outcome.refusal.rule);
  return outcome.value;
}

describe('a picture that is written anew', () => {
  test('tells nothing of place and camera, stands upright, and is no larger than a screen', async () => {
    const given = await photo(3000, 2000);
    expect(Buffer.from(given).includes('Camera of Ana')).toBe(true);
    const { type, bytes, width, height, small } = await rewritten(given, 'image/jpeg');
    expect({ type, width, height }).toEqual({ type: 'image/jpeg', width: 2000, height: 3000 });
    for (const one of [bytes, small]) {
      const { exif, xmp, iptc, orientation } = await sharp(one).metadata();
      expect({ exif, xmp, iptc, orientation }).toEqual({});
      expect(Buffer.from(one).includes('Camera of Ana')).toBe(false);
    }
    const inList = await sharp(small).metadata();
    expect([inList.format, inList.width, inList.height]).toEqual(['jpeg', 213, SMALL_SIDE]);
    expect(smallSize(width, height)).toEqual({ width: 213, height: SMALL_SIDE });
  });

  test('is as wide as it was, or as a screen', async () => {
    expect((await rewritten(await drawing(5000, 100), 'image/png')).width).toBe(WIDEST);
    const same = await rewritten(await drawing(40, 30), 'image/png');
    expect([same.width, same.height]).toEqual([40, 30]);
  });

  test('stays what it was: a drawing keeps what shines through', async () => {
    const { type, bytes } = await rewritten(await drawing(), 'image/png');
    expect(type).toBe('image/png');
    expect((await sharp(bytes).metadata()).hasAlpha).toBe(true);
  });

  test('becomes a photograph where a drawing would be too large', async () => {
    const pixels = crypto.getRandomValues(new Uint8Array(60_000));
    const noise = await sharp(pixels, { raw: { width: 200, height: 100, channels: 3 } })
      .png()
      .toBuffer();
    expect((await rewritten(noise, 'image/png', 20_000)).type).toBe('image/jpeg');
  });

  test('carries no page behind it', async () => {
    const given = Buffer.concat([await photo(60, 40), Buffer.from('<html><script>alert(1)</script>')]);
    const { bytes } = await rewritten(given, 'image/jpeg');
    expect(Buffer.from(bytes).includes('<script')).toBe(false);
  });

  test.each([
    ['its sign alone', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    ['nothing behind its sign that is one', new TextEncoder().encode('\xff\xd8\xff<html>')],
  ])('has to be one, and not %s', async (_what, given) => {
    expect(await rewritePicture(given, 'image/jpeg', MOST)).toMatchObject({
      refusal: { rule: 'picture_broken' },
    });
  });

  test('that would unfold to more than the machine can hold is not opened', async () => {
    // A drawing of one colour is small, however wide it says that it is.
    const bomb = await sharp({ create: { width: 16_000, height: 8_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(await rewritePicture(bomb, 'image/png', MOST)).toMatchObject({
      refusal: { rule: 'picture_too_large' },
    });
  });
});
