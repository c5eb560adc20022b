/**
 * A picture is written anew: turned as it is meant to be seen, no larger than a screen, and with nothing in
 * it but its colours. Where it was taken, when, and with whose telephone stays with whoever took it.
 */
import sharp, { type Sharp } from 'sharp';
import { SMALL_SIDE, type FileType } from '#kernel/file';
import { accept, refuse, type Outcome } from '#kernel/outcome';

/** As wide as it is shown anywhere; a long receipt may be twice as high. */
export const WIDEST = 2_048;
const HIGHEST = 4_096;
/**
 * More are asked for by nobody's telephone, but by whoever wants to use up the memory of this machine. A JPEG is
 * read line by line; the others may have to be unfolded whole, and can be very small before that.
 */
const MOST_PIXELS = 120_000_000;
const MOST_UNFOLDED = 40_000_000;

export interface Picture {
  readonly type: FileType;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** The same made small, as JPEG. */
  readonly small: Uint8Array;
}

export type PictureRule = 'picture_broken' | 'picture_too_large';

// One picture at a time, on one thread: writing them anew must not take the machine from everybody else.
sharp.concurrency(1);
sharp.cache(false);
let last: Promise<unknown> = Promise.resolve();

/** Writes a picture anew, in no more than `most` bytes where that can be. */
export function rewritePicture(
  bytes: Uint8Array,
  type: FileType,
  most: number,
): Promise<Outcome<Picture, PictureRule>> {
  const next = last.then(() => rewrite(bytes, type, most));
  last = next.catch(() => undefined);
  return next;
}

async function rewrite(
  bytes: Uint8Array,
  type: FileType,
  most: number,
): Promise<Outcome<Picture, PictureRule>> {
  const mostPixels = type === 'image/jpeg' ? MOST_PIXELS : MOST_UNFOLDED;
  const open = () => sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels }).autoOrient();
  try {
    const { width, height } = await sharp(bytes).metadata();
    if (width * height > mostPixels) return refuse('picture_too_large');
    const whole = open().resize({ width: WIDEST, height: HIGHEST, fit: 'inside', withoutEnlargement: true });
    const kept = await keptAs(whole, type, most);
    const small = await open()
      .resize({ width: SMALL_SIDE, height: SMALL_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 70, mozjpeg: true })
      .toBuffer();
    return accept({ ...kept, small });
  } catch {
    // Whatever is wrong with it: the sign of a picture, and behind it none.
    return refuse('picture_broken');
  }
}

async function keptAs(whole: Sharp, type: FileType, most: number): Promise<Omit<Picture, 'small'>> {
  if (type !== 'image/jpeg') {
    const { data, info } = await encoded(whole.clone(), type).toBuffer({ resolveWithObject: true });
    if (data.length <= most) return { type, bytes: data, width: info.width, height: info.height };
  }
  // A photograph that was kept as a drawing is smaller as a photograph.
  const { data, info } = await encoded(whole.flatten({ background: '#ffffff' }), 'image/jpeg').toBuffer({
    resolveWithObject: true,
  });
  return { type: 'image/jpeg', bytes: data, width: info.width, height: info.height };
}

function encoded(picture: Sharp, type: FileType): Sharp {
  switch (type) {
    case 'image/png':
      return picture.png({ compressionLevel: 9 });
    case 'image/webp':
      return picture.webp({ quality: 82 });
    default:
      return picture.jpeg({ quality: 82, mozjpeg: true });
  }
}
