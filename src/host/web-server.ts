/**
 * The edge: one HTTP server before the pages. It decides under which address a request came, keeps what is
 * too large, too slow or misdirected outside, and answers "in a moment" while the database is away.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import compression from 'compression';
import { reach, type AddressBook, type Arrival } from './addresses.ts';
import { Plain } from './engine/plain.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface WebServerOptions extends AddressBook {
  readonly port: number;
  /** Words for what is answered before any page is reached. */
  readonly words: (request: IncomingMessage, key: EdgeKey) => string;
}

export type EdgeKey = 'edge.not_ready' | 'edge.other_name' | 'edge.too_large' | 'edge.length_needed';

export interface WebServer {
  readonly port: number;
  /** Opens the pages; until then, and after `close`, everybody is asked to come back in a moment. */
  open(handler: Handler): void;
  close(): void;
  /** Takes no new request and gives those that run `millis` to finish. */
  stop(millis: number): Promise<void>;
}

export const BODY_LIMIT = 512 * 1024;
export const UPLOAD_LIMIT = 64 * 1024 * 1024;
/**
 * Where lists and files come in: by pages, and by the API. What they take is counted there, and refused in
 * words.
 */
const UPLOAD_PATHS = [
  /^\/(import|api\/v1\/[a-z-]+\/import[a-z_-]*)(\/|$)/,
  /^\/g\/[^/]+\/decisions\/[^/]+\/files$/,
  /^\/api\/v1\/groups\/[^/]+\/files$/,
];
/** How long a body within `BODY_LIMIT` may take; a large one has the server's own, longer limit. */
const BODY_MILLIS = 60_000;
const UPLOAD_MILLIS = 15 * 60_000;

/** The names under which the pages read what the edge has decided; from outside they are never let in. */
export const EDGE_HEADERS = {
  PROTOCOL_HEADER: 'x-tequio-protocol',
  HOST_HEADER: 'x-tequio-host',
  ADDRESS_HEADER: 'x-tequio-visitor',
  BODY_SIZE_LIMIT: String(UPLOAD_LIMIT),
} as const;

/**
 * Many a line is thin: what is text travels compressed. No page that can be fetched shows a lasting secret
 * (codes and tokens are shown once, in the answer to a form of ours), so its length gives nothing away.
 */
const compress = compression({ threshold: 1_000 }) as unknown as (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

/** Takes the port at once, on every network of this machine. */
export async function listen(options: WebServerOptions): Promise<WebServer> {
  let pages: Handler | undefined;
  const server = createServer((request, response) => receive(request, response, options, pages));
  server.headersTimeout = 20_000;
  server.requestTimeout = UPLOAD_MILLIS;
  // Longer than a proxy keeps its own side open, so that it never writes into a connection we are closing.
  server.keepAliveTimeout = 75_000;
  await bind(server, options.port);
  return {
    port: (server.address() as AddressInfo).port,
    open: (handler) => (pages = handler),
    close: () => (pages = undefined),
    stop: (millis) => stop(server, millis),
  };
}

function receive(
  request: IncomingMessage,
  response: ServerResponse,
  options: WebServerOptions,
  pages: Handler | undefined,
): void {
  const say = (status: number, key: EdgeKey) => answer(response, status, options.words(request, key));
  const reached = reach(arrivalOf(request), options);
  if (!reached) return say(421, 'edge.other_name');
  mark(request, reached.origin, reached.visitor);
  protect(response, reached.origin);
  const refused = refuseBody(request);
  if (refused) return say(...refused);
  if (!pages) return say(503, 'edge.not_ready');
  compress(request, response, () => pages(request, response));
}

/** Strips what a visitor claims and writes what is so. */
function mark(request: IncomingMessage, origin: string, visitor: string): void {
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith('x-forwarded-') || name.startsWith('x-tequio-') || name === 'forwarded') {
      Reflect.deleteProperty(request.headers, name);
    }
  }
  const { protocol, host } = new URL(origin);
  request.headers[EDGE_HEADERS.PROTOCOL_HEADER] = protocol.slice(0, -1);
  request.headers[EDGE_HEADERS.HOST_HEADER] = host;
  request.headers[EDGE_HEADERS.ADDRESS_HEADER] = visitor;
  request.headers.host = host;
}

/** For what is no page of ours: a page says its own, stricter in what it names, in place of this. */
const PLAIN_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** What every answer carries, a picture's too. */
function protect(response: ServerResponse, origin: string): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('content-security-policy', PLAIN_POLICY);
  if (origin.startsWith('https:')) {
    response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains');
  }
}

function refuseBody(request: IncomingMessage): [number, EdgeKey] | undefined {
  const { method = 'GET', url = '/', headers } = request;
  if (method === 'GET' || method === 'HEAD') return undefined;
  const [path = ''] = url.split('?');
  const isUpload = UPLOAD_PATHS.some((one) => one.test(path));
  const length = headers['content-length'];
  if (length !== undefined && Number(length) > (isUpload ? UPLOAD_LIMIT : BODY_LIMIT)) {
    return [413, 'edge.too_large'];
  }
  if (isUpload) return undefined;
  // A body that does not say how long it is could be any length; only an upload's is counted as it comes.
  if (headers['transfer-encoding'] !== undefined) return [411, 'edge.length_needed'];
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, BODY_MILLIS).unref();
  request.once('close', () => clearTimeout(timer));
  return undefined;
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    // What is left of a refused body is not read.
    ...(status === 503 ? { 'retry-after': '2' } : { connection: 'close' }),
  });
  response.end(`${text}\n`);
}

function arrivalOf({ headers, socket }: IncomingMessage): Arrival {
  const one = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  };
  return {
    host: headers.host,
    remote: socket.remoteAddress ?? '',
    from: headers.origin,
    forwardedFor: one('x-forwarded-for'),
    forwardedProto: one('x-forwarded-proto'),
    forwardedHost: one('x-forwarded-host'),
  };
}

async function bind(server: Server, port: number): Promise<void> {
  const refused = await tryBind(server, port, '::');
  // A machine without the newer kind of address has only the older.
  const code =
    refused?.code === 'EAFNOSUPPORT' || refused?.code === 'EADDRNOTAVAIL'
      ? (await tryBind(server, port, '0.0.0.0'))?.code
      : refused?.code;
  if (code === undefined) return;
  if (code === 'EADDRINUSE') {
    throw new Plain(
      `Port ${port} is taken by another program: choose another, for example PORT=${port + 1} npm start.`,
    );
  }
  if (code === 'EACCES') {
    throw new Plain(`This user may not use port ${port}: choose one above 1023, for example PORT=4000.`);
  }
  throw new Plain(`Port ${port} cannot be used (${code}).`);
}

function tryBind(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error);
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve(undefined);
    });
  });
}

function stop(server: Server, millis: number): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), millis);
    // A connection becomes idle when its last answer is through; nothing closes it then but we.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(late);
      clearInterval(sweep);
      resolve();
    });
  });
}
