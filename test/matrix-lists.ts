/** What the matrix brings into a directory. */
import type { OrgId } from '../src/kernel/command.ts';
import { lookAtFile, newImport, stageImport } from '../src/modules/network/index.server.ts';
import type { Stage } from './stage.ts';

/** A list of one line, looked at and not yet taken in. */
export async function stageList(stage: Stage, org: OrgId, name: string): Promise<string> {
  const bytes = Buffer.from(`name,country\n${name},ES\n`);
  async function* open() {
    yield bytes;
  }
  const look = await lookAtFile(open);
  if (!look.ok) throw new Error(look.refusal.rule);
  const made = {
    org,
    source: name,
    licence: 'CC0 1.0',
    millis: stage.clock.now,
    chance: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)),
  };
  const id = await newImport(stage.host.pool, { ...made, fileName: 'list.csv', look: look.value });
  const { format, mapping } = look.value;
  const staged = await stageImport(stage.host.pool, {
    ...made,
    importId: id,
    bytes: open(),
    format,
    mapping,
  });
  if (!staged.ok) throw new Error(staged.refusal.rule);
  return id;
}
