/** What every command that writes an offer or a need does alike. */
import type { LoadContext, MemberId, OrgId } from '#kernel/command';
import type { KeptFile } from '#kernel/file';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { Articles } from '#agents';
import { loadFrame } from '#agents/server';
import {
  aboutHere,
  ADVERT_WORDS_RULES,
  standsUntil,
  wrongWithAdvert,
  type AdvertPicture,
  type AdvertWords,
} from '../core/advert.ts';

export interface Writing {
  readonly articles: Articles;
  /** The picture that whoever writes has brought; null where none was named, or another brought it. */
  readonly kept: KeptFile | null;
}

export async function loadWriting(
  tx: Tx,
  org: OrgId,
  writer: MemberId | null,
  picture: string | null,
  brought: LoadContext['brought'],
): Promise<Writing> {
  const frame = (await loadFrame(tx, org))!;
  const kept = picture === null ? null : ((await brought(writer, [picture])).get(picture) ?? null);
  return { articles: frame.articles, kept };
}

/** In order of precedence. */
export const WRITING_RULES = [...ADVERT_WORDS_RULES, 'file_not_brought', 'not_a_picture'] as const;
export type WritingRule = (typeof WRITING_RULES)[number];

export interface AskedWords extends AdvertWords {
  readonly title: string;
  readonly words: string;
  readonly availability: string;
  readonly place: string;
  readonly picture: string | null;
  readonly description: string;
}

/** What is recorded of an offer or a need beside whose it is. `before`: the picture that it has. */
export function decideWords(
  { articles, kept }: Writing,
  asked: AskedWords,
  today: string,
  before: AdvertPicture | null = null,
) {
  const { picture: _asked, description: _seen, lat, lon, ...words } = asked;
  const wrong = wrongWithAdvert(articles, asked);
  if (wrong) return wrong;
  const picture = decidePicture(asked, kept, before);
  if (!picture.ok) return picture;
  return accept({
    ...words,
    lat: lat === null ? null : aboutHere(lat),
    lon: lon === null ? null : aboutHere(lon),
    picture: picture.value,
    standsUntil: standsUntil(articles, today),
  });
}

function decidePicture(
  { picture, description }: Pick<AskedWords, 'picture' | 'description'>,
  kept: KeptFile | null,
  before: AdvertPicture | null,
): Outcome<AdvertPicture | null, 'file_not_brought' | 'not_a_picture'> {
  if (picture === null) return accept(null);
  if (before?.digest === picture) return accept({ ...before, description });
  if (kept === null) return refuse('file_not_brought');
  if (!kept.type.startsWith('image/')) return refuse('not_a_picture');
  const { digest, smallDigest, type, bytes, width, height } = kept;
  return accept({ digest, smallDigest, type, bytes, width, height, description });
}

/** What tells of a person in the act of an offer or a need: it goes with them. */
export const PERSONAL_WORDS = ['title', 'words', 'availability', 'place', 'lat', 'lon', 'picture'] as const;
