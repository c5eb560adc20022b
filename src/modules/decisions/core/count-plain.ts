/** A count as plain JSON: whole numbers that a number may not hold are text. */
import type { Json } from '#kernel/outcome';

export function plain(value: unknown): Json {
  if (value === undefined) return null;
  if (typeof value === 'bigint') return String(value);
  if (value === null || typeof value !== 'object') return value as Json;
  if (ArrayBuffer.isView(value)) return Array.from(value as Int32Array);
  if (Array.isArray(value)) return value.map(plain);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([key, one]) => [key, plain(one)]));
}
