/** Two streams: answers on one, what is being waited for on the other. */
import type { Settings } from '../settings.ts';
import type { Terminal } from './subcommand.ts';

const REDRAW_MILLIS = 200;

export interface OpenTerminal extends Terminal {
  /** Ends the line of the last step. */
  finish(): void;
}

export function openTerminal(settings: Settings, json: boolean): OpenTerminal {
  const { stdout, stderr } = process;
  let step: { words: string; since: number } | undefined;
  let drawnAt = 0;

  function finish(): void {
    if (!step) return;
    const seconds = Math.max(1, Math.round((Date.now() - step.since) / 1000));
    stderr.write(stderr.isTTY ? `\r\u001b[K${step.words}… ${seconds} s\n` : ` ${seconds} s\n`);
    step = undefined;
  }

  return {
    settings,
    json,
    finish,
    print(words) {
      finish();
      if (!json) stdout.write(`${words}\n`);
    },
    remark(words) {
      finish();
      stderr.write(`${words}\n`);
    },
    step(words) {
      finish();
      step = { words, since: Date.now() };
      stderr.write(`${words}…`);
    },
    progress(words) {
      // Lines that are drawn over themselves are for people who look on; a log gets the steps only.
      if (!step || !stderr.isTTY || Date.now() - drawnAt < REDRAW_MILLIS) return;
      drawnAt = Date.now();
      stderr.write(`\r\u001b[K${step.words}… ${words}`);
    },
  };
}
