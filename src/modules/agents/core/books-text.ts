/** What we count, as sentences: of each unit what it is, who can hold it, and what holds for its accounts. */
import { booksOf, unitIn, unitOfLimits, type Credit, type UnitRule } from './books.ts';
import { classWord, type Word, type Wording } from './rule-words.ts';
import type { Articles, Limit } from './statutes.ts';
import { spokenUnit, type SpokenUnit } from './unit-words.ts';
import type { Said } from './ways-text.ts';

export function booksText(articles: Articles): readonly Said[] {
  return booksOf(articles).units.flatMap((rule) => unitText(articles, rule));
}

function unitText(articles: Articles, rule: UnitRule): readonly Said[] {
  const parts: readonly (readonly [string, Wording])[] = [
    ['name', nameWords(rule)],
    ['holders', holderWords(articles, rule)],
    ['credit', creditWords(articles, rule.credit, spokenUnit(rule))],
    ['ceiling', ceilingWords(rule)],
    ['levy', levyWords(rule)],
    ['keeping', keepingWords(rule)],
    ...(rule.kind === 'backed'
      ? ([
          ['backing', backingWords(articles, rule)],
          ['accepting', acceptingWords(articles, rule)],
        ] as const)
      : []),
  ];
  return parts.map(([part, wording]) => ({
    section: 'money',
    id: `unit.${rule.unit}.${part}`,
    path: `books.${rule.unit}.${part}`,
    ...wording,
  }));
}

function nameWords(rule: UnitRule): Wording {
  const unit = spokenUnit(rule);
  return {
    key: 'rule.money.name',
    values: { code: rule.code, symbol: rule.symbol ?? 'none', scale: rule.scale },
    words: {
      one: { called: 'one', unit },
      many: several(unit),
      elsewhere: { called: 'elsewhere', unit },
      kind: `rule.money.kind.${rule.kind}`,
    },
  };
}

function holderWords(articles: Articles, rule: UnitRule): Wording {
  const words = { many: several(spokenUnit(rule)) };
  if (rule.commonOnly) return { key: 'rule.money.holders.common', words };
  if (rule.holders.length === 0) return { key: 'rule.money.holders.all', words };
  const all = rule.holders.map((one) => classWord(articles, one));
  return { key: 'rule.money.holders.some', words, lists: { all } };
}

function creditWords(articles: Articles, credit: Credit, unit: SpokenUnit): Wording {
  if (credit.by === 'nobody') return { key: 'rule.money.credit.nobody', words: { many: several(unit) } };
  const floor = (minor: string): Word => ({ minor: minor === '0' ? minor : `-${minor}`, unit });
  const all = creditParts(articles, credit, floor);
  const words = { floor: floor(credit.minor) };
  if (credit.by === 'trust') return { key: 'rule.money.credit.trust', words };
  if (all.length === 0) return { key: 'rule.money.credit.all', words };
  return { key: `rule.money.credit.${credit.by}`, words, lists: { all } };
}

/** For whom, or from when, it is another amount. */
function creditParts(articles: Articles, credit: Credit, floor: (minor: string) => Word): readonly Wording[] {
  if (credit.by === 'class') {
    return credit.classes.map((one) => ({
      key: 'rule.money.credit.class.part',
      words: { class: classWord(articles, one.class), floor: floor(one.minor) },
    }));
  }
  if (credit.by !== 'age') return [];
  return credit.steps.map(({ afterDays, minor }) => ({
    key: 'rule.money.credit.age.part',
    values: { days: afterDays },
    words: { floor: floor(minor) },
  }));
}

function ceilingWords(rule: UnitRule): Wording {
  const unit = spokenUnit(rule);
  if (rule.ceilingMinor === undefined)
    return { key: 'rule.money.ceiling.none', words: { many: several(unit) } };
  return { key: 'rule.money.ceiling.some', words: { ceiling: { minor: rule.ceilingMinor, unit } } };
}

function levyWords(rule: UnitRule): Wording {
  const words = { many: several(spokenUnit(rule)) };
  if (rule.levy === undefined) return { key: 'rule.money.levy.none', words };
  const { parts, of, pays } = rule.levy;
  return { key: 'rule.money.levy.some', values: { parts, of, pays }, words };
}

/** What it costs to let it lie. */
function keepingWords(rule: UnitRule): Wording {
  const unit = spokenUnit(rule);
  const words = { many: several(unit) };
  const { demurrage, monthlyMinor, expiresDays } = rule;
  const all: Wording[] = [
    ...(demurrage === undefined
      ? []
      : [{ key: 'rule.money.keeping.daily', values: { ...demurrage }, words }]),
    ...(monthlyMinor === undefined
      ? []
      : [{ key: 'rule.money.keeping.monthly', words: { each: { minor: monthlyMinor, unit } } }]),
    ...(expiresDays === undefined
      ? []
      : [{ key: 'rule.money.keeping.expires', values: { days: expiresDays }, words }]),
  ];
  if (all.length === 0) return { key: 'rule.money.keeping.none', words };
  return { key: 'rule.money.keeping.some', words, lists: { all } };
}

/** What is kept for each of them, and what it costs to bring them back. */
function backingWords(articles: Articles, rule: UnitRule): Wording {
  const many = several(spokenUnit(rule));
  const kept = rule.backing === undefined ? undefined : unitIn(articles, rule.backing.unit);
  if (kept === undefined) return { key: 'rule.money.backing.none', words: { many } };
  const words = {
    many,
    one: { called: 'one', unit: spokenUnit(rule) },
    keptOne: { called: 'one', unit: spokenUnit(kept) },
    kept: several(spokenUnit(kept)),
  } as const;
  const fee = rule.backing?.fee;
  if (fee === undefined) return { key: 'rule.money.backing.free', words };
  const { of, commonParts, chosenParts, chosenFrom } = fee;
  const all = chosenFrom.map((one) => classWord(articles, one));
  const values = {
    of,
    common: commonParts,
    chosen: chosenParts,
    whose: chosenParts === 0 ? 'nobody' : all.length === 0 ? 'funds' : 'some',
  };
  return { key: 'rule.money.backing.fee', values, words, lists: { all } };
}

/** Where one can pay with it. */
function acceptingWords(articles: Articles, rule: UnitRule): Wording {
  const words = { many: several(spokenUnit(rule)) };
  const all = (rule.accepting ?? []).map((one) => classWord(articles, one));
  if (all.length === 0) return { key: 'rule.money.accepting.none', words };
  return { key: 'rule.money.accepting.some', words, lists: { all } };
}

function several(unit: SpokenUnit): Word {
  return { called: 'many', unit };
}

/**
 * Up to how much and how often a post may do something. Amounts are said in what is counted; where no article
 * says in what, as they stand.
 */
export function limitWords(
  articles: Articles,
  limit: Limit | undefined,
): Pick<Said, 'key' | 'values' | 'words'> {
  const per = limit?.per;
  const rule = unitOfLimits(articles);
  const amounts = { each: limit?.perActMinor, sum: per?.amountMinor };
  const given = Object.entries(amounts).flatMap(([name, minor]) =>
    minor === undefined ? [] : [{ name, minor }],
  );
  if (given.length > 0) {
    const said = given.map(({ name, minor }): [string, Word] => [
      name,
      rule === undefined ? { own: minor } : { minor, unit: spokenUnit(rule) },
    ]);
    return {
      key: 'rule.deciding.role_amount',
      values: {
        each: 'none',
        sum: 'none',
        times: per?.acts ?? 0,
        days: per?.days ?? 0,
        counted: rule === undefined ? 'smallest' : 'whole',
      },
      words: Object.fromEntries(said),
    };
  }
  if (per?.acts !== undefined)
    return { key: 'rule.deciding.role_times', values: { times: per.acts, days: per.days } };
  return { key: 'rule.deciding.role', values: {} };
}
