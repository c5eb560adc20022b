import { error } from '@sveltejs/kit';
import type { CivilDate } from '#kernel/calendar';
import { may } from '#agents';
import { closedThrough, isBalanced, lastMonthEnd } from '#ledger';
import { loadAllAccounts, loadClosings, loadTrial } from '#ledger/server';
import { field, formKey } from '#host/forms';
import { carry } from '../../scene.ts';
import { moneyPlace } from '../place.ts';
import { periodIn } from './period.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * The bookkeeper’s room: what every account had and has, periods that are closed, and the books to take
 * along.
 */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const { db, org, words, scene } = place;
  const mayClose = may(scene, 'close_books');
  if (!place.keepsBooks && mayClose === null) error(404, 'not_found');
  const today = scene.today as CivilDate;
  const period = periodIn(event.url, today);
  const accounts = new Map((await loadAllAccounts(db, org)).map((one) => [one.id, one]));
  const trial = place.keepsBooks ? await loadTrial(db, org, period) : [];
  const closings = await loadClosings(db, org);
  const closed = closedThrough(closings);
  const lastMonth = lastMonthEnd(today);
  return {
    base: place.base,
    hides: words.hidesAmounts === true,
    ...period,
    query: `?from=${period.fromOn}&through=${period.throughOn}`,
    shown: { from: words.date(period.fromOn), through: words.date(period.throughOn) },
    reads: place.keepsBooks,
    // What the bank says is read by nobody else.
    hasMoney: place.keepsBooks && place.units.some((one) => one.kind === 'currency'),
    balanced: isBalanced(trial),
    trial: trial
      .filter((one) => one.openingMinor !== 0n || one.inMinor !== 0n || one.outMinor !== 0n)
      .map((one) => {
        const found = accounts.get(one.account)!;
        return {
          id: one.account,
          name: place.called(found),
          opening: place.amount(one.unit, one.openingMinor),
          out: place.amount(one.unit, one.outMinor),
          in: place.amount(one.unit, one.inMinor),
          closing: place.amount(one.unit, one.closingMinor),
        };
      }),
    closed: closed === null ? null : words.date(closed),
    closings: closings.map((one) =>
      words.t(one.reopenedAt === null ? 'books.closing' : 'books.closing.reopened', {
        through: words.date(one.throughOn),
        at: words.moment(one.closedAt),
        reopened: one.reopenedAt === null ? '' : words.moment(one.reopenedAt),
        note: one.reason ?? one.note ?? '',
      }),
    ),
    mayClose,
    closeThrough: closed === null || closed < lastMonth ? lastMonth : '',
    formKey: formKey(),
  };
};

export const actions: Actions = {
  close: (event) =>
    carry(
      event,
      'ledger.close_period',
      (form) => ({ throughOn: field(form, 'throughOn'), note: field(form, 'note') }),
      '/money/books',
    ),
  reopen: (event) =>
    carry(
      event,
      'ledger.reopen_period',
      (form) => ({ fromOn: field(form, 'fromOn'), reason: field(form, 'reason') }),
      '/money/books',
    ),
};
