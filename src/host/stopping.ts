/**
 * What must be finished before the program ends. The built pages and the server are separate worlds within
 * one process; the process itself is what they share.
 */

const EVENT = 'tequio:stopping';

/** Registers work to be done, and waited for, after the last request and before the database stops. */
export function onStopping(finish: () => Promise<void>): void {
  process.on(EVENT, (wait: Promise<void>[]) => wait.push(finish()));
}

/** Has everything finished that registered, but waits no longer than `millis`. */
export async function finishAll(millis: number): Promise<void> {
  const wait: Promise<void>[] = [];
  process.emit(EVENT as 'exit', wait as never);
  const late = new Promise<void>((resolve) => setTimeout(resolve, millis).unref());
  await Promise.race([Promise.allSettled(wait), late]);
}
