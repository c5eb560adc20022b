/** Everything that can be done in this module. */
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';

export const decisionsCommands: readonly AnyCommand<Tx>[] = [];
