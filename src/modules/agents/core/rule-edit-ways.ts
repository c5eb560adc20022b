/**
 * How something is decided together: one way with its method, its quorum and its times, asked for on a page
 * of its own; and one more way for a matter that has room for it.
 */
import {
  choice,
  worded,
  whole,
  type Editor,
  type Problems,
  type RuleAnswer,
  type RuleField,
  type When,
} from './rule-fields.ts';
import { classWord } from './rule-words.ts';
import type { Articles, Power } from './statutes.ts';
import {
  asksNobody,
  BUDGET_MATTER,
  CHOOSING_MATTERS,
  ELECTORATES,
  FACE_TO_FACE,
  isBudget,
  isYesNo,
  METHODS,
  MOST_WAYS,
  SECRECIES,
  shareOf,
  WAY_RANGES,
  waysOf,
  type Electorate,
  type Method,
  type Secrecy,
  type Share,
  type Way,
} from './voice.ts';

/** What a new way begins with. */
const USUAL: Omit<Way, 'method'> = {
  quorumPercent: 50,
  noQuorum: 'again',
  talkDays: 3,
  voteDays: 5,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
};

export function usualWay(method: Method): Way {
  return { method, ...USUAL };
}

/** What can be chosen for a matter; a method that it has already, however it came by it, can stay. */
function methodsFor(matter: string, present?: Method): readonly Method[] {
  const fits = (method: Method) => {
    if (FACE_TO_FACE.includes(matter)) return false;
    if (matter === BUDGET_MATTER) return isBudget({ method });
    return isYesNo({ method }) || (CHOOSING_MATTERS.includes(matter) && !isBudget({ method }));
  };
  return METHODS.filter((method) => method === present || fits(method));
}

/** The choice of one more way, where the matter has room for it; the name of its field is `add`. */
export function addField(matter: string, power: Power): readonly RuleField[] {
  if (waysOf(power).length >= MOST_WAYS || FACE_TO_FACE.includes(matter)) return [];
  const choices = methodsFor(matter).map((method) => ({
    value: method,
    words: { key: 'rule-edit.way-name', words: { how: `method.${method}.short` } },
  }));
  return [
    {
      kind: 'choice',
      name: 'add',
      compact: true,
      value: NONE,
      label: { key: 'rule-edit.way-add' },
      hint: { key: 'rule-edit.way-add.hint' },
      choices: [{ value: NONE, words: { key: 'rule-edit.way-add.none' } }, ...choices],
    },
  ];
}

const NONE = 'none';

/** The ways that a matter had, and the one that has been added, if any. */
export function waysAnswered(matter: string, power: Power, answer: RuleAnswer): readonly Way[] {
  const added = methodsFor(matter).find((method) => method === answer('add'));
  const ways = waysOf(power);
  return added === undefined || ways.length >= MOST_WAYS ? ways : [...ways, usualWay(added)];
}

/** The way at that place, from 0, of a matter. */
export function wayEditor(matter: string, at: number): Editor {
  const present = ({ powers }: Articles) => powers[matter]!.ways![at]!;
  const put = (articles: Articles, way: readonly Way[]): Articles => {
    const power = articles.powers[matter]!;
    const ways = waysOf(power).toSpliced(at, 1, ...way);
    const { ways: _ways, ...others } = power;
    const kept = ways.length === 0 ? others : { ...others, ways };
    return { ...articles, powers: { ...articles.powers, [matter]: kept as Power } };
  };
  return {
    fields: (articles) => {
      const power = articles.powers[matter]!;
      const isLast = power.by === 'decision' && power.ways.length === 1;
      const out: RuleField = {
        kind: 'yes_no',
        name: 'out',
        value: false,
        label: { key: 'rule-edit.way-out' },
      };
      return [...wayFields(articles, matter, present(articles)), ...(isLast ? [] : [out])];
    },
    problems: wayProblems,
    change: (articles, answer) =>
      put(articles, answer('out') === '' ? [wayFrom(present(articles), articles, answer)] : []),
  };
}

const METHOD = 'method';
const BY_MAJORITY: When = { name: METHOD, is: ['majority'], kind: 'majority' };
const BY_CONSENSUS: When = { name: METHOD, is: ['consensus'], kind: 'consensus' };
/** Who objects or blocks is heard, and so is known. */
const NAMED: readonly Method[] = ['consent', 'consensus'];
const SECRETLY: When = {
  name: METHOD,
  is: METHODS.filter((method) => !NAMED.includes(method)),
  kind: 'secret',
};

/** By lot nobody is asked. */
const ASKING: When = { name: METHOD, is: METHODS.filter((method) => !asksNobody({ method })), kind: 'asked' };
const OF_KINDS: When = { name: 'voters', is: ['classes'], kind: 'kinds' };

export function wayFields(articles: Articles, matter: string, way: Way): readonly RuleField[] {
  return [
    {
      kind: 'choice',
      name: METHOD,
      value: way.method,
      label: { key: 'rule-edit.way-method' },
      choices: methodsFor(matter, way.method).map((method) => ({
        value: method,
        words: { key: 'rule-edit.way-name', words: { how: `method.${method}` } },
        text: { key: `method.${method}.why` },
      })),
    },
    ...shareFields(way),
    { ...days('blocks', way.blocks ?? 0), when: BY_CONSENSUS },
    hinted(days('quorumPercent', way.quorumPercent, 'quorum')),
    choice(
      'noQuorum',
      way.noQuorum,
      'rule-edit.way-no-quorum',
      ['again', 'fails'],
      'rule-edit.way-no-quorum',
    ),
    days('talkDays', way.talkDays, 'talk'),
    hinted(days('voteDays', way.voteDays, 'vote')),
    days('waitDays', way.waitDays, 'wait'),
    {
      kind: 'choice',
      name: 'secrecy',
      value: way.secrecy,
      label: { key: 'rule-edit.way-secrecy' },
      when: SECRETLY,
      choices: SECRECIES.map((secrecy) => ({
        value: secrecy,
        words: { key: `secrecy.${secrecy}` },
        text: { key: `secrecy.${secrecy}.why` },
      })),
    },
    ...voterFields(articles, way),
  ];
}

/** Whose voices: asked where there are several kinds of members with a vote, or organizations among us. */
function voterFields(articles: Articles, way: Way): RuleField[] {
  const { who, classes } = articles.admission;
  const voting = classes.filter((one) => one.votes || way.classes?.includes(one.class));
  const offered = {
    members: true,
    classes: voting.length > 1,
    organizations: who === 'both',
    both: who === 'both',
  };
  const values = ELECTORATES.filter((one) => offered[one] || one === way.voters);
  if (values.length === 1) return [];
  const voters = choice('voters', way.voters, 'rule-edit.way-voters', values, 'rule-edit.way-voters');
  const kinds: RuleField = {
    kind: 'ticks',
    name: 'classes',
    label: { key: 'rule-edit.way-classes' },
    when: OF_KINDS,
    ticks: voting.map((one) => ({
      name: `classes.${one.class}`,
      value: way.classes?.includes(one.class) ?? false,
      words: { key: 'rule-edit.post', words: { role: classWord(articles, one.class) } },
    })),
  };
  return [{ ...voters, when: ASKING }, ...(values.includes('classes') ? [kinds] : [])];
}

/** What the answers about a way cannot mean together. */
export function wayProblems(articles: Articles, answer: RuleAnswer): Problems {
  const method = answer(METHOD) as Method;
  const voters = asksNobody({ method }) ? 'members' : answer('voters');
  if (voters === 'both' && method !== 'majority') return { voters: { key: 'rule-edit.wrong.both' } };
  const isNamed = voters !== 'classes' || classesTicked(articles, answer).length > 0;
  return isNamed ? {} : { classes: { key: 'rule-edit.wrong.classes' } };
}

function classesTicked({ admission }: Articles, answer: RuleAnswer): string[] {
  return admission.classes.map((one) => one.class).filter((one) => answer(`classes.${one}`) !== '');
}

function days(name: keyof typeof WAY_RANGES, value: number, label: string = name): RuleField {
  const [least, most] = WAY_RANGES[name];
  return { kind: 'number', name, value, label: worded(`rule-edit.way-${label}`), least, most };
}

function hinted(field: RuleField): RuleField {
  return { ...field, hint: { key: `${field.label.key}.hint` } };
}

const PARTS: { readonly [name: string]: Share } = {
  half: { parts: 1, of: 2, reached: 'more' },
  two_thirds: { parts: 2, of: 3, reached: 'least' },
  three_quarters: { parts: 3, of: 4, reached: 'least' },
  all: { parts: 1, of: 1, reached: 'least' },
};

/** Under which name a part is offered; one that has none stands as it is, or in percent. */
function nameOf({ parts, of, reached }: Share): string {
  const found = Object.entries(PARTS).find(
    ([, one]) => one.parts === parts && one.of === of && one.reached === reached,
  );
  if (found) return found[0];
  return of === 100 && reached === 'least' ? 'percent' : 'present';
}

function shareFields(way: Way): RuleField[] {
  const share = shareOf(way);
  const name = nameOf(share);
  const names = [...Object.keys(PARTS), 'percent', ...(name === 'present' ? [name] : [])];
  const percent = name === 'percent' ? share.parts : 60;
  return [
    { ...choice('share', name, 'rule-edit.way-share', names, 'rule-edit.way-share'), when: BY_MAJORITY },
    {
      kind: 'number',
      name: 'percent',
      value: percent,
      label: { key: 'rule-edit.way-percent' },
      least: 51,
      most: 100,
      when: { name: 'share', is: ['percent'], kind: 'percent' },
    },
    {
      ...choice('counted', way.base ?? 'cast', 'rule-edit.way-base', ['cast', 'roll'], 'rule-edit.way-base'),
      when: BY_MAJORITY,
    },
  ];
}

/** The way as answered. What a method does not use is not kept. */
export function wayFrom(before: Way, articles: Articles, answer: RuleAnswer): Way {
  const method = answer(METHOD) as Method;
  const isMajority = method === 'majority';
  const share = isMajority ? shareFrom(before, answer) : undefined;
  const blocks = method === 'consensus' ? whole(answer('blocks')) : 0;
  return {
    method,
    ...(share ? { share } : {}),
    ...(isMajority && answer('counted') === 'roll' ? { base: 'roll' } : {}),
    ...(blocks === 0 ? {} : { blocks }),
    quorumPercent: whole(answer('quorumPercent')),
    noQuorum: answer('noQuorum') as Way['noQuorum'],
    talkDays: whole(answer('talkDays')),
    voteDays: whole(answer('voteDays')),
    waitDays: whole(answer('waitDays')),
    secrecy: NAMED.includes(method) ? 'open' : (answer('secrecy') as Secrecy),
    ...votersFrom(method, articles, answer),
  };
}

function votersFrom(method: Method, articles: Articles, answer: RuleAnswer): Pick<Way, 'voters' | 'classes'> {
  const said = ELECTORATES.find((one) => one === answer('voters')) ?? 'members';
  const voters: Electorate = asksNobody({ method }) ? 'members' : said;
  return voters === 'classes' ? { voters, classes: classesTicked(articles, answer) } : { voters };
}

/** More than half is what a majority is, and need not be said. */
function shareFrom({ share }: Way, answer: RuleAnswer): Share | undefined {
  const said = answer('share');
  if (said === 'half') return undefined;
  if (said === 'present') return share;
  if (said === 'percent') return { parts: whole(answer('percent')), of: 100, reached: 'least' };
  return PARTS[said];
}
