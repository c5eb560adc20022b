/** What an act told the whole group to hear, and whose its exact bytes are. */
import { isInside, visiblePersonal } from '#agents';
import type { Scene } from '#agents/server';
import { personalIn, type StoredLeaf } from './register/feed.ts';

/**
 * Whether the exact bytes of an act go to somebody who sees it so. They name whoever did it; among those who
 * know each other that is as good as telling who lives with whom. To a stranger those marks mean nobody.
 */
export function visibleBytes({ viewer }: Scene, seen: 'named' | 'plain' | 'nothing'): boolean {
  return seen === 'named' || (seen === 'plain' && !isInside(viewer));
}

/** Reasons and notes by their key, as far as this viewer may read them. */
export function toldIn(scene: Scene, { payload }: StoredLeaf): Record<string, string> {
  const told: Record<string, string> = {};
  for (const [pointer, value] of Object.entries((payload && personalIn(payload.body)) ?? {})) {
    const key = pointer.slice(pointer.lastIndexOf('/') + 1);
    if (typeof value === 'string' && visiblePersonal(scene.viewer, key)) told[key] = value;
  }
  return told;
}
