/** What an act told the whole group to hear. */
import { visiblePersonal } from '#agents';
import type { Scene } from '#agents/server';
import { personalIn, type StoredLeaf } from './register/feed.ts';

/** Reasons and notes by their key, as far as this viewer may read them. */
export function toldIn(scene: Scene, { payload }: StoredLeaf): Record<string, string> {
  const told: Record<string, string> = {};
  for (const [pointer, value] of Object.entries((payload && personalIn(payload.body)) ?? {})) {
    const key = pointer.slice(pointer.lastIndexOf('/') + 1);
    if (typeof value === 'string' && visiblePersonal(scene.viewer, key)) told[key] = value;
  }
  return told;
}
