/** Gives the commands of this folder their transaction type. */
import { command } from '#kernel/command';
import { assert } from '#kernel/assert';
import type { Ask, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { loadFrame } from '#agents/server';

export const careCommand = command<Tx>();

/** Where a command is not grouped, it is decided alone. */
export function only<Input>(asks: readonly Ask<Input>[]): Ask<Input> {
  const [first] = asks;
  assert(first && asks.length === 1, 'a command that is not grouped is decided alone');
  return first;
}

/** What the rules of a group say of care; null where they do not speak of it. */
export async function loadCareRules(tx: Tx, org: OrgId) {
  return (await loadFrame(tx, org))?.articles.care ?? null;
}
