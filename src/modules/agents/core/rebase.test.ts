import { describe, expect, test } from 'vitest';
import { network } from '../../../forms/network.ts';
import { changedArticles } from './amendment.ts';
import type { UnitRule } from './books.ts';
import { compareRules } from './rules-text.ts';
import { rebaseArticles } from './rebase.ts';
import type { Articles } from './statutes.ts';
import { USUAL_VOICE, type Way } from './voice.ts';

const before: Articles = network.articles;
const holders = (rules: Articles, role: string, count: number): Articles => ({
  ...rules,
  roles: rules.roles.map((one) => (one.role === role ? { ...one, holders: count } : one)),
});
const [first, second] = before.roles.map((one) => one.role) as [string, string];
const wanted = holders({ ...before, exit: { ...before.exit, noticeDays: 41 } }, first, 4);

test('rules that nobody has touched since are what was wanted', () => {
  expect(rebaseArticles(before, wanted, before)).toEqual({ articles: wanted, isClear: true });
});

describe('rules that were touched elsewhere since', () => {
  test('keep what was adopted, and have what was wanted', () => {
    const today = holders(
      {
        ...before,
        exit: { ...before.exit, appealDays: 77 },
        powers: { ...before.powers, propose: { by: 'member' }, paint: { by: 'member' } },
        voice: { ...USUAL_VOICE, ...before.voice, brakeMembers: 5 },
      },
      second,
      6,
    );
    const { articles, isClear } = rebaseArticles(before, wanted, today);
    expect(isClear).toBe(true);
    expect(articles).toEqual(holders({ ...today, exit: { noticeDays: 41, appealDays: 77 } }, first, 4));
    expect(compareRules(today, articles)).toEqual(compareRules(before, wanted));
  });

  test('keep what was added and stay without what was taken out, on either side', () => {
    const added = { role: 'baker', holders: 1, termMonths: 12 };
    const today = { ...before, roles: [...before.roles, added] };
    const { articles } = rebaseArticles(before, wanted, today);
    expect(articles.roles).toEqual([...wanted.roles, added]);
    const { paint: _, ...powers } = { ...before.powers, paint: { by: 'member' as const } };
    const painted = { ...before, powers: { ...powers, paint: { by: 'member' as const } } };
    const without = rebaseArticles(painted, { ...painted, powers }, today).articles;
    expect(without.powers).toEqual(powers);
    expect(without.roles).toEqual(today.roles);
  });

  test('keep each unit that is counted, whoever added it', () => {
    const unit = (name: string, minor: string): UnitRule => ({
      unit: name,
      kind: 'mutual_credit',
      code: name.toUpperCase(),
      scale: 2,
      words: { es: { one: name, many: name } },
      holders: [],
      credit: { by: 'all', minor },
    });
    const counting = (...units: UnitRule[]): Articles => ({ ...before, books: { units } });
    const [maiz, hora, sol] = [unit('maiz', '1'), unit('hora', '1'), unit('sol', '1')];
    const clear = (rules: Articles) => ({ articles: rules, isClear: true });
    expect(rebaseArticles(before, counting(maiz), counting(hora))).toEqual(clear(counting(hora, maiz)));
    expect(rebaseArticles(counting(maiz), counting(unit('maiz', '2')), counting(maiz, sol))).toEqual(
      clear(counting(unit('maiz', '2'), sol)),
    );
    expect(rebaseArticles(counting(maiz, hora), counting(hora), counting(maiz, hora, sol))).toEqual(
      clear(counting(hora, sol)),
    );
    const both = rebaseArticles(counting(maiz), counting(unit('maiz', '2')), counting(unit('maiz', '3')));
    expect(both).toEqual({ articles: counting(unit('maiz', '2')), isClear: false });
    expect(
      rebaseArticles(before, wanted, { ...before, exit: { ...before.exit, appealDays: 77 } }).articles.books,
    ).toBeUndefined();
  });

  test('are not held up by an old way on the spot that no hands can decide', () => {
    const secret: Way = {
      method: 'majority',
      quorumPercent: 50,
      noQuorum: 'fails',
      talkDays: 3,
      voteDays: 0,
      waitDays: 0,
      secrecy: 'separated',
      voters: 'members',
    };
    const withOld = (rules: Articles): Articles => ({
      ...rules,
      powers: { ...rules.powers, describe: { by: 'member', ways: [secret] } },
    });
    const today = { ...withOld(before), exit: { ...before.exit, appealDays: 77 } };
    expect(rebaseArticles(withOld(before), withOld(wanted), today).isClear).toBe(true);
    expect(rebaseArticles(before, withOld(wanted), { ...before, exit: today.exit }).isClear).toBe(false);
  });

  test('are what they are today where all of it was adopted', () => {
    const today = { ...wanted, exit: { ...wanted.exit, appealDays: 77 } };
    const { articles, isClear } = rebaseArticles(before, wanted, today);
    expect(isClear).toBe(true);
    expect(changedArticles(today, articles)).toEqual([]);
  });
});

describe('rules that somebody has changed in the same place since', () => {
  test('are not laid onto those of today without being looked at', () => {
    const today = { ...before, exit: { noticeDays: 60, appealDays: 77 } };
    const { articles, isClear } = rebaseArticles(before, wanted, today);
    expect(isClear).toBe(false);
    expect(articles.exit).toEqual({ noticeDays: 41, appealDays: 77 });
  });

  test('nor where what both leave cannot be lived under', () => {
    const byHand = { ...before, admission: { ...before.admission, byApplication: true, byInvitation: true } };
    const one = { ...byHand, admission: { ...byHand.admission, byApplication: false } };
    const other = { ...byHand, admission: { ...byHand.admission, byInvitation: false } };
    expect(rebaseArticles(byHand, one, other).isClear).toBe(false);
  });
});
