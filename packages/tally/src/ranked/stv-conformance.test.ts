/**
 * Every quota, tally, transfer and winner, round by round, of elections that others have counted: reports
 * by Droop (J. Lundell) and twenty wards of Scottish councils.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBlt } from '../format/blt.ts';
import { conformanceFolder, conformanceText } from '../with-conformance.ts';
import type { StvResult, StvStatus } from './stv-count.ts';
import { meekStv } from './stv-meek.ts';
import { scottishStv } from './stv-scottish.ts';

const folder = conformanceFolder('stv') ?? '';

interface Action {
  readonly round: number;
  readonly tag: string;
  readonly msg: string;
  readonly quota: string;
  readonly surplus: string;
  readonly nt_votes: string;
  readonly residual: string;
  readonly cstate?: Readonly<Record<string, { code: string; vote?: string; kf?: string }>>;
}

interface Report {
  readonly title: string;
  readonly nballots: number;
  readonly actions: readonly Action[];
}

interface Ward {
  readonly seats: number;
  readonly ballots: number;
  readonly quota: string;
  readonly elected_cids_sorted: readonly number[];
  readonly elect_log: readonly string[];
  readonly rounds: number;
}

const STATUS: Readonly<Record<string, StvStatus>> = {
  H: 'hopeful',
  e: 'pending',
  E: 'elected',
  D: 'defeated',
  W: 'withdrawn',
};

const reports = (rule: string) =>
  folder === '' ? [] : readdirSync(path.join(folder, 'expected', 'json')).filter((one) => one.includes(rule));

function reportOf(file: string): { report: Report; actions: Action[] } {
  const report = JSON.parse(conformanceText(folder, 'expected', 'json', file)) as Report;
  return { report, actions: report.actions.filter((action) => action.cstate) };
}

function profileOf(file: string, rule: string) {
  return readBlt(conformanceText(folder, 'blt', `${file.slice(0, file.indexOf(`-${rule}`))}.blt`));
}

/** Candidate numbers from 1 whose state the action tells, with what we say of them. */
function statesOf(action: Action, votes: readonly string[], status: readonly StvStatus[]) {
  const told = Object.entries(action.cstate!);
  const theirs = told.map(([number, state]) => [number, STATUS[state.code], state.vote ?? 'none']);
  const ours = told.map(([number, state]) => {
    const at = Number(number) - 1;
    return [number, status[at], state.vote === undefined ? 'none' : votes[at]];
  });
  return { theirs, ours };
}

function tieNames(actions: readonly Action[]): string[] {
  return actions
    .filter(({ tag }) => tag === 'tie')
    .map(
      ({ msg }) => `${msg.includes('prior stage') ? 'earlier-round' : 'lot'} ${/-> (.*)$/.exec(msg)![1]!}`,
    );
}

describe.skipIf(folder === '')('Scottish reports', () => {
  test.each(reports('scotland'))('%s', (file) => {
    const { report, actions } = reportOf(file);
    const profile = profileOf(file, 'scotland');
    const result = scottishStv(profile);
    expect([profile.title, result.valid]).toEqual([report.title, report.nballots]);
    expect(result.rounds.length - 1).toBe(actions.at(-1)!.round);
    for (const round of result.rounds) {
      const told = actions.filter((action) => action.round === round.round);
      const last = told.at(-1)!;
      const { theirs, ours } = statesOf(last, round.votes, round.status);
      expect(ours).toEqual(theirs);
      expect([round.quota, round.exhausted]).toEqual([last.quota, last.nt_votes]);
      const change = told.find(({ tag }) => tag === 'unpend' || tag === 'defeat');
      if (round.round > 0) expect(round.surplus).toBe(change!.surplus);
      const chosen = round.ties.map((tie) => `${tie.by} ${profile.candidates[tie.chosen]!}`);
      expect(chosen).toEqual(tieNames(told));
      const elected = [...round.elected, ...round.electedAsRemaining].map((one) => profile.candidates[one]!);
      expect([...elected].sort()).toEqual(electedIn(told).sort());
    }
  });
});

function electedIn(actions: readonly Action[]): string[] {
  return actions.filter(({ tag }) => tag === 'elect').map(({ msg }) => msg.replace(/^.*?: /, ''));
}

describe.skipIf(folder === '')('Meek reports', () => {
  test.each(reports('meek'))('%s', (file) => {
    const { report, actions } = reportOf(file);
    const profile = profileOf(file, 'meek');
    const result = meekStv(profile);
    expect([profile.title, result.valid]).toEqual([report.title, report.nballots]);
    expect(result.rounds.length - 1).toBe(actions.at(-1)!.round);
    expect(result.elected.map((one) => profile.candidates[one])).toEqual(electedIn(actions));
    for (const round of result.rounds) {
      const told = actions.filter((action) => action.round === round.round);
      const counted = told
        .filter(({ tag, msg }) => /elect|defeat/.test(tag) && !msg.includes('remaining'))
        .at(-1);
      const last = counted ?? told[0]!;
      const final = round.round === result.rounds.length - 1;
      const { theirs, ours } = statesOf(last, round.votes, round.status);
      expect(ours.map(([number, , votes]) => [number, votes])).toEqual(
        theirs.map(([number, , votes]) => [number, votes]),
      );
      if (!final) expect(ours).toEqual(theirs);
      expect([round.quota, round.exhausted]).toEqual([last.quota, last.residual]);
      const after = actions.find(({ round: next, tag }) =>
        final ? tag === 'end' : next === round.round + 1,
      );
      expect(round.surplus).toBe(after!.surplus);
      const chosen = round.ties.map((tie) => `lot ${profile.candidates[tie.chosen]!}`);
      expect(chosen).toEqual(tieNames(told));
      const kept = Object.entries(last.cstate!).filter(
        ([, state]) => state.kf !== undefined && state.code !== 'W',
      );
      expect(kept.map(([number]) => round.keep![Number(number) - 1])).toEqual(kept.map(([, { kf }]) => kf));
    }
    const status = result.rounds.at(-1)!.status;
    const { theirs, ours } = statesOf(actions.at(-1)!, [], status);
    expect(ours.map(([, one]) => one)).toEqual(theirs.map(([, one]) => one));
  });
});

const wards = (file: string) =>
  folder === ''
    ? []
    : Object.entries(
        JSON.parse(conformanceText(folder, 'expected', file)) as Record<string, Record<string, Ward>>,
      );

/** The reports were made from files whose inner quotes had been replaced. */
const plain = (name: string) =>
  name
    .replace(/^# ALTERNATIVE NAME \d+: /, '')
    .replaceAll('"', "'")
    .replaceAll(/'+/g, "'")
    .replaceAll(/^'|'$/g, '');

function check(file: string, ward: Ward, count: (profile: ReturnType<typeof readBlt>) => StvResult) {
  const profile = readBlt(conformanceText(folder, 'wards', file));
  const result = count(profile);
  expect(result).toMatchObject({ seats: ward.seats, valid: ward.ballots });
  const numbers = result.elected.map((one) => one + 1).sort((a, b) => a - b);
  expect(numbers).toEqual(ward.elected_cids_sorted);
  const order = ward.elect_log.map((line) => plain(line.replace(/^.*?: /, '')));
  expect(result.elected.map((one) => plain(profile.candidates[one]!))).toEqual(order);
  expect(result.rounds.length - 1).toBe(ward.rounds);
  return result;
}

describe.skipIf(folder === '')('wards', () => {
  test.each(wards('wards.json'))('%s', (file, { scotland }) => {
    expect(check(file, scotland!, scottishStv).quota).toBe(scotland!.quota);
  });

  test.each(wards('wards-meek.json'))('%s by Meek', (file, { 'meek-prf': meek }) => {
    expect([check(file, meek!, meekStv).quota]).toEqual([meek!.quota]);
  });
});
