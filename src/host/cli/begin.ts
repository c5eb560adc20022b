/** A new first link, when the printed one has run out or was lost. */
import { DATABASE, withEngine } from '../engine/server.ts';
import { newFirstLink } from '../first-link.ts';
import type { Subcommand } from './subcommand.ts';

export const command: Subcommand = {
  name: 'begin',
  summary: 'Prints a new link that lets the first person in.',
  usage: '',
  help: 'It works once, for one hour; links printed before no longer work.',
  async run(_args, io) {
    const { origin, port } = io.settings;
    const code = await withEngine(io.settings, { report: io.step, remark: io.remark }, (server) =>
      newFirstLink(server.url(DATABASE)),
    );
    const link = `${origin ?? `http://localhost:${port}`}/begin/${code}`;
    io.print(link);
    return { code, link };
  },
};
