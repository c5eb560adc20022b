/**
 * Coming in again with a secret: on a device that knows the person by picking one's name, on any device with
 * an e-mail and a long secret. Whether a name or an address exists cannot be told from the answer or its
 * time.
 */
import type { PersonId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { hashOf } from './codes.ts';
import { clearTries, deviceOf, takeTry, type Try } from './devices.ts';
import { MINUTES_15, tooMany, type Entered, type House, type Session, type Visit } from './house.ts';
import { notify } from './notices.ts';
import { readSecret } from './secrets.ts';
import { labelHere, letIn } from './sessions.ts';
import { borrowedOf } from './sign-up.ts';
import type { DeviceId } from './tables.ts';

export type SecretRule = 'too_many_tries' | 'not_let_in' | 'secret_locked';

/** Lets a person in whom this device knows. */
export async function signInOnDevice(
  house: House,
  asked: { readonly person: string; readonly secret: string },
  visit: Visit,
): Promise<Outcome<Entered, SecretRule | 'device_unknown'>> {
  const device = await deviceOf(house, visit.cookies);
  if (device === null) return refuse('device_unknown');
  const checked = await checkSecret(house, { ...asked, device }, visit);
  if (!checked.ok) return checked;
  const who = await house.db
    .selectFrom('auth.login')
    .select(['id', 'person_id', 'name'])
    .where('id', '=', checked.value.login)
    .executeTakeFirst();
  if (who === undefined) return refuse('not_let_in', { triesLeft: 0 });
  return house.library.within(async (tx, library) =>
    accept(
      await letIn(
        house,
        tx,
        library,
        { login: who.id, person: who.person_id, name: who.name, by: 'secret' },
        visit,
      ),
    ),
  );
}

/** Shows once more that it is really them; needed before ways in are changed. */
export async function prove(
  house: House,
  session: Session,
  secret: string,
  visit: Visit,
): Promise<Outcome<null, SecretRule>> {
  const { person, device } = session;
  const checked = await checkSecret(house, { person, device, secret }, visit);
  if (!checked.ok) return checked;
  await clearTries(house.db, person, device);
  await house.db
    .updateTable('auth.session')
    .set({ proved_at: house.now().toISOString() })
    .where('id', '=', session.id)
    .execute();
  return accept(null);
}

/**
 * Checks the secret of somebody whom this device knows, for one act on a phone that others hold: nobody is
 * let in by it, and whoever is in stays so.
 */
export async function proveOnDevice(
  house: House,
  asked: { readonly person: string; readonly secret: string },
  visit: Visit,
): Promise<Outcome<{ readonly person: PersonId }, SecretRule | 'device_unknown'>> {
  const device = await deviceOf(house, visit.cookies);
  if (device === null) return refuse('device_unknown');
  const checked = await checkSecret(house, { ...asked, device }, visit);
  if (!checked.ok) return checked;
  const person = asked.person as PersonId;
  await clearTries(house.db, person, device);
  return accept({ person });
}

/** Lets a person in by e-mail and a secret of ten signs or more, wherever they are. */
export async function signInWithEmail(
  house: House,
  asked: { readonly email: string; readonly secret: string; readonly borrowed?: boolean },
  visit: Visit,
): Promise<Outcome<Entered, 'too_many_tries' | 'not_let_in'>> {
  const email = asked.email.trim().toLowerCase();
  const named = hashOf(email).toString('hex');
  const refused = await tooMany(house, [
    [`secret ip ${visit.ip}`, 100, MINUTES_15],
    [`email ${named} ip ${visit.ip}`, 8, MINUTES_15],
    [`email ${named}`, 40, 3600],
  ]);
  if (refused) return refused;
  const found = await house.db
    .selectFrom('auth.login as l')
    .innerJoin('auth.credential as c', 'c.login_id', 'l.id')
    .select(['l.id', 'l.person_id', 'l.name', 'c.password'])
    .where('l.email', '=', email)
    .where('c.provider_id', '=', 'credential')
    .where('c.kind', '=', 'long')
    .executeTakeFirst();
  const right = await house.library.verify(found?.password ?? (await house.nobody), readSecret(asked.secret));
  if (!right || found === undefined) return refuse('not_let_in', { triesLeft: 0 });
  const who = { login: found.id, person: found.person_id, name: found.name, by: 'email' as const };
  return house.library.within(async (tx, library) =>
    accept(await letIn(house, tx, library, { ...who, ...borrowedOf(asked) }, visit)),
  );
}

/** Checks a secret against one try of this person on this device. */
async function checkSecret(
  house: House,
  asked: { readonly person: string; readonly device: DeviceId; readonly secret: string },
  visit: Visit,
): Promise<Outcome<Try, SecretRule>> {
  const refused = await tooMany(house, [
    [`secret ip ${visit.ip}`, 100, MINUTES_15],
    [`secret device ${asked.device}`, 40, MINUTES_15],
  ]);
  if (refused) return refused;
  const taken = await takeTry(house, asked.person, asked.device);
  const hash = taken.ok ? taken.value.hash : await house.nobody;
  const right = await house.library.verify(hash, readSecret(asked.secret));
  if (!taken.ok) return taken;
  if (right) return taken;
  if (taken.value.triesLeft > 0) return refuse('not_let_in', { triesLeft: taken.value.triesLeft });
  await tellLocked(house, taken.value.login, asked.device);
  return refuse('secret_locked');
}

async function tellLocked(house: House, login: string, device: DeviceId): Promise<void> {
  const who = await house.db
    .selectFrom('auth.login')
    .select('person_id')
    .where('id', '=', login)
    .executeTakeFirst();
  if (who === undefined) return;
  const label = await labelHere(house.db, device);
  await notify(house, house.db, who.person_id, 'secret_locked', { device: label });
}
