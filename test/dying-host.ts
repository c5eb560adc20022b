/**
 * An application that closes a vote and is killed on the way to what was decided: a process of its own, for
 * test/killed-between.test.ts.
 *
 *   node test/dying-host.ts <database> <organization> <milliseconds since 1970> <command> <load|record>
 *
 * It dies where that command would begin to load, or when it has recorded and nothing is committed yet.
 */
import type { AnyCommand, OrgId } from '../src/kernel/command.ts';
import type { Tx } from '../src/kernel/tx.ts';
import { keepTime } from '../src/host/enact.ts';
import { openHost } from '../src/host/host.ts';

const [url, org, now, name, at] = process.argv.slice(2) as [string, OrgId, string, string, 'load' | 'record'];

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

function dying(command: AnyCommand<Tx>): AnyCommand<Tx> {
  if (at === 'load') return { ...command, load: die };
  return {
    ...command,
    async record(tx, facts) {
      await command.record(tx, facts);
      await die();
    },
  };
}

const whole = openHost({ url, clock: () => Number(now), connections: 3 });
const commands = new Map(whole.commands);
commands.set(name, dying(commands.get(name)!));
await keepTime({ ...whole, commands }, org);
throw new Error('nobody was killed');
