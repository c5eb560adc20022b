/**
 * What an account page says besides the statement, where something is kept for a unit or holding it costs
 * something.
 */
import type { CivilDate } from '#kernel/calendar';
import { may, unitIn } from '#agents';
import { loadInside } from '#agents/server';
import { dueToday, type Account } from '#ledger';
import { canBeChosen, loadChosen, loadCounts, loadNamed, loadOpenAccounts } from '#ledger/server';
import type { MoneyPlace } from '../place.ts';

const MOST_COUNTS = 12;

/** To whom what stays behind goes, and who can be chosen; null where there is nothing to choose. */
export async function choiceOf(place: MoneyPlace, account: Account) {
  const fee = unitIn(place.scene.group.articles, account.unit)?.backing?.fee;
  const isMine = account.member !== null && account.member === place.own;
  if (!isMine || account.closedAt !== null || fee === undefined || fee.chosenParts === 0) return null;
  const { db, org } = place;
  const classes = new Map((await loadInside(db, org)).map((one) => [one.member, one.class]));
  const open = (await loadOpenAccounts(db, org)).filter(
    (one) => one.unit === account.unit && one.id !== account.id,
  );
  const chosen = (await loadChosen(db, org, [account.id])).get(account.id) ?? '';
  const [named] = chosen === '' ? [] : await loadNamed(db, org, [chosen]);
  return {
    parts: fee.chosenParts,
    of: fee.of,
    chosen,
    name: named ? place.called(named) : null,
    options: open
      .filter((one) => canBeChosen(fee, { ...one, closedAt: null }, classes))
      .map((one) => ({ value: one.id, label: place.called(one) })),
  };
}

/** What would be charged today for the days it has lain; null where nothing would. */
export function lyingOf(place: MoneyPlace, account: Account): string | null {
  const due = dueToday(account, place.scene.today as CivilDate);
  return due === 0n ? null : place.amount(account.unit, due);
}

/** What was counted of something that is kept, the latest first; null of any other account. */
export async function countsOf(place: MoneyPlace, account: Account) {
  if (account.purpose !== 'reserve') return null;
  const { db, org, words } = place;
  const counts = await loadCounts(db, org, account.id, MOST_COUNTS);
  const who = (member: string | null) =>
    (member === null ? null : place.nameOf(member)) ?? words.t('member.forgotten');
  return {
    may: account.closedAt === null ? may(place.scene, 'keep_books') : null,
    today: place.scene.today,
    list: counts.map((one) => {
      const difference = one.counted_minor - one.booked_minor;
      const told = {
        on: words.date(one.counted_on),
        by: who(one.counted_by),
        counted: place.amount(account.unit, one.counted_minor),
        booked: place.amount(account.unit, one.booked_minor),
        difference: place.amount(account.unit, difference),
      };
      return {
        id: one.count_id,
        differs: difference !== 0n,
        said: words.t(difference === 0n ? 'counts.same' : 'counts.differs', told),
        note: one.note ?? '',
        explained:
          one.explained_at === null
            ? null
            : { by: who(one.explained_by), text: one.explanation ?? '', on: words.date(one.explained_at) },
      };
    }),
  };
}
