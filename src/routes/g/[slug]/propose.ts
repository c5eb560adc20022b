/**
 * How what a page would do is put to the group instead: the address where a proposal of exactly this begins,
 * and the words for how we would decide it.
 */
import { canPropose, waysFor } from '#agents';
import type { Scene } from '#agents/server';
import { waysWord } from '#agents/screens/say.ts';
import type { Words } from '#locales';

/** An act as it travels to the page of a new proposal, in an address or in a form. */
export function proposedInput(input: unknown): string {
  return Buffer.from(JSON.stringify(input)).toString('base64url');
}

export function proposeHref(slug: string, command: string, input: unknown): string {
  const asked = new URLSearchParams({ command, input: proposedInput(input) });
  return `/g/${slug}/decisions/new?${String(asked)}`;
}

/** In which ways whoever looks could have it decided, in few words; null where they could not. */
export function decidedBy(
  words: Words,
  scene: Scene,
  matter: string,
  touches: readonly string[] = [],
): string | null {
  if (!canPropose(scene, matter, { touches })) return null;
  return waysWord(words, waysFor(scene.group.articles, matter, touches));
}
