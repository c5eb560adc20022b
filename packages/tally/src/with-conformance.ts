/**
 * Real elections with known results, for tests: where TEQUIO_CONFORMANCE_DATA says, else beside the
 * project. They are read where they are and not copied; where there are none, the tests say that they skip.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const BESIDE = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/** A folder of the data, such as `stv`; null when it is not there. */
export function conformanceFolder(name: string): string | null {
  const root = process.env['TEQUIO_CONFORMANCE_DATA'] ?? BESIDE;
  const folder = path.join(root, name);
  return existsSync(folder) ? folder : null;
}

export function conformanceText(folder: string, ...names: readonly string[]): string {
  return readFileSync(path.join(folder, ...names), 'utf8');
}
