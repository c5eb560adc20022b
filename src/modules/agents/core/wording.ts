/** How a part of the rules reads: two parts that say the same are the same, wherever they were kept. */

/** The database keeps no order of keys: what is the same must be written the same. */
export function inOneOrder(part: unknown): string {
  return (
    JSON.stringify(part, (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ) ?? ''
  );
}
