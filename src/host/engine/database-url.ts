/**
 * Addresses of databases, `postgresql://user:password@host:port/database?…`. One that goes through a socket
 * has no host (`postgresql:///tequio?host=/run/postgresql`), which a URL may not have beside a user; a name
 * that cannot exist stands in while it is taken apart.
 */
const SOCKET = 'socket.invalid';

export function databaseOf(address: string): string {
  return decodeURIComponent(open(address).pathname.slice(1));
}

export function userOf(address: string): string {
  return decodeURIComponent(open(address).username);
}

export function passwordOf(address: string): string {
  return decodeURIComponent(open(address).password);
}

/** Where the server is, for people: `host:port`, or the folder of its socket. */
export function serverOf(address: string): string {
  const url = open(address);
  return url.host === SOCKET ? (url.searchParams.get('host') ?? 'localhost') : url.host;
}

export function withDatabase(address: string, database: string): string {
  const url = open(address);
  url.pathname = `/${encodeURIComponent(database)}`;
  return close(url);
}

export function withUser(address: string, user: string, password: string): string {
  const url = open(address);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return close(url);
}

function open(address: string): URL {
  return new URL(address.replace(/^(postgres(?:ql)?:\/\/(?:[^@/]*@)?)\//, `$1${SOCKET}/`));
}

function close(url: URL): string {
  return url.href.replace(SOCKET, '');
}
