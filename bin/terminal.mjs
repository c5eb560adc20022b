/** Lines at the terminal: what is being waited for, with the seconds it takes. Runs on Node 20. */

/** @param {NodeJS.WriteStream} stream */
export function makeTerminal(stream) {
  /** @type {{ words: string, since: number, clock: NodeJS.Timeout | undefined } | undefined} */
  let step;
  stream.on('error', () => undefined);

  function seconds() {
    return step ? `${Math.max(1, Math.round((Date.now() - step.since) / 1000))} s` : '';
  }

  function finish() {
    if (!step) return;
    clearInterval(step.clock);
    stream.write(stream.isTTY ? `\r${step.words}… ${seconds()}\n` : ` ${seconds()}\n`);
    step = undefined;
  }

  return {
    /** Begins to wait for something; the step before is over. @param {string} words */
    step(words) {
      finish();
      step = { words, since: Date.now(), clock: undefined };
      stream.write(`${words}…`);
      if (stream.isTTY)
        step.clock = setInterval(() => stream.write(`\r${words}… ${seconds()}`), 1000).unref();
    },
    finish,
    /** @param {string} words */
    text(words) {
      finish();
      stream.write(`${words}\n`);
    },
  };
}
