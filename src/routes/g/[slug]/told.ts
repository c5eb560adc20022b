/** Acts of the register as this viewer may read them. */
import { visibleAct, visiblePersonal } from '#agents';
import type { Scene } from '#agents/server';
import { actSentence, type NameOf, type ToldAct } from '#agents/screens/say.ts';
import { joinPersonal, type Personal } from '#host/register/leaf';
import type { RecordEntry } from '#host/register/record';
import type { Words } from '#locales';

export interface Line {
  readonly position: number;
  readonly sentence: string;
  readonly at: string | null;
  readonly reason: string | null;
}

/** Null where the viewer may not know of it. */
export function toldOf(scene: Scene, entry: RecordEntry): ToldAct | null {
  const { leaf } = entry;
  if (leaf === null) return null;
  const { command, actor } = leaf;
  const seen = visibleAct(scene.viewer, scene.group.state, leaf);
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
export function linesOf(words: Words, scene: Scene, entries: readonly RecordEntry[], nameOf: NameOf): Line[] {
  return entries.flatMap((entry): Line[] => {
    const { position } = entry;
    if (entry.leaf === null)
      return [{ position, sentence: words.t('record.broken'), at: null, reason: null }];
    const told = toldOf(scene, entry);
    if (told === null) return [];
    const why = told.fact['reason'] ?? told.fact['note'];
    return [
      {
        position,
        sentence: actSentence(words, told, nameOf),
        at: entry.leaf.at,
        reason: typeof why === 'string' && why !== '' ? why : null,
      },
    ];
  });
}
