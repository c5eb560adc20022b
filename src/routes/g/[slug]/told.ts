/** Acts of the register as this viewer may read them. */
import { visibleAct, visiblePersonal } from '#agents';
import type { Scene } from '#agents/server';
import { actSentence, type NameOf, type ToldAct } from '#agents/screens/say.ts';
import { joinPersonal, type Personal } from '#host/register/leaf';
import type { RecordEntry } from '#host/register/record';
import { booksIn, namesWith } from '#host/tell-books';
import type { Tx } from '#kernel/tx';
import { partiesOf, type ToldBooks } from '#ledger';
import type { Words } from '#locales';

export interface Line {
  readonly position: number;
  readonly sentence: string;
  readonly at: string | null;
  readonly reason: string | null;
}

/** Null where the viewer may not know of it. */
export function toldOf(scene: Scene, entry: RecordEntry, books: ToldBooks): ToldAct | null {
  const { leaf } = entry;
  if (leaf === null) return null;
  const { command, actor } = leaf;
  const seen = visibleAct(scene.viewer, scene.group.state, leaf, partiesOf(books, leaf.fact));
  if (seen === 'nothing') return null;
  const fact = joinPersonal(leaf.fact, seen === 'named' ? readable(scene, entry.personal) : null);
  const together = leaf.authority.by === 'signatures' || leaf.authority.by === 'decision';
  return { command, actor, fact, plain: seen === 'plain', together };
}

function readable(scene: Scene, personal: Personal | null): Personal | null {
  if (personal === null) return null;
  const kept = Object.entries(personal).filter(([pointer]) =>
    visiblePersonal(scene.viewer, pointer.slice(pointer.lastIndexOf('/') + 1)),
  );
  return Object.fromEntries(kept);
}

/**
 * Lines of the record, those left out that the viewer may not know of. Tampered bytes are said, never hidden.
 */
export async function linesOf(
  db: Tx,
  words: Words,
  scene: Scene,
  entries: readonly RecordEntry[],
  nameOf: NameOf,
): Promise<Line[]> {
  const facts = entries.map(({ leaf }) => leaf?.fact);
  const books = await booksIn(db, scene, facts);
  const named = namesWith(scene, nameOf, books);
  return entries.flatMap((entry) => lineOf(words, entry, toldOf(scene, entry, books), named));
}

function lineOf(words: Words, { position, leaf }: RecordEntry, told: ToldAct | null, nameOf: NameOf): Line[] {
  if (leaf === null) return [{ position, sentence: words.t('record.broken'), at: null, reason: null }];
  if (told === null) return [];
  const why = told.fact['reason'] ?? told.fact['note'];
  return [
    {
      position,
      sentence: actSentence(words, told, nameOf),
      at: leaf.at,
      reason: typeof why === 'string' && why !== '' ? why : null,
    },
  ];
}
