/** An outage is the world failing us, not a fault of ours: the database is away, or has no place left. */

/** Classes and codes of PostgreSQL (08, 53, 57P0), and of the network. */
const AWAY = /^(08|53|57P0|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOENT)/;

export function isOutage(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return AWAY.test(code);
  // The driver says these two without a code.
  return typeof message === 'string' && /^(Connection terminated|timeout exceeded when trying)/.test(message);
}
