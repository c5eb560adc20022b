/** What the program says of itself, one JSON line each: no names, no inputs, no addresses of people. */
import pino from 'pino';

export const log = pino({
  level: process.env['TEQUIO_LOG'] ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: ['name', 'email', 'ip', 'person', 'input', 'cookie', 'authorization'], remove: true },
});
