/**
 * What holds whatever people do. A dozen of them do all sorts of things to their groups, days pass, and again
 * and again the whole is looked at: every register verifies, its facts alone make the same rows, every act
 * rests on an authority that a second opinion finds too. TEQUIO_SEED repeats a run.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgId, PersonId } from '#kernel/command';
import { makeId } from '#kernel/id';
import type { Answer } from '../src/host/act-request.ts';
import { perform } from '../src/host/dispatcher.ts';
import { bringFile } from '../src/host/files/bring.ts';
import { sweepFiles, verifyFiles } from '../src/host/files/uses.ts';
import { openHost, type Host } from '../src/host/host.ts';
import { parseLeaf } from '../src/host/register/leaf.ts';
import { verifyRegister } from '../src/host/register/verify.ts';
import { commands } from '../src/host/registry.ts';
import { compareRows, replay } from '../src/host/replay.ts';
import { verifyUrns } from '../src/host/verify-ballots.ts';
import { association } from '../src/forms/association.ts';
import { network } from '../src/forms/network.ts';
import { hashCode, type Articles, type Power } from '../src/modules/agents/index.server.ts';
import { LawBook } from './law-book.ts';
import { Dice, lookAt, think, type View } from './random-acts.ts';
import { ELECTING, RandomElections } from './random-elections.ts';
import { RandomMeetings } from './random-meetings.ts';
import { freshDatabase, type TestDatabase } from './with-database.ts';

const seed = Number(process.env['TEQUIO_SEED'] ?? Math.floor(Math.random() * 1e9));
const STEPS = Number(process.env['TEQUIO_STEPS'] ?? 1_000);
const LOOK_EVERY = 500;
const DAY = 86_400_000;

/** Rules under which posts carry much: what members together would carry is carried by one or two. */
const byPosts: Articles = {
  ...association.articles,
  admission: { ...association.articles.admission, trialDays: 5 },
  roles: association.articles.roles.map((role) => ({ ...role, holders: 2, termMonths: 2 })),
  powers: {
    ...association.articles.powers,
    admit: { by: 'role', role: 'coordinator' },
    appoint: { by: 'members', of: 2, ways: [ELECTING] },
    revoke: { by: 'members', of: 2 },
    suspend: { by: 'roles', of: 2, among: ['coordinator', 'treasurer', 'secretary'] },
    exclude: { by: 'roles', of: 2, among: ['coordinator', 'treasurer', 'secretary'] },
    join_network: { by: 'role', role: 'secretary' },
    describe: { by: 'role', role: 'secretary', upTo: { per: { days: 20, acts: 2 } } },
  } satisfies { [matter: string]: Power },
};
const byTwo: Articles = {
  ...association.articles,
  roles: association.articles.roles.map((role) => ({ ...role, holders: 2, termMonths: 3 })),
  powers: Object.fromEntries<Power>(
    Object.entries<Power>(association.articles.powers).map(([matter, power]) =>
      'share' in power && matter !== 'dissolve' ? [matter, { by: 'members', of: 2 }] : [matter, power],
    ),
  ),
};

/** What the host does for whoever has shown something. */
const THE_HOST_PERFORMS = ['agents.enter_house', 'agents.vouch_return'];
/** Rare by nature, or asked for elsewhere: they need not come up in every run. */
const RARE = new Set([
  'agents.dissolve', 'agents.erase_me', 'agents.forget_me', 'agents.let_go', 'agents.exclude', 'agents.unname_founder',
  'agents.name_delegate', 'agents.leave', 'agents.decline', 'agents.say_no', 'agents.name_founder',
  'network.import_listings', 'network.undo_import', 'agents.confirm_household',
]); // prettier-ignore
/**
 * What is decided together is tried where it is made; of it, people here talk, keep drafts with files, meet,
 * and stand.
 */
const TRIED = [
  'decisions.say', 'decisions.react', 'decisions.take_back_word', 'decisions.summarise', 'decisions.propose',
  'decisions.add_file', 'decisions.take_back_file', 'decisions.show_hands', 'decisions.confirm_hands',
  'decisions.deny_presence', 'decisions.add_option', 'decisions.stand',
]; // prettier-ignore
const isElsewhere = (name: string) =>
  /^(care|exchange|ledger)\./.test(name) || (name.startsWith('decisions.') && !TRIED.includes(name));
/** Refusals that must be seen in every run: each is one side of a boundary that people cross all the time. */
const MUST_REFUSE = [
  'no_standing', 'not_yours', 'members_only', 'membership_suspended', 'no_mandate', 'waiting_act_over',
  'member_unknown', 'not_an_applicant', 'rules_have_changed', 'signed_already', 'member_already',
  'post_held_already', 'nothing_changes',
]; // prettier-ignore

let database: TestDatabase;
let host: Host;
const clock = { now: Date.parse('2026-11-23T12:00:00.000Z') };
const dice = new Dice(seed);
const done = new Map<string, number>();
const refused = new Map<string, number>();
const people: PersonId[] = [];
const orgs: OrgId[] = [];
const codes = new Map<OrgId, string[]>();
/** Which command each waiting act waits for. */
const asked = new Map<string, string>();
let keys = 0;
const meetings = new RandomMeetings(dice, ask);
const elections = new RandomElections(dice, ask);

beforeAll(async () => {
  database = await freshDatabase();
  host = openHost({ url: database.url, clock: () => clock.now, chance: (bytes) => dice.bytes(bytes) });
});
afterAll(async () => {
  await host.close();
  await database.drop();
});

function note(command: string, answer: Answer): void {
  if (!answer.ok) {
    refused.set(answer.refusal.rule, (refused.get(answer.refusal.rule) ?? 0) + 1);
    return;
  }
  const name = answer.value.kind === 'done' ? command : 'agents.ask_signatures';
  done.set(name, (done.get(name) ?? 0) + 1);
  if (answer.value.kind === 'waiting') asked.set(answer.value.waiting, command);
  else if (answer.value.carried) {
    const { subject } = answer.value.answer as { subject: string };
    note(asked.get(subject) ?? 'unknown', answer.value.carried);
  }
}

async function ask(person: PersonId, command: string, org: OrgId | null, input: unknown): Promise<Answer> {
  const byHost = THE_HOST_PERFORMS.includes(command) ? ({ byHost: true } as const) : {};
  const request = {
    command,
    org,
    actor: { person, channel: 'story' as const },
    input,
    key: `k${(keys += 1)}`,
    ...byHost,
  };
  const answer = await perform(host, request);
  note(command, answer);
  if (keys % 37 === 0) await sameAgain(request, answer);
  return answer;
}

/** A line that dropped: the same key asks again, and nothing happens twice. */
async function sameAgain(request: Parameters<typeof perform>[1], first: Answer): Promise<void> {
  if (!first.ok || first.value.kind !== 'done') return;
  const { carried: _carried, ...receipt } = first.value;
  const again = await perform(host, request);
  expect(again).toMatchObject({ ok: true, value: { ...receipt, replayed: true } });
}

async function enter(): Promise<PersonId> {
  const person = makeId('per', clock.now, dice.bytes(10));
  people.push(person);
  await ask(person, 'agents.enter_house', null, { name: `Person ${people.length}`, locale: 'en' });
  return person;
}

async function begin(articles: Articles): Promise<void> {
  const founder = dice.one(people)!;
  const input = { form: 'association', name: `Group ${orgs.length}`, founder: 'Me', locale: 'en', articles };
  const answer = await ask(founder, 'agents.found', null, input);
  if (!answer.ok || answer.value.kind !== 'done') throw new Error(JSON.stringify(answer));
  const { org } = answer.value;
  orgs.push(org);
  codes.set(org, []);
  // Some stay drafts for a while.
  if (orgs.length > 3 && dice.chance(30)) return;
  await ask(founder, 'agents.sign', org, { subject: 'founding', statutes: 1 });
  const { member } = answer.value.answer as { member: string };
  for (const { role } of articles.roles) await ask(founder, 'agents.appoint', org, { role, member });
  const code = `GROUP${orgs.length}`;
  await ask(founder, 'agents.invite', org, { uses: 20, codeHash: hashCode(code) });
  codes.get(org)!.push(code);
  for (const other of people.filter((one) => one !== founder && dice.chance(50))) {
    await ask(other, 'agents.accept', org, { code, name: 'One of us', norms: true });
  }
}

async function step(): Promise<void> {
  if (dice.chance(12)) clock.now += dice.below(3) * DAY + dice.below(DAY);
  else clock.now += 1_000;
  const org = dice.one(orgs)!;
  const view = await lookAt(host, org, codes.get(org)!);
  const inside = view.members.flatMap((one) =>
    one.ended_on === null && one.person_id ? [one.person_id] : [],
  );
  if (dice.chance(2)) await sweepFiles(host.db, new Date(clock.now));
  const person = (dice.chance(85) ? dice.one(inside) : undefined) ?? dice.one(people)!;
  const idea = think(dice, view, person, clock.now, orgs[1]!);
  const answer = await ask(person, idea.command, org, idea.input);
  if (idea.code && answer.ok) codes.get(org)!.push(idea.code);
  if (answer.ok && answer.value.kind === 'waiting' && dice.chance(75)) {
    await meet(org, answer.value.waiting, view.version, inside);
  }
  if (idea.command === 'decisions.propose' && answer.ok && answer.value.kind === 'done') {
    await putFile(org, person, (answer.value.answer as { proposal: string }).proposal, view.members);
  }
  const around = view.members.flatMap(({ member_id: member, person_id: one, ended_on: ended }) =>
    ended === null && one !== null ? [{ member, person: one }] : [],
  );
  if (dice.chance(6)) await meetings.gather(org, around, clock.now);
  if (dice.chance(4)) await elections.gather(org, around, dice.one(view.articles.roles)!.role);
  if (idea.command === 'agents.erase_me' && answer.ok) {
    people.splice(people.indexOf(person), 1);
    await enter();
  }
}

/** Whoever writes a draft puts a file beside it, and may think better of it; several bring the same. */
async function putFile(
  org: OrgId,
  person: PersonId,
  proposal: string,
  members: View['members'],
): Promise<void> {
  const { member_id: member } = members.find((one) => one.person_id === person && one.ended_on === null)!;
  const bytes = new TextEncoder().encode(`Words ${dice.below(6)}`);
  const kept = await bringFile(host, { org, member }, { name: 'words.txt', bytes });
  if (!kept.ok) throw new Error(kept.refusal.rule);
  const input = { proposal, digest: kept.value.digest, name: 'Words' };
  const added = await ask(person, 'decisions.add_file', org, input);
  if (!added.ok || added.value.kind !== 'done' || dice.chance(60)) return;
  const { file } = added.value.answer as { file: string };
  await ask(person, 'decisions.take_back_file', org, { proposal, file });
}

/** Those who are around sign one after the other, until it is done or nobody is left. */
async function meet(
  org: OrgId,
  subject: string,
  statutes: number,
  around: readonly PersonId[],
): Promise<void> {
  for (const person of around) {
    const answer = await ask(person, 'agents.sign', org, { subject, statutes });
    if (answer.ok && answer.value.kind === 'done' && answer.value.carried) return;
  }
}

/** The laws, over everything that has happened so far. */
async function look(): Promise<void> {
  expect((await verifyRegister(host.db)).broken).toEqual([]);
  expect(await verifyFiles(host.db)).toEqual([]);
  expect(await verifyUrns(host.db)).toEqual([]);
  const scratch = await freshDatabase();
  try {
    await replay(host.db, scratch.db, commands);
    expect(await compareRows(host.db, scratch.db)).toEqual([]);
  } finally {
    await scratch.drop();
  }
  for (const org of orgs) expect(await secondOpinion(org)).toEqual([]);
  expect(await oddRows()).toEqual([]);
}

async function secondOpinion(org: OrgId): Promise<string[]> {
  const { rows } = await sql<{ leaf: Buffer }>`
    SELECT leaf FROM register.leaf WHERE org_id = ${org} ORDER BY position`.execute(host.db);
  const book = new LawBook(commands);
  for (const row of rows) {
    const leaf = parseLeaf(row.leaf);
    if (!leaf.ok) throw new Error(leaf.refusal.rule);
    book.read(leaf.value);
  }
  return book.broken;
}

/** Rows that no sequence of acts may lead to. */
async function oddRows(): Promise<string[]> {
  const laws: readonly [string, ReturnType<typeof sql<{ id: string }>>][] = [
    ['two open memberships of one person', sql`SELECT org_id || ' ' || person_id AS id FROM agents.member
       WHERE ended_on IS NULL AND person_id IS NOT NULL GROUP BY org_id, person_id HAVING count(*) > 1`],
    ['a post open for someone who has gone', sql`SELECT p.mandate_id AS id FROM agents.mandate p
       JOIN agents.member m ON m.org_id = p.org_id AND m.member_id = p.member_id
       WHERE m.ended_on IS NOT NULL AND p.ended_at IS NULL`],
    ['an end before its beginning', sql`SELECT member_id AS id FROM agents.member
       WHERE ended_on < coalesce(admitted_on, applied_on, named_on)`],
    ['a group that ended before it began', sql`SELECT org_id AS id FROM agents.organization
       WHERE founded_at < created_at OR dissolved_at < founded_at`],
    ['a draft with members', sql`SELECT m.member_id AS id FROM agents.member m JOIN agents.organization o USING (org_id)
       WHERE o.founded_at IS NULL AND m.admitted_on IS NOT NULL`],
    ['statutes with a gap', sql`SELECT org_id AS id FROM agents.statutes GROUP BY org_id HAVING max(version) <> count(*)`],
    ['a delegate who has gone', sql`SELECT d.org_id AS id FROM agents.delegate d
       JOIN agents.member m ON m.org_id = d.org_id AND m.member_id = d.member_id WHERE m.ended_on IS NOT NULL`],
    ['a home of someone who has gone', sql`SELECT h.member_id AS id FROM agents.household_member h
       JOIN agents.member m ON m.org_id = h.org_id AND m.member_id = h.member_id WHERE m.ended_on IS NOT NULL`],
    ['a forgotten name', sql`SELECT m.member_id AS id FROM agents.member m JOIN agents.person p USING (person_id)
       WHERE p.erased_at IS NOT NULL`],
    ['an answer kept for an act that is not there', sql`SELECT key AS id FROM host.once o
       WHERE (o.outcome -> 'value' ->> 'kind') = 'done' AND NOT EXISTS (SELECT 1 FROM register.leaf l
         WHERE l.act_id = o.outcome -> 'value' ->> 'act')`],
    ['a word that was taken back and can be read', sql`SELECT word_id AS id FROM decisions.word
       WHERE taken_back_at IS NOT NULL AND text IS NOT NULL`],
    ['a word of someone who is forgotten', sql`SELECT w.word_id AS id FROM decisions.word w
       JOIN agents.member m ON m.org_id = w.org_id AND m.member_id = w.author
       WHERE w.text IS NOT NULL AND m.ended_on IS NOT NULL AND m.person_id IS NULL AND m.name IS NULL`],
    ['a file that was taken back and has a name', sql`SELECT file_id AS id FROM decisions.file
       WHERE taken_back_at IS NOT NULL AND name IS NOT NULL`],
    ['a file of someone who is forgotten', sql`SELECT f.file_id AS id FROM decisions.file f
       JOIN agents.member m ON m.org_id = f.org_id AND m.member_id = f.added_by
       WHERE f.name IS NOT NULL AND m.ended_on IS NOT NULL AND m.person_id IS NULL AND m.name IS NULL`],
    ['bytes that nobody has brought', sql`SELECT f.digest AS id FROM host.file f WHERE NOT EXISTS
       (SELECT 1 FROM host.brought b WHERE b.org_id = f.org_id AND b.digest = f.digest)`],
    ['a file that is shown and was not brought', sql`SELECT f.file_id AS id FROM decisions.file f
       WHERE f.name IS NOT NULL AND NOT EXISTS (SELECT 1 FROM host.brought b
         WHERE b.org_id = f.org_id AND b.digest = f.digest AND b.member_id = f.added_by)`],
    ['hands that one alone has counted and that were decided', sql`
       SELECT h.proposal_id AS id FROM decisions.hands h JOIN decisions.proposal p USING (org_id, proposal_id, round)
       WHERE p.closed_at IS NOT NULL AND h.asked AND NOT EXISTS (SELECT 1 FROM decisions.hands_check c
         WHERE c.org_id = h.org_id AND c.proposal_id = h.proposal_id AND c.round = h.round AND c.stands
           AND c.member_id <> h.counted_by AND c.member_id = ANY(h.here))`],
    ['hands that fell and were decided', sql`SELECT c.proposal_id AS id FROM decisions.hands_check c
       JOIN decisions.proposal p USING (org_id, proposal_id, round) WHERE NOT c.stands AND p.closed_at IS NOT NULL`],
    ['a voice of someone who is forgotten', sql`SELECT v.proposal_id AS id FROM decisions.voice v
       JOIN agents.member m USING (org_id, member_id)
       WHERE v.choices IS NOT NULL AND m.ended_on IS NOT NULL AND m.person_id IS NULL AND m.name IS NULL`],
    ['somebody voted on without their yes', sql`SELECT c.option_id AS id FROM decisions.candidacy c
       JOIN decisions.option o USING (org_id, proposal_id, option_id)
       JOIN decisions.proposal p USING (org_id, proposal_id)
       WHERE p.opened_at IS NOT NULL AND o.withdrawn_at IS NULL AND c.agreed_at IS NULL`],
    ['a candidate who is forgotten and still speaks', sql`SELECT c.option_id AS id FROM decisions.candidacy c
       JOIN agents.member m USING (org_id, member_id)
       WHERE (c.words <> '' OR c.groups <> '{}') AND m.ended_on IS NOT NULL AND m.person_id IS NULL AND m.name IS NULL`],
    ['a thing left undone', sql`SELECT follow_up_id AS id FROM host.follow_up`],
  ]; // prettier-ignore
  const found: string[] = [];
  for (const [law, query] of laws) {
    const { rows } = await query.execute(host.db);
    found.push(...rows.map((row) => `${law}: ${row.id}`));
  }
  return found;
}

test(`the laws hold (TEQUIO_SEED=${seed})`, { timeout: 240_000 }, async () => {
  for (let count = 0; count < 12; count++) await enter();
  for (const articles of [
    byTwo,
    { ...network.articles, admission: { ...network.articles.admission, vouchers: 0 } },
    byPosts,
  ]) {
    await begin(articles);
  }
  // However the dice fall, nothing counts as tried that did not happen: the days go on until it has.
  for (let count = 1; count <= STEPS || (missing().length > 0 && count <= 6 * STEPS); count++) {
    if (count % 120 === 0) await begin(dice.chance(50) ? byPosts : byTwo);
    await step();
    if (count % 50 === 0) expect(await oddRows()).toEqual([]);
    if (count % LOOK_EVERY === 0) await look();
  }
  await look();
  if (process.env['TEQUIO_COUNTS']) {
    const counts = { done: Object.fromEntries(done), refused: Object.fromEntries(refused) };
    process.stdout.write(JSON.stringify(counts, null, 1));
  }
  expect(missing()).toEqual([]);
});

function missing(): string[] {
  const often = [...commands.keys()].filter(
    (name) => !RARE.has(name) && !isElsewhere(name) && !done.has(name),
  );
  return [...often, ...MUST_REFUSE.filter((rule) => !refused.has(rule))];
}
