/** What the terminal shows when Tequio is open. */
import os from 'node:os';
import { renderUnicodeCompact } from 'uqr';

export interface Greeting {
  readonly port: number;
  readonly origin: string | undefined;
  /** The addresses of this machine on its local network. */
  readonly lan: readonly string[];
  /** The code that lets the first person in, while nobody is here. */
  readonly code: string | null;
  /** Where everything is kept: a folder, or the host of a database. */
  readonly data: string;
  /** Whether a picture can be shown. */
  readonly terminal: boolean;
}

export function greeting(given: Greeting): string {
  const local = `http://localhost:${given.port}`;
  const open = given.origin ?? local;
  const lan = given.lan[0] === undefined ? undefined : `http://${given.lan[0]}:${given.port}`;
  const lines = ['', row('Tequio is open:', open)];
  if (given.origin !== undefined) lines.push(row('On this machine:', local));
  if (lan !== undefined) lines.push(row('On your network:', lan));
  if (lan !== undefined && given.origin === undefined) lines.push(...plainHttp());
  if (given.code !== null) lines.push('', ...firstLink(`${given.origin ?? local}/begin/${given.code}`));
  if (given.code !== null && given.terminal) {
    lines.push('', renderUnicodeCompact(`${given.origin ?? lan ?? local}/begin/${given.code}`));
  }
  lines.push('', row('Your data:', shortened(given.data)), row('Stop:', 'Ctrl-C. Nothing is lost.'), '');
  return lines.join('\n');
}

function firstLink(link: string): string[] {
  return [
    'Nobody is here yet. This link lets the first person in (works once, for one hour):',
    row('', link),
  ];
}

function plainHttp(): string[] {
  return [
    row('', 'A phone there has everything but passkeys and use without a connection:'),
    row('', 'these need https. To have it, put a proxy such as Caddy in front and set'),
    row('', 'TEQUIO_ORIGIN=https://your.name (see .env.example).'),
  ];
}

function row(label: string, words: string): string {
  return `${label.padEnd(17)} ${words}`.trimEnd();
}

function shortened(folder: string): string {
  const home = os.homedir();
  return folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
}
