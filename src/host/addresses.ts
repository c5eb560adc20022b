/** Under which addresses this Tequio is reached, and which it answers to. */
import { isIP, SocketAddress } from 'node:net';
import os from 'node:os';

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/;

export interface Reach {
  /** What a browser believes it talks to: `http://localhost:4000`. */
  readonly origin: string;
  /** Where the request came from; of six-part addresses the network, which is what one visitor has. */
  readonly visitor: string;
}

export interface Arrival {
  readonly host: string | undefined;
  readonly remote: string;
  /** The `Origin` header of a form. */
  readonly from: string | undefined;
  readonly forwardedFor: string | undefined;
  readonly forwardedProto: string | undefined;
  readonly forwardedHost: string | undefined;
}

export interface AddressBook {
  /** The configured origin. */
  readonly origin: string | undefined;
  /** How many proxies are trusted to tell the truth. */
  readonly proxies: number;
  /** Whether a host name (without port) is this machine's. */
  readonly isOurs: (name: string) => boolean;
}

/**
 * The origin of a request, or null when it asks for a name that is not ours: a page elsewhere whose name was
 * bent to this machine must not reach it. Behind a proxy that keeps quiet about the name it was called by,
 * the configured origin stands in; what a visitor writes into a header never becomes an origin.
 */
export function reach(arrival: Arrival, book: AddressBook): Reach | null {
  const visitor = visitorOf(arrival, book.proxies);
  const host = arrival.host?.toLowerCase();
  if (host === undefined || !HOST.test(host)) return null;
  if (book.origin !== undefined) {
    const forwarded = arrival.forwardedFor ?? arrival.forwardedProto ?? arrival.forwardedHost;
    const meant = new URL(book.origin).host === host || arrival.from === book.origin;
    const local = book.isOurs(nameOf(host));
    if (meant || (local && forwarded !== undefined)) return { origin: book.origin, visitor };
    return local ? { origin: `http://${host}`, visitor } : null;
  }
  if (book.proxies > 0 && arrival.forwardedHost !== undefined) {
    const scheme = last(arrival.forwardedProto, 1) === 'https' ? 'https' : 'http';
    const called = last(arrival.forwardedHost, 1)?.toLowerCase() ?? '';
    return HOST.test(called) ? { origin: `${scheme}://${called}`, visitor } : null;
  }
  return book.isOurs(nameOf(host)) ? { origin: `http://${host}`, visitor } : null;
}

/** The names and numbers of this machine; they change when it joins another network, so it is asked anew. */
export function makeIsOurs(every = 30_000): (name: string) => boolean {
  let known = new Set<string>();
  let until = 0;
  return (name) => {
    if (name === 'localhost' || name.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(name)) return true;
    if (!known.has(name) && Date.now() > until) {
      const self = os.hostname().toLowerCase();
      known = new Set([self, `${self.split('.')[0]}.local`, ...everyAddress()]);
      until = Date.now() + every;
    }
    return known.has(name);
  };
}

/** The addresses at which a phone on the same network finds this machine; the likeliest first. */
export function lanAddresses(): string[] {
  const addresses = Object.entries(os.networkInterfaces())
    .filter(([name]) => !/^(docker|br-|veth|virbr|tun|tap|utun)/.test(name))
    .flatMap(([, entries]) => entries ?? [])
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
    )
    .map(({ address }) => address);
  const likely = (address: string) => (/^(192\.168\.|10\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address) ? 0 : 1);
  return addresses.sort((a, b) => likely(a) - likely(b));
}

/**
 * Where somebody else finds what this visitor sees: on the machine itself people say `localhost`, which on
 * another phone is that phone.
 */
export function originForOthers(origin: string, lan = lanAddresses()): string {
  const url = new URL(origin);
  const nearest = lan[0];
  if (nearest === undefined || !/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)) return origin;
  url.hostname = nearest;
  return url.origin;
}

function everyAddress(): string[] {
  return Object.values(os.networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .map(({ address }) => address.toLowerCase());
}

function visitorOf({ remote, forwardedFor }: Arrival, proxies: number): string {
  const claimed = proxies > 0 ? last(forwardedFor, proxies) : undefined;
  const address = claimed !== undefined && isIP(claimed) !== 0 ? claimed : remote;
  return networkOf(address);
}

/**
 * Whoever has one address of version 6 has a whole network of 64 bits: counting visitors by single addresses
 * would count nobody. An address of version 4 that is written as one of version 6 is that address.
 */
function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) !== 6) return plain;
  const short = new SocketAddress({ address: plain, family: 'ipv6' }).address;
  const four = /^::ffff:([\d.]+)$/.exec(short)?.[1];
  if (four !== undefined) return four;
  const [front = [], back = []] = short.split('::').map((part) => part.split(':').filter(Boolean));
  const between = Array<string>(8 - front.length - back.length).fill('0');
  const network = [...front, ...between, ...back].slice(0, 4).join(':');
  return new SocketAddress({ address: `${network}::`, family: 'ipv6' }).address;
}

/**
 * The n-th entry of a list from its end: each proxy adds one, what stands before is the visitor's own word.
 */
function last(list: string | undefined, nth: number): string | undefined {
  const entries = list?.split(',').map((entry) => entry.trim());
  return entries?.at(-nth) ?? entries?.[0];
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}
