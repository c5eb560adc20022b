/**
 * What a first visit to each main page weighs over the line: the bytes of HTML, styles, scripts and typefaces
 * as they come to whoever accepts gzip, with and without Save-Data. Runs the real program and looks at it as
 * somebody of the example.
 *
 *   node bench/pages.ts
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { startApp } from './app.ts';

const OUTSIDE = ['/', '/example', '/find', '/about', '/sign-in', '/style'];
const INSIDE = ['/today', '/groups', '/have', '/me', '/start', '/find'];
const GROUP = '/g/asamblea-del-agua-de-santa-ana';
const ROOMS = ['', '/members', '/posts', '/rules', '/record'].map((room) => GROUP + room);
const TELLING_MILLIS = 180_000;

interface Weight {
  readonly html: number;
  readonly css: number;
  readonly js: number;
  readonly fonts: number;
}

interface Answer {
  readonly status: number;
  readonly cookies: readonly string[];
  /** Bytes of the body over the line. */
  readonly sent: number;
  readonly text: string;
}

function send(address: URL, body: string | undefined, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const all = Buffer.concat(parts);
        const plain = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(all) : all;
        const cookies = answer.headers['set-cookie'] ?? [];
        resolve({ status: answer.statusCode ?? 0, cookies, sent: all.length, text: plain.toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** One visitor: a cookie jar, and whether data is dear. */
class Visitor {
  private readonly cookies = new Map<string, string>();
  private readonly origin: string;
  saveData = false;

  constructor(origin: string) {
    this.origin = origin;
  }

  async ask(address: string, form?: Record<string, string>): Promise<Answer> {
    const body = form ? new URLSearchParams(form).toString() : undefined;
    const answer = await send(new URL(address, this.origin), body, {
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'accept-language': 'es',
      'accept-encoding': 'gzip',
      accept: 'text/html',
      origin: this.origin,
      ...(this.saveData ? { 'save-data': 'on' } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    });
    for (const cookie of answer.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    return answer;
  }

  async weigh(address: string): Promise<Weight> {
    const answer = await this.ask(address);
    if (answer.status !== 200) throw new Error(`${address} answers ${answer.status}`);
    const html = answer.text;
    const styles = await this.all(html, /<link\b[^>]*\brel="stylesheet"[^>]*>/g, /href="([^"]+)"/);
    const scripts = await this.all(html, /<script\b[^>]*\bsrc="[^"]+"[^>]*>/g, /src="([^"]+)"/);
    const inline = [...html.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
    const sum = (parts: readonly Answer[]) => parts.reduce((all, part) => all + part.sent, 0);
    return {
      html: answer.sent,
      css: sum(styles),
      js: sum(scripts) + inline.reduce((all, one) => all + gzipSync(one[1] ?? '').length, 0),
      fonts: await this.fonts(styles, html),
    };
  }

  private async all(html: string, tag: RegExp, attribute: RegExp) {
    const addresses = [...html.matchAll(tag)].flatMap(([text]) => attribute.exec(text)?.[1] ?? []);
    return Promise.all(addresses.map((address) => this.take(new URL(address, this.origin))));
  }

  private async take(address: URL) {
    const answer = await this.ask(address.href);
    if (answer.status !== 200) throw new Error(`${address.pathname} answers ${answer.status}`);
    return { address, ...answer };
  }

  /** The typefaces whose range of signs holds one that stands on the page; they are compressed already. */
  private async fonts(styles: readonly (Answer & { address: URL })[], html: string): Promise<number> {
    const signs = [...new Set(html)].map((sign) => sign.codePointAt(0)!);
    let bytes = 0;
    for (const style of styles) {
      for (const face of style.text.match(/@font-face\s*\{[^}]*\}/g) ?? []) {
        const source = /url\(["']?([^"')]+)["']?\)/.exec(face)?.[1];
        const range = /unicode-range:\s*([^;}]+)/.exec(face)?.[1] ?? 'U+0-10FFFF';
        if (!source || !signs.some((sign) => within(range, sign))) continue;
        bytes += (await this.take(new URL(source, style.address))).sent;
      }
    }
    return bytes;
  }
}

function within(range: string, sign: number): boolean {
  return range.split(',').some((part) => {
    const [, first = '', last = first] = /U\+([0-9a-f?]+)(?:-([0-9a-f]+))?/i.exec(part) ?? [];
    const low = Number.parseInt(first.replaceAll('?', '0'), 16);
    return sign >= low && sign <= Number.parseInt(last.replaceAll('?', 'F'), 16);
  });
}

/** The example, once its stories are told. */
async function enterExample(visitor: Visitor): Promise<void> {
  const until = Date.now() + TELLING_MILLIS;
  for (;;) {
    const shoes = /name="shoes" value="([^"]+)"/.exec((await visitor.ask('/example')).text)?.[1];
    if (shoes) {
      await visitor.ask('/example?/enter', { shoes });
      return;
    }
    if (Date.now() > until) throw new Error('The example was not told in time.');
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1).padStart(8);

async function report(visitor: Visitor, address: string): Promise<Weight[]> {
  visitor.saveData = false;
  const full = await visitor.weigh(address);
  visitor.saveData = true;
  const spared = await visitor.weigh(address);
  const cells = [full.html, full.css, full.html + full.css, full.js, full.fonts].map(kilobytes).join('');
  const rest = kilobytes(spared.html + spared.css + spared.js + spared.fonts);
  process.stdout.write(`  ${address.padEnd(46)}${cells}${rest}${kilobytes(spared.fonts)}\n`);
  return [full, spared];
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-pages-'));
await chmod(folder, 0o711);
const app = await startApp(path.join(folder, 'data'));
try {
  const heads = ['HTML', 'CSS', 'both', 'JS', 'fonts', 'spared', 'fonts'];
  process.stdout.write(
    `kB (1,000 bytes) over the line, gzip accepted; spared: everything with Save-Data\n${''.padEnd(48)}${heads.map((head) => head.padStart(8)).join('')}\n`,
  );
  const visitor = new Visitor(app.origin);
  const weights: Weight[][] = [];
  for (const address of OUTSIDE) weights.push(await report(visitor, address));
  visitor.saveData = false;
  await enterExample(visitor);
  for (const address of [...INSIDE, ...ROOMS]) weights.push(await report(visitor, address));
  const most = (of: (weight: Weight[]) => number) => kilobytes(Math.max(...weights.map(of))).trim();
  process.stdout.write(
    `the heaviest: HTML + CSS ${most(([full]) => full!.html + full!.css)} (30), ` +
      `JS ${most(([full]) => full!.js)} (60), fonts ${most(([full]) => full!.fonts)} (65), ` +
      `fonts with Save-Data ${most(([, spared]) => spared!.fonts)} (0)\n`,
  );
} finally {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
}
