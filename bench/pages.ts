/**
 * What a first visit to each main page weighs over the line: HTML, styles, scripts and typefaces, compressed with
 * gzip, with and without Save-Data. Runs the real program and looks at it as somebody of the example.
 *
 *   node bench/pages.ts
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
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

const zipped = (bytes: Uint8Array) => gzipSync(bytes, { level: 6 }).length;

/** One visitor: a cookie jar, and whether data is dear. */
class Visitor {
  private readonly cookies = new Map<string, string>();
  private readonly origin: string;
  saveData = false;

  constructor(origin: string) {
    this.origin = origin;
  }

  async ask(address: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(new URL(address, this.origin), {
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'accept-language': 'es',
        accept: 'text/html',
        origin: this.origin,
        ...(this.saveData ? { 'save-data': 'on' } : {}),
      },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    return response;
  }

  async weigh(address: string): Promise<Weight> {
    const response = await this.ask(address);
    if (response.status !== 200) throw new Error(`${address} answers ${response.status}`);
    const html = await response.text();
    const styles = await this.all(html, /<link\b[^>]*\brel="stylesheet"[^>]*>/g, /href="([^"]+)"/);
    const scripts = await this.all(html, /<script\b[^>]*\bsrc="[^"]+"[^>]*>/g, /src="([^"]+)"/);
    const inline = [...html.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
    const sum = (parts: readonly Uint8Array[]) => parts.reduce((all, part) => all + zipped(part), 0);
    return {
      html: zipped(Buffer.from(html)),
      css: sum(styles.map((one) => one.bytes)),
      js: sum(scripts.map((one) => one.bytes)) + sum(inline.map((one) => Buffer.from(one[1] ?? ''))),
      fonts: await this.fonts(styles, html),
    };
  }

  private async all(html: string, tag: RegExp, attribute: RegExp) {
    const addresses = [...html.matchAll(tag)].flatMap(([text]) => attribute.exec(text)?.[1] ?? []);
    return Promise.all(addresses.map((address) => this.take(new URL(address, this.origin))));
  }

  private async take(address: URL) {
    const response = await this.ask(address.href);
    if (!response.ok) throw new Error(`${address.pathname} answers ${response.status}`);
    return { address, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  /** The typefaces whose range of signs holds one that stands on the page; they are compressed already. */
  private async fonts(styles: readonly { address: URL; bytes: Uint8Array }[], html: string): Promise<number> {
    const signs = [...new Set(html)].map((sign) => sign.codePointAt(0)!);
    let bytes = 0;
    for (const style of styles) {
      const faces =
        Buffer.from(style.bytes)
          .toString()
          .match(/@font-face\s*\{[^}]*\}/g) ?? [];
      for (const face of faces) {
        const source = /url\(["']?([^"')]+)["']?\)/.exec(face)?.[1];
        const range = /unicode-range:\s*([^;}]+)/.exec(face)?.[1] ?? 'U+0-10FFFF';
        if (!source || !signs.some((sign) => within(range, sign))) continue;
        bytes += (await this.take(new URL(source, style.address))).bytes.length;
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
    const shoes = /name="shoes" value="([^"]+)"/.exec(await (await visitor.ask('/example')).text())?.[1];
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
    `kB (1,000 bytes) with gzip; spared: everything with Save-Data\n${''.padEnd(48)}${heads.map((head) => head.padStart(8)).join('')}\n`,
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
