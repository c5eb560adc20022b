/** Everything that can be done in this module. */
import type { AnyCommand } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { askHelp } from './ask-help.ts';
import { come, notCome } from './come.ts';
import { correct } from './correct.ts';
import { endHelp } from './end-help.ts';
import { forgetEntry } from './forget-entry.ts';
import { log } from './log.ts';
import { tellMonth } from './tell-month.ts';
import { thank } from './thank.ts';

export const careCommands: readonly AnyCommand<Tx>[] = [
  askHelp,
  come,
  correct,
  endHelp,
  forgetEntry,
  log,
  notCome,
  tellMonth,
  thank,
] as unknown as readonly AnyCommand<Tx>[];
