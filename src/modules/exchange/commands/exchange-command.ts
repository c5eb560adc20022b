/** Gives the commands of this folder their transaction type. */
import { command, type Ask } from '#kernel/command';
import { assert } from '#kernel/assert';
import type { Tx } from '#kernel/tx';

export const exchangeCommand = command<Tx>();

/** None of these is grouped: each is decided alone. */
export function only<Input>(asks: readonly Ask<Input>[]): Ask<Input> {
  const [first] = asks;
  assert(first && asks.length === 1, 'a command that is not grouped is decided alone');
  return first;
}
