/**
 * The pages about ways of deciding count an example each. What they say it comes to (lines that begin with =)
 * is what this program says of those ballots.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { METHODS, type Method } from '#agents';
import { type CastBallot, type Choices, explain } from '#decisions';
import { words } from '#locales';
import { ballotOf } from '../src/modules/decisions/core/proposal.ts';
import { tried } from '../src/modules/decisions/core/with-outcomes.ts';
import { sentence } from '../src/modules/decisions/screens/outcome-words.ts';

const FOLDER = new URL('../docs/concepts/deciding/', import.meta.url);
const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md');

test.each(pages)('%s tells its example as it comes out', (name) => {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  const examples = [...text.matchAll(/```example\n([\s\S]*?)```/g)].map((match) => match[1]!.trim());
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    const lines = example.split('\n');
    const told = lines.filter((line) => line.startsWith('= ')).map((line) => line.slice(2));
    expect(told).toEqual(saidOf(lines.filter((line) => !line.startsWith('= '))));
  }
});

test('every way of deciding has its page', () => {
  const names = METHODS.map((method) => `${method === 'lot' ? 'sortition' : method.replaceAll('_', '-')}.md`);
  const pageOf = (name: string) => (name === 'scottish-stv.md' ? 'stv.md' : name);
  expect(names.map(pageOf).filter((name) => !pages.includes(name))).toEqual([]);
});

/** The outcome, the facts and the lots, as the page of a decision says them. */
function saidOf(lines: readonly string[]): string[] {
  const given = new Map(
    lines.filter((line) => /^[a-z]+: /.test(line)).map((line) => line.split(': ', 2) as [string, string]),
  );
  const method = given.get('method') as Method;
  const options = given.get('options')?.split(', ');
  const [people = '0', organizations] = given.get('roll')?.match(/\d+/g) ?? [];
  const ballots = lines
    .filter((line) => /^\d+: /.test(line))
    .flatMap((line) => ballotsIn(line, method, options));
  const vote = tried({
    title: given.get('title') ?? '',
    method,
    ...(options ? { options: options.map((one) => one.replace(/ \((\d+)\)$/, '|$1')) } : {}),
    ballots,
    roll: { people: Number(people), organizations: Number(organizations ?? 0) },
    seats: Number(given.get('seats') ?? 1),
    ...(given.has('pot') ? { pot: BigInt(given.get('pot')!) } : {}),
    electsPeople: given.get('elects') === 'people',
    ...keptIn(given, options ?? []),
    way: {
      quorumPercent: Number(given.get('quorum') ?? 0),
      voters: organizations === undefined ? 'members' : 'both',
      ...(given.has('blocks') ? { blocks: Number(given.get('blocks')) } : {}),
    },
  });
  const told = explain(vote.proposal, vote.outcome);
  const names = new Map(vote.question.options.map(({ id, title }) => [id, title]));
  const say = (one: (typeof told)['head']) => sentence(words('en'), one, { names, unit: null });
  const rule = told.picture.kind === 'budget' ? told.picture.rule : [];
  return [told.head, ...told.facts, ...rule, ...told.lots, ...told.whyNot.flatMap(({ says }) => says)].map(
    say,
  );
}

/**
 * `kept: women, at least 1` and `belong: Ana, Berta`: whom a place is kept for, and who says that they are of
 * it.
 */
function keptIn(given: ReadonlyMap<string, string>, options: readonly string[]) {
  const [, group, which, number] = /^(.+), at (least|most) (\d+)$/.exec(given.get('kept') ?? '') ?? [];
  if (group === undefined) return {};
  const belong = given.get('belong')?.split(', ') ?? [];
  return {
    parity: [{ group, [which!]: Number(number) }],
    groups: options.map((one) => (belong.includes(one) ? [group] : [])),
  };
}

function ballotsIn(line: string, method: Method, options: readonly string[] = []): CastBallot[] {
  const [count, rest] = line.split(': ') as [string, string];
  const [said, as] = rest.split(', as ') as [string, string | undefined];
  const chamber = as === 'organizations' ? as : 'people';
  return Array.from({ length: Number(count) }, () => ({
    chamber,
    choices: choicesIn(said, method, options),
  }));
}

function choicesIn(said: string, method: Method, options: readonly string[]): Choices {
  const id = (title: string) => {
    const at = options.findIndex((one) => one.replace(/ \(\d+\)$/, '') === title);
    return at < 0 ? 'none' : `opt_${at + 1}`;
  };
  const ballot = ballotOf(method);
  switch (ballot) {
    case 'rank':
      return { ballot, ranking: said.split(' > ').map((place) => place.split(' = ').map(id)) };
    case 'approve':
    case 'fund':
      return { ballot, options: said.split(', ').map(id) };
    case 'marks': {
      const marks = said.split(' ').map((mark, at) => [`opt_${at + 1}`, Number(mark)] as const);
      return { ballot, marks: Object.fromEntries(marks) };
    }
    default:
      return { ballot, says: said } as Choices;
  }
}
