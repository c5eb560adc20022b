/** Acts name accounts and amounts: what those that are told speak of is looked up, and no more. */
import { isInside, type Articles } from '#agents';
import type { Scene } from '#agents/server';
import type { NameOf } from '#agents/screens/say.ts';
import type { Tx } from '#kernel/tx';
import type { ToldBooks } from '#ledger';
import { careValues } from '#care/screens/say-act.ts';
import { bookValues } from '#ledger/screens/say-act.ts';
import { loadToldBooks } from '#ledger/server';

/** The rules of a group, as far as they say what it counts. */
interface Keeping {
  readonly group: { readonly articles: Pick<Articles, 'books'> };
}
type Telling = Pick<Scene, 'organization' | 'group' | 'viewer'>;
const NOTHING_TOLD: ToldBooks = { accounts: new Map(), moved: new Map() };

/** The accounts and payments that these facts and inputs speak of; to strangers nothing is told of them. */
export function booksIn(db: Tx, scene: Telling, facts: readonly unknown[]): Promise<ToldBooks> {
  return isInside(scene.viewer)
    ? loadToldBooks(db, scene.organization.org_id, facts)
    : Promise.resolve(NOTHING_TOLD);
}

/** The names of a group, with what its sentences need of the books. */
export function namesWith({ group }: Keeping, nameOf: NameOf, told: ToldBooks): NameOf {
  const { articles } = group;
  const valuesOf: NameOf['valuesOf'] = (words, act) =>
    act.command.startsWith('ledger.')
      ? bookValues({ ...told, words, articles, nameOf }, act)
      : act.command === 'care.tell_month'
        ? careValues(words, act)
        : {};
  return Object.assign((member: string) => nameOf(member), { valuesOf });
}

/** The same for sentences about these facts and inputs. */
export async function tellBooks(
  db: Tx,
  scene: Telling,
  nameOf: NameOf,
  facts: readonly unknown[],
): Promise<NameOf> {
  return namesWith(scene, nameOf, await booksIn(db, scene, facts));
}
