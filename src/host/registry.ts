/** Every command of every module, by name. What is not here cannot happen. */
import type { AnyCommand } from '#kernel/command';
import { assert } from '#kernel/assert';
import type { Tx } from '#kernel/tx';
import { agentsCommands, AGENTS_REPLAYED } from '#agents/server';
import { careCommands, CARE_REPLAYED } from '#care/server';
import { decisionsCommands, DECISIONS_REPLAYED } from '#decisions/server';
import { exchangeCommands, EXCHANGE_REPLAYED } from '#exchange/server';
import { ledgerCommands, LEDGER_REPLAYED } from '#ledger/server';
import { networkCommands } from '#network/server';

function byName(all: readonly AnyCommand<Tx>[]): ReadonlyMap<string, AnyCommand<Tx>> {
  const map = new Map(all.map((one) => [one.name, one]));
  assert(map.size === all.length, 'no two commands have the same name');
  return map;
}

export const commands = byName([
  ...agentsCommands,
  ...careCommands,
  ...decisionsCommands,
  ...exchangeCommands,
  ...ledgerCommands,
  ...networkCommands,
]);

/** The tables whose rows a replay of the register makes again, parents before children. */
export const REPLAYED_TABLES: readonly string[] = [
  ...AGENTS_REPLAYED,
  ...DECISIONS_REPLAYED,
  ...LEDGER_REPLAYED,
  ...EXCHANGE_REPLAYED,
  ...CARE_REPLAYED,
];
