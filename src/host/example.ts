/** The example world is opened here once it has been made from the stories. */
import type { World } from './worlds.ts';

export async function exampleWorld(): Promise<World | null> {
  return null;
}
