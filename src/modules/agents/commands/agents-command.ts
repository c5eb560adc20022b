/** Gives the commands of this folder their transaction type, and says once what most of them share. */
import { assert } from '#kernel/assert';
import { command, type Act, type Ask } from '#kernel/command';
import type { Tx } from '#kernel/tx';

export const agentsCommand = command<Tx>();

/** Commands that change a standing, a post or the statutes are decided one at a time. */
export function only<Input>(asks: readonly Ask<Input>[]): Ask<Input> {
  const [first] = asks;
  assert(first && asks.length === 1, 'a command that is not grouped is decided alone');
  return first;
}

/** Whether one hand decides; an act that several have signed may be about whoever signed last. */
export function decidedAlone({ authority }: Act): boolean {
  if (authority.by === 'decision') return false;
  return authority.by !== 'signatures' || authority.waiting === null;
}
