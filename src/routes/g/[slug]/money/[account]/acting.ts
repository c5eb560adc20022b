/** Who acts for an account besides whoever it belongs to. */
import { addDays, type CivilDate } from '#kernel/calendar';
import { MOST_ENTRUSTED_DAYS, type Account } from '#ledger';
import { loadInside } from '#agents/server';
import { loadEntrusted } from '#ledger/server';
import { manyOf, type MoneyPlace } from '../place.ts';

const USUAL_DAYS = 180;

/** For its holder: who acts for it, and who else could. */
export async function helpersOf(place: MoneyPlace, account: Account) {
  const { db, org, own, words, scene } = place;
  const entrusted = await loadEntrusted(db, org, [account.id], scene.today);
  const there = entrusted.map((one) => ({
    member: one.member,
    name: place.nameOf(one.member) ?? words.t('member.forgotten'),
    most:
      one.mostMinor === null
        ? words.t('acting.freely')
        : words.t('acting.upto', { most: place.amount(account.unit, one.mostMinor) }),
    until: words.date(one.until),
  }));
  const rule = place.units.find(({ unit }) => unit === account.unit);
  const others = (await loadInside(db, org)).filter((one) => one.member !== own);
  return {
    list: there,
    people: others
      .map((one) => ({ value: one.member, label: place.nameOf(one.member) ?? '' }))
      .filter((one) => one.label !== '')
      .sort((a, b) => a.label.localeCompare(b.label, words.locale)),
    unit: rule ? manyOf(words, rule) : account.unit,
    today: scene.today,
    last: addDays(scene.today as CivilDate, MOST_ENTRUSTED_DAYS),
    usual: addDays(scene.today as CivilDate, USUAL_DAYS),
    isOpen: account.closedAt === null,
  };
}

/** For whoever acts for it: how far and until when; null for everybody else. */
export function actedFor(place: MoneyPlace, account: Account) {
  const mine = place.entrusted.find((one) => one.account === account.id);
  if (mine === undefined) return null;
  const most = mine.mostMinor === null ? '' : place.amount(account.unit, mine.mostMinor);
  const until = place.words.date(mine.until);
  return {
    member: mine.member as string,
    may: place.words.t('acting.may', { some: most === '' ? 'no' : 'yes', most, until }),
  };
}
