/** Throws away what is over; run by a job once a day. Nothing here still opens or tells anything. */
import { sql } from 'kysely';
import { after, type House } from './house.ts';
import { KEPT_DAYS } from './notices.ts';

const DAY = 24 * 3600;
/** A letter that has gone out, or that nobody would take, is kept so long for whoever asks after it. */
const LETTER_DAYS = 60;

export async function sweep(house: House): Promise<void> {
  const now = house.now();
  const at = now.toISOString();
  const long = after(now, -KEPT_DAYS * DAY);
  const letters = after(now, -LETTER_DAYS * DAY);
  for (const statement of [
    sql`DELETE FROM auth.session WHERE expires_at < ${at}`,
    sql`DELETE FROM auth.verification WHERE expires_at < ${at}`,
    sql`DELETE FROM auth.email_check WHERE expires_at < ${at}`,
    sql`DELETE FROM auth.notice WHERE at < ${long}`,
    sql`DELETE FROM auth.return_request WHERE expires_at < ${long}`,
    sql`DELETE FROM auth.token WHERE least(expires_at, ended_at) < ${long}`,
    sql`DELETE FROM auth.card WHERE ended_at < ${long}`,
    sql`DELETE FROM host.letter WHERE state IN ('sent', 'given_up') AND made_at < ${letters}`,
    sql`DELETE FROM host.first_link WHERE expires_at < ${long}`,
    sql`DELETE FROM auth.device d WHERE d.seen_on < ${long}::timestamptz::date
      AND NOT EXISTS (SELECT FROM auth.device_person p WHERE p.device_id = d.device_id)
      AND NOT EXISTS (SELECT FROM auth.session s WHERE s.device_id = d.device_id)
      AND NOT EXISTS (SELECT FROM auth.return_request r WHERE r.device_id = d.device_id)`,
  ]) {
    await statement.execute(house.db);
  }
}
