/** What a person should hear of on every device of theirs, until it was seen on that device. */
import type { PersonId } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import { newId, type House, type Session } from './house.ts';
import type { AuthTx } from './tables.ts';

/** Each has words `notice.<kind>`. */
export const noticeKinds = [
  'new_device',
  'secret_changed',
  'secret_locked',
  'email_changed',
  'card_used',
  'card_renewed',
  'card_revoked',
  'passkey_added',
  'passkey_removed',
  'token_made',
  'signed_out_everywhere',
  'return_vouched',
  'return_opens',
  'return_stopped',
  'return_done',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly at: string;
}

export const KEPT_DAYS = 60;

export async function notify(
  house: House,
  tx: AuthTx,
  person: PersonId,
  kind: NoticeKind,
  facts: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await tx
    .insertInto('auth.notice')
    .values({
      notice_id: newId(house, 'ntc'),
      person_id: person,
      kind,
      facts: JSON.stringify(facts) as Json,
      at: house.now().toISOString(),
    })
    .execute();
}

/** What has not been seen on this device yet, newest first. */
export async function notices(house: House, session: Session): Promise<Notice[]> {
  const since = new Date(house.now().getTime() - KEPT_DAYS * 86_400_000).toISOString();
  const rows = await house.db
    .selectFrom('auth.notice as n')
    .leftJoin('auth.notice_seen as s', (join) =>
      join.onRef('s.notice_id', '=', 'n.notice_id').on('s.device_id', '=', session.device),
    )
    .select(['n.notice_id', 'n.kind', 'n.facts', 'n.at'])
    .where('n.person_id', '=', session.person)
    .where('n.at', '>', since)
    .where('s.notice_id', 'is', null)
    .orderBy('n.at', 'desc')
    .orderBy('n.notice_id', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    id: row.notice_id,
    kind: row.kind as NoticeKind,
    facts: row.facts as Notice['facts'],
    at: row.at,
  }));
}

/** Marks all that this device has been shown; the person's other devices still show it. */
export async function seeNotices(house: House, session: Session): Promise<void> {
  await house.db
    .insertInto('auth.notice_seen')
    .columns(['notice_id', 'device_id'])
    .expression((from) =>
      from
        .selectFrom('auth.notice')
        .select((row) => ['notice_id', row.val(session.device).as('device_id')])
        .where('person_id', '=', session.person),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
