/**
 * Which acts a decision can bring about: those that the rules can leave to somebody, as the commands
 * themselves say. What is asked of them is parsed by their own schema, and kept as it came out.
 */
import type { AnyCommand } from '#kernel/command';
import { issuesOf } from '#kernel/issues';
import { accept, refuse, type Json } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { agentsCommands, changedArticles, FACE_TO_FACE, type Articles } from '#agents/server';
import type { KnownAct, LookUp } from '../core/draft.ts';
import type { ProposedAct } from '../core/proposal.ts';
import { budgetCommands } from './budget-commands.ts';
import { fileCommands } from './file-commands.ts';
import { meetingCommands } from './meeting-commands.ts';
import { talkCommands } from './talk.ts';

const ours = [
  ...budgetCommands,
  ...fileCommands,
  ...meetingCommands,
  ...talkCommands,
] as unknown as readonly AnyCommand<Tx>[];

const byName: ReadonlyMap<string, AnyCommand<Tx>> = new Map(
  [...agentsCommands, ...ours]
    .filter((one) => one.grounds.includes('statutes') && one.internal !== true)
    .filter((one) => !FACE_TO_FACE.includes(one.matter))
    .map((one) => [one.name, one]),
);

/**
 * Commands of modules that stand behind this one: what is asked of them is looked at by themselves, when it
 * is to be done. The tests hold this list to what they are.
 */
const BEHIND: ReadonlyMap<string, { readonly matter: string; readonly version: number }> = new Map([
  ['exchange.hide_advert', { matter: 'moderate', version: 1 }],
  ['exchange.show_advert', { matter: 'moderate', version: 1 }],
  ['ledger.book_bank', { matter: 'book_bank', version: 1 }],
  ['ledger.book_line', { matter: 'keep_books', version: 1 }],
  ['ledger.bring_balances', { matter: 'bring_balances', version: 1 }],
  ['ledger.close_fund', { matter: 'keep_books', version: 1 }],
  ['ledger.close_period', { matter: 'close_books', version: 1 }],
  ['ledger.count_cash', { matter: 'keep_books', version: 1 }],
  ['ledger.exchange_in', { matter: 'issue', version: 1 }],
  ['ledger.exchange_out', { matter: 'issue', version: 1 }],
  ['ledger.explain_difference', { matter: 'keep_books', version: 1 }],
  ['ledger.freeze', { matter: 'freeze', version: 1 }],
  ['ledger.grant_credit', { matter: 'grant_credit', version: 1 }],
  ['ledger.issue', { matter: 'issue', version: 1 }],
  ['ledger.miss_cash', { matter: 'keep_books', version: 1 }],
  ['ledger.open_fund', { matter: 'keep_books', version: 1 }],
  ['ledger.pay_out', { matter: 'pay_out', version: 1 }],
  ['ledger.read_statement', { matter: 'keep_books', version: 1 }],
  ['ledger.reclassify', { matter: 'keep_books', version: 1 }],
  ['ledger.receive_cash', { matter: 'keep_books', version: 1 }],
  ['ledger.reconcile', { matter: 'keep_books', version: 1 }],
  ['ledger.reopen_period', { matter: 'close_books', version: 1 }],
  ['ledger.reverse', { matter: 'correct', version: 1 }],
  ['ledger.settle_dispute', { matter: 'mediate', version: 1 }],
  ['ledger.unfreeze', { matter: 'freeze', version: 1 }],
  ['ledger.write_off', { matter: 'write_off', version: 1 }],
  ['network.import_listings', { matter: 'list', version: 1 }],
  ['network.undo_import', { matter: 'list', version: 1 }],
]);

/**
 * Every command that a decision can bring about, with its matter, for the tests to hold against the registry.
 */
export const DECIDABLE: ReadonlyMap<string, string> = new Map(
  [...byName.values(), ...[...BEHIND].map(([name, { matter }]) => ({ name, matter }))].map((one) => [
    one.name,
    one.matter,
  ]),
);

export const lookUpUnder =
  (articles: Articles): LookUp =>
  (name, asked) => {
    const behind = BEHIND.get(name);
    if (behind) {
      const act = { command: name, version: behind.version, input: asked };
      return accept<KnownAct>({ act, matter: behind.matter, touches: [] });
    }
    const command = byName.get(name);
    if (!command) return refuse('act_not_decided', { command: name.slice(0, 80) });
    const parsed = command.input.safeParse(asked);
    if (!parsed.success) {
      return refuse('act_misshapen', { command: name, issues: issuesOf(parsed.error) });
    }
    const input = JSON.parse(JSON.stringify(parsed.data)) as Json;
    const act: ProposedAct = { command: name, version: command.version ?? 1, input };
    return accept<KnownAct>({ act, matter: command.matter, touches: touchesOf(articles, act) });
  };

/** The articles that an act would change, against the rules in force. */
export function touchesOf(articles: Articles, { command, input }: ProposedAct): readonly string[] {
  if (command !== 'agents.amend') return [];
  return changedArticles(articles, (input as unknown as { articles: Articles }).articles);
}
