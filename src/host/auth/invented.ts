/**
 * The example has people who are nobody: whoever looks around there is let in as one of them without a
 * secret. The real world has no such way; openAuth gives it out in the example only, and this asserts it once
 * more.
 */
import type { PersonId } from '#kernel/command';
import { assert } from '#kernel/assert';
import type { Entered, House, Visit } from './house.ts';
import type { Library } from './library.ts';
import { letIn } from './sessions.ts';
import { noAddress } from './sign-up.ts';
import type { AuthTx } from './tables.ts';

export interface Invented {
  readonly person: PersonId;
  readonly name: string;
}

/** Lets the visit in as `who`. As on a borrowed device: nothing of them stays on it afterwards. */
export async function enterAsInvented(house: House, who: Invented, visit: Visit): Promise<Entered> {
  assert(house.example, 'nobody is let in without a secret but in the example');
  return house.library.within(async (tx, library) => {
    const login = (await loginOf(tx, who.person)) ?? (await inventLogin(house, library, who));
    return letIn(house, tx, library, { ...who, login, by: 'sign_up', borrowed: true }, visit);
  });
}

async function loginOf(tx: AuthTx, person: PersonId): Promise<string | undefined> {
  const row = await tx
    .selectFrom('auth.login')
    .select('id')
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row?.id;
}

/** A login without a credential: there is nothing that could be guessed. */
async function inventLogin(house: House, library: Library, who: Invented): Promise<string> {
  const now = house.now();
  const login = await library.createUser(
    {
      name: who.name,
      email: noAddress(),
      emailVerified: false,
      personId: who.person,
      createdAt: now,
      updatedAt: now,
    },
    { method: 'email-password' },
  );
  return login.id;
}
