/**
 * What an assembly decides without ranking anybody, for the command line: majorities, consent, lots. The
 * files are tables (CSV) with a row for each voice or person.
 */
import { consent, type ConsentRule, type ConsentVoice } from './consent.ts';
import { toText } from './exact/fraction.ts';
import { passedOverJson, passedOverLine } from './election-report.ts';
import { readConstraints } from './format/constraints.ts';
import { readCsv } from './format/csv.ts';
import {
  doubleMajority,
  majority,
  type MajorityRule,
  type MajorityTest,
  type YesNoCount,
} from './majority.ts';
import {
  type CountedFile,
  type CountOptions,
  type CountReport,
  type CountRule,
  TallyError,
} from './rules.ts';
import { sortition } from './sortition.ts';

interface Row {
  readonly line: number;
  readonly cell: (column: string) => string;
}

/** Other names of columns, as this house publishes them. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = { vote: ['says'] };

function rowsOf(file: CountedFile, needed: readonly string[]): Row[] {
  const [head, ...body] = readCsv(file.text);
  const columns = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  for (const column of needed) {
    const other = COLUMNS[column]?.find((name) => columns.includes(name));
    if (other !== undefined && !columns.includes(column)) columns[columns.indexOf(other)] = column;
    if (!columns.includes(column)) throw new TallyError(`line 1: the column “${column}” is missing.`);
  }
  return body
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ cells, line }) => ({
      line,
      cell: (column) => (cells[columns.indexOf(column)] ?? '').trim(),
    }));
}

/** Refuses the second of two rows that speak of the same. */
function onlyOnce(seen: Set<string>, row: Row, key: string, name: string): void {
  if (seen.has(key)) throw new TallyError(`line ${row.line}: “${name}” stands twice.`);
  seen.add(key);
}

function wholeOf(row: Row, column: string, otherwise: number): number {
  const text = row.cell(column);
  if (text === '') return otherwise;
  if (!/^\d{1,15}$/.test(text)) throw new TallyError(`line ${row.line}: “${text}” is no whole number.`);
  return Number(text);
}

const VOICES: Readonly<Record<string, 'yes' | 'no' | 'abstain'>> = {
  ...{ yes: 'yes', y: 'yes', sí: 'yes', si: 'yes', '1': 'yes' },
  ...{ no: 'no', n: 'no', '0': 'no' },
  ...{ abstain: 'abstain', abstention: 'abstain', abstención: 'abstain', blank: 'abstain', '': 'abstain' },
};

/** By chamber, in the order of the file. */
function yesAndNo(file: CountedFile, roll: number | undefined): Map<string, YesNoCount> {
  const chambers = new Map<string, { yes: number; no: number; abstain: number; roll: number }>();
  for (const row of rowsOf(file, ['vote'])) {
    const voice = VOICES[row.cell('vote').toLowerCase()];
    if (!voice) throw new TallyError(`line ${row.line}: “${row.cell('vote')}” is not yes, no or abstain.`);
    const name = row.cell('chamber');
    const count = chambers.get(name) ?? { yes: 0, no: 0, abstain: 0, roll: 0 };
    chambers.set(name, count);
    count[voice] += wholeOf(row, 'count', 1);
    count.roll = wholeOf(row, 'roll', count.roll);
  }
  for (const count of chambers.values()) {
    count.roll = roll ?? (count.roll === 0 ? count.yes + count.no + count.abstain : count.roll);
  }
  return chambers;
}

function testLine({ test, reached, wanted, exceed, holds }: MajorityTest): string {
  return `  ${test}: ${reached}, ${exceed ? 'more than' : 'at least'} ${wanted} wanted: ${holds ? 'yes' : 'no'}`;
}

function countMajority(name: string, kind: MajorityRule['kind']) {
  return (file: CountedFile, options: CountOptions): CountReport => {
    const { share, quorum } = options;
    const rule: MajorityRule = {
      kind,
      ...(share ? { share } : {}),
      ...(quorum ? { quorum: { share: quorum } } : {}),
    };
    const chambers = [...yesAndNo(file, options.roll)].map(([chamber, count]) => ({
      name: chamber,
      count,
      rule,
    }));
    if (chambers.length > 1) {
      const { passes, outcome, chambers: rounds } = doubleMajority(chambers);
      const lines = rounds.flatMap((one) => [`${one.name}: ${one.outcome}`, ...one.tests.map(testLine)]);
      return { json: { rule: name, passes, outcome, rounds }, lines: [`${name}: ${outcome}`, ...lines] };
    }
    const count = chambers[0]?.count ?? { yes: 0, no: 0, abstain: 0, roll: options.roll ?? 0 };
    const result = majority(count, rule);
    const told = `${count.yes} yes, ${count.no} no, ${count.abstain} abstain, ${count.roll} on the roll`;
    return {
      json: { rule: name, passes: result.passes, outcome: result.outcome, count, rounds: result.tests },
      lines: [`${name}: ${result.outcome}`, told, ...result.tests.map(testLine)],
    };
  };
}

const SAYS: readonly ConsentVoice['says'][] = ['consent', 'aside', 'object', 'abstain'];
const RESOLVED: readonly ConsentVoice['resolved'][] = ['integrated', 'withdrawn', 'not-paramount'];

function voiceOf(row: Row): Omit<ConsentVoice, 'who'> {
  const says = SAYS.find((one) => one === row.cell('says').toLowerCase());
  if (!says)
    throw new TallyError(`line ${row.line}: “${row.cell('says')}” is not one of ${SAYS.join(', ')}.`);
  const [reason, became] = [row.cell('reason'), row.cell('resolved').toLowerCase()];
  const resolved = RESOLVED.find((one) => one === became);
  if (became !== '' && !resolved) {
    throw new TallyError(`line ${row.line}: “${became}” is not one of ${RESOLVED.join(', ')}.`);
  }
  return { says, ...(reason ? { reason } : {}), ...(resolved ? { resolved } : {}) };
}

const MOST_VOICES = 100_000;

/** Round after round. A row without a name stands for as many as its `count` says. */
function voicesOf(file: CountedFile): ConsentVoice[][] {
  const rounds: ConsentVoice[][] = [];
  const seen = new Set<string>();
  for (const row of rowsOf(file, ['says'])) {
    const round = wholeOf(row, 'round', 1);
    if (round < 1 || round > 1000) throw new TallyError(`line ${row.line}: rounds count from 1.`);
    while (rounds.length < round) rounds.push([]);
    const [who, voice] = [row.cell('who'), voiceOf(row)];
    if (who !== '') {
      onlyOnce(seen, row, `${round} ${who}`, who);
      rounds[round - 1]!.push({ who, ...voice });
      continue;
    }
    const count = wholeOf(row, 'count', 1);
    if (count > MOST_VOICES) throw new TallyError(`line ${row.line}: ${count} are no circle.`);
    for (let one = 1; one <= count; one += 1) {
      rounds[round - 1]!.push({ who: `${row.line}.${one}`, ...voice });
    }
  }
  return rounds;
}

function countConsent(file: CountedFile, options: CountOptions): CountReport {
  const rounds = voicesOf(file);
  const { quorum, objections, roll } = options;
  const rule: ConsentRule = {
    ...(quorum ? { quorum } : {}),
    ...(objections === undefined ? {} : { objections }),
  };
  const everybody = new Set(rounds.flat().map(({ who }) => who)).size;
  const result = consent(rounds, roll ?? everybody, rule);
  const lines = result.rounds.map(
    (one) =>
      `Round ${one.round}: ${one.consent} consent, ${one.asides.length} aside, ${one.abstain} abstain, ` +
      `${one.standing.length} objections stand: ${one.outcome}`,
  );
  const { passes, outcome } = result;
  return {
    json: { rule: 'consent', passes, outcome, rounds: result.rounds },
    lines: [`consent: ${outcome ?? 'not asked'}`, ...lines],
  };
}

function countSortition(file: CountedFile, options: CountOptions): CountReport {
  const { seats, seed, committed, constraints } = options;
  if (seats === undefined) throw new TallyError('how many seats? Give --seats.');
  if (seed === undefined) throw new TallyError('lots are drawn from a seed; give --seed.');
  const seen = new Set<string>();
  const people = rowsOf(file, ['id']).map((row) => {
    const id = row.cell('id');
    onlyOnce(seen, row, id, id);
    return { id, stratum: row.cell('stratum') };
  });
  const ids = people.map(({ id }) => id);
  const result = sortition(people, {
    seats,
    seed,
    ...(committed === undefined ? {} : { committed }),
    ...(constraints ? { constraints: readConstraints(constraints.text, ids) } : {}),
  });
  const lines = result.strata.flatMap(({ stratum, people: size, share, seats: own, drawn, reserves }) => [
    `${stratum || 'all'}: ${own} of ${size} (exactly ${share})`,
    ...drawn.map((id) => `  ${id}`),
    ...(reserves.length > 0 ? [`  then: ${reserves.slice(0, 5).join(', ')}`] : []),
  ]);
  const { rule, drawn, strata, passedOver } = result;
  return {
    json: {
      ...{ rule, elected: drawn, seed, commitment: result.commitment },
      ...passedOverJson(passedOver),
      rounds: strata,
    },
    lines: [
      `sortition: ${drawn.length} seats; the SHA-256 of the seed is ${result.commitment}`,
      ...lines,
      ...passedOverLine(ids, passedOver),
    ],
  };
}

export const assemblyRules: readonly CountRule[] = [
  {
    name: 'majority',
    also: ['simple-majority', 'double-majority'],
    says: 'more yes than no; with a column “chamber”, in every chamber',
    count: countMajority('majority', 'simple'),
  },
  {
    name: 'absolute-majority',
    says: 'yes from more than half of the roll',
    count: countMajority('absolute-majority', 'absolute'),
  },
  {
    name: 'supermajority',
    also: ['super-majority'],
    says: 'yes from a share of the votes cast (--share 2/3)',
    count: (file, options) => {
      if (!options.share) throw new TallyError('which share? For example --share 2/3.');
      const report = countMajority('supermajority', 'super')(file, options);
      return { ...report, json: { ...report.json, share: toText(options.share) } };
    },
  },
  { name: 'consent', says: 'nobody objects, or at most --objections', count: countConsent },
  { name: 'sortition', says: 'seats by lot, in strata by size', constrained: true, count: countSortition },
];
