/** Gives the commands of this folder their transaction type. */
import { command } from '#kernel/command';
import { assert } from '#kernel/assert';
import type { Ask } from '#kernel/command';
import type { Tx } from '#kernel/tx';

export const ledgerCommand = command<Tx>();

/** Where a command is not grouped, it is decided alone. */
export function only<Input>(asks: readonly Ask<Input>[]): Ask<Input> {
  const [first] = asks;
  assert(first && asks.length === 1, 'a command that is not grouped is decided alone');
  return first;
}
