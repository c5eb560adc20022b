/**
 * The stage on which stories are told: every act of a story goes through the dispatcher like anybody's, only
 * the clock is moved. What happens is written down in the order of its telling, in no language yet.
 */
import type { MemberId, OrgId } from '#kernel/command';
import { assert } from '#kernel/assert';
import { makeId } from '#kernel/id';
import type { Json, Refusal } from '#kernel/outcome';
import type { Articles } from '#agents';
import { hashCode } from '#agents/server';
import { loadNextDue } from '#decisions/server';
import { loadAccount, loadAccountsOf, loadCommonAccounts, loadToldBooks } from '#ledger/server';
import type { KnownBooks } from '#ledger/screens/say-refusal.ts';
import type { NameOf } from '#agents/screens/say.ts';
import type { Character, Founded, Founding, Outcomes, Said, StoryStage } from '#stories';
import type { Receipt } from './act-request.ts';
import { perform } from './dispatcher.ts';
import { enactDue, keepTime } from './enact.ts';
import type { Host } from './host.ts';
import { chargeHolders, keepAccounts, lapseCash, lapseHolds } from './keep-accounts.ts';
import { tellMonths } from './keep-care.ts';
import { checkBundle } from './register/bundle.ts';
import { proofOf } from './register/heads.ts';
import { joinPersonal } from './register/leaf.ts';
import { readEntry, readRecord, type RecordEntry } from './register/record.ts';
import { verifyRegister } from './register/verify.ts';
import type { StoryEvent } from './story-event.ts';
import { namesWith } from './tell-books.ts';
import { verifyAccounts } from './verify-books.ts';

export interface TellingStage {
  readonly stage: StoryStage;
  readonly events: readonly StoryEvent[];
  /** The name of a member, as the group knew them when it was told. */
  readonly nameOf: NameOf;
  /** Everybody who came, by name. */
  readonly people: ReadonlyMap<string, Character>;
  /** The same names, with what sentences about accounts speak of: read when all is told, and still there. */
  readonly namesInBooks: () => Promise<NameOf>;
}

export interface StoryClock {
  now: number;
}

/** Gives whoever is known by this name from another story; else lets them come, for the first time. */
export type Meet = (name: string, come: () => Promise<Character>) => Promise<Character>;

export interface ToNobody {
  readonly meet: Meet;
}

/**
 * `name` keeps the keys of this story apart from those of another told on the same host. Told to nobody, it
 * is only done, beside the others, and nothing is read back to put it into words.
 */
export function storyStage(host: Host, clock: StoryClock, name: string, toNobody?: ToNobody): TellingStage {
  const telling = new Telling(host, clock, name, toNobody ?? null);
  return {
    stage: telling,
    events: telling.events,
    nameOf: telling.nameOf,
    people: telling.people,
    namesInBooks: () => telling.namesInBooks(),
  };
}

class Telling implements StoryStage {
  readonly events: StoryEvent[] = [];
  readonly names = new Map<string, string>();
  readonly people = new Map<string, Character>();
  readonly nameOf = (member: string) => this.names.get(member) ?? null;
  /** Acts of groups that keep accounts. */
  private readonly booked = new Map<OrgId, unknown[]>();
  private readonly host: Host;
  private readonly clock: StoryClock;
  private readonly name: string;
  private readonly posts = new Map<string, { readonly [name: string]: unknown }>();
  private readonly rules = new Map<string, Articles>();
  private count = 0;
  private quiet = 0;
  private readonly toNobody: ToNobody | null;

  constructor(host: Host, clock: StoryClock, name: string, toNobody: ToNobody | null) {
    this.toNobody = toNobody;
    this.host = host;
    this.clock = clock;
    this.name = name;
  }

  scene(at: string, title: Said, words?: Said): void {
    this.clock.now = Date.parse(at);
    this.note({ is: 'scene', at: new Date(this.clock.now).toISOString(), title, ...(words && { words }) });
  }

  say(words: Said): void {
    this.note({ is: 'said', words });
  }

  async person(name: string): Promise<Character> {
    const come = () => this.come(name);
    const someone = await (this.toNobody?.meet(name, come) ?? come());
    this.people.set(name, someone);
    return someone;
  }

  async act(who: Character, command: string, org: OrgId | null, input: object): Promise<Outcomes> {
    const done = await this.carried(who, command, org, input);
    await this.tellOf(done, who);
    return done.answer as Outcomes;
  }

  async refused(
    who: Character,
    command: string,
    org: OrgId | null,
    input: object,
    rule: string,
    words: Said,
  ): Promise<void> {
    const answer = await this.perform(who, command, org, input);
    assert(
      !answer.ok && answer.refusal.rule === rule,
      `${command} is refused by ${rule}: ${JSON.stringify(answer)}`,
    );
    const { refusal } = answer;
    const known = org === null ? undefined : await this.knownTo(who, org, refusal);
    this.note({ is: 'refused', words, refusal, ...(known && { known }) });
  }

  /** What somebody knows of the books of whom a refusal speaks. */
  private async knownTo(who: Character, org: OrgId, refusal: Refusal): Promise<KnownBooks | undefined> {
    const articles = this.rules.get(org);
    if (articles?.books === undefined) return undefined;
    const { account } = refusal;
    const found = typeof account === 'string' ? await loadAccount(this.host.db, org, account) : null;
    const isOwn = found?.member != null && this.names.get(found.member) === who.name;
    return { articles, own: isOwn ? [found.id] : [] };
  }

  async ask(who: Character, command: string, org: OrgId, input: object): Promise<string> {
    const answer = await this.perform(who, command, org, input);
    assert(
      answer.ok && answer.value.kind === 'waiting',
      `${command} waits for signatures: ${JSON.stringify(answer)}`,
    );
    await this.lately(org, who);
    return answer.value.waiting;
  }

  async sign(who: Character, org: OrgId, subject: string, inkOf?: MemberId): Promise<Outcomes> {
    const statutes = await this.versionOf(org);
    const ink = inkOf === undefined ? {} : { for: inkOf };
    const done = await this.carried(who, 'agents.sign', org, { subject, statutes, ...ink });
    await this.tellOf(done, who);
    if (!done.carried) return {};
    assert(
      done.carried.ok && done.carried.value.kind === 'done',
      `it is carried out: ${JSON.stringify(done.carried)}`,
    );
    await this.tellOf(done.carried.value, who);
    return done.carried.value.answer as Outcomes;
  }

  async together(
    [first, ...others]: readonly Character[],
    command: string,
    org: OrgId,
    input: object,
  ): Promise<Outcomes> {
    const outcomes = await this.quietly(async () => {
      const waiting = await this.ask(first!, command, org, input);
      let last: Outcomes = {};
      for (const other of others) last = await this.sign(other, org, waiting);
      return last;
    });
    await this.lately(org, first, true);
    return outcomes;
  }

  async found([first, ...others]: readonly Character[], founding: Founding): Promise<Founded> {
    const begun = await this.act(first!, 'agents.found', null, {
      ...founding,
      founder: first!.name,
      locale: 'es',
      timeZone: 'America/Mexico_City',
    });
    const org = begun['org'] as OrgId;
    const members: Record<string, MemberId> = { [first!.name]: begun['member'] as MemberId };
    for (const other of others) {
      const code = `${this.name} ${this.count}`;
      const named = await this.act(first!, 'agents.name_founder', org, { name: other.name, code });
      members[other.name] = named['member'] as MemberId;
      await this.act(other, 'agents.accept', org, { code, name: other.name, norms: true });
    }
    return { org, members };
  }

  async quietly<Value>(work: () => Promise<Value>): Promise<Value> {
    this.quiet += 1;
    try {
      return await work();
    } finally {
      this.quiet -= 1;
    }
  }

  async lately(org: OrgId, who?: Character, briefly = false): Promise<void> {
    if (this.toNobody) return;
    const [latest] = await readRecord(this.host.db, org, { most: 1 });
    assert(latest, 'a group that has acted has a record');
    this.tell(latest, who, briefly);
  }

  async passes(org: OrgId, until: string): Promise<void> {
    const [last] = await readRecord(this.host.db, org, { most: 1 });
    const end = new Date(Date.parse(until)).toISOString();
    // The clock goes from one appointed time to the next, so that each is kept at its own minute.
    for (;;) {
      await this.keep(org);
      const due = await loadNextDue(this.host.db, org, new Date(this.clock.now).toISOString());
      if (due === null || due > end) break;
      this.clock.now = Date.parse(due);
    }
    this.clock.now = Date.parse(end);
    await this.keep(org);
    if (this.toNobody) return;
    const since = (last?.position ?? -1) + 1;
    const done = await readRecord(this.host.db, org, { most: 1_000 });
    const fresh = done.filter((entry) => entry.position >= since);
    for (const entry of fresh.reverse()) this.tell(entry, undefined, false);
  }

  async accountOf(
    org: OrgId,
    member: MemberId | null,
    unit: string,
    purpose: 'commons' | 'reserve' = 'commons',
  ): Promise<string> {
    const found =
      member === null
        ? (await loadCommonAccounts(this.host.db, org)).filter((one) => one.purpose === purpose)
        : await loadAccountsOf(this.host.db, org, member);
    const account = found.find((one) => one.unit === unit);
    assert(account, `there is an account in ${unit}`);
    return account.id;
  }

  async balanceOf(org: OrgId, account: string): Promise<bigint> {
    const found = await loadAccount(this.host.db, org, account);
    assert(found, 'the account is there');
    return found.balanceMinor;
  }

  async keepProof(org: OrgId): Promise<() => Promise<void>> {
    const [latest] = await readRecord(this.host.db, org, { most: 1 });
    assert(latest, 'there is something to prove');
    const now = new Date(this.clock.now).toISOString();
    const kept = await proofOf(this.host.db, org, latest.position, now, { personal: true });
    return async () => {
      assert(checkBundle(kept).verdict === 'holds', 'a proof that was carried away holds for ever');
      const later = await proofOf(this.host.db, org, latest.position, now, { personal: true });
      assert(checkBundle(later).verdict === 'holds', 'and one that is asked for today does too');
      this.note({ is: 'proved', erased: kept?.personal !== undefined && later?.personal === undefined });
    };
  }

  async verify(org: OrgId): Promise<void> {
    const { broken, erased } = await verifyRegister(this.host.db);
    const all = [...broken, ...(await verifyAccounts(this.host.db))];
    assert(all.length === 0, `the register holds, and the books do: ${JSON.stringify(all)}`);
    const [latest] = await readRecord(this.host.db, org, { most: 1 });
    this.note({ is: 'verified', acts: (latest?.position ?? -1) + 1, forgotten: erased });
  }

  /** What the clock does in a group, for this minute. */
  private async keep(org: OrgId): Promise<void> {
    await keepTime(this.host, org);
    await enactDue(this.host, org);
    await keepAccounts(this.host, org);
    await lapseHolds(this.host, org);
    await lapseCash(this.host, org);
    await tellMonths(this.host, org);
    await chargeHolders(this.host, org);
  }

  async namesInBooks(): Promise<NameOf> {
    const [told, ...others] = this.booked;
    if (told === undefined) return this.nameOf;
    const [org, facts] = told;
    const books = await loadToldBooks(this.host.db, org, facts);
    // Accounts are known by their ids in any group; numbers of payments only in the first that is told.
    const accounts = new Map(books.accounts);
    for (const [other, its] of others) {
      const found = (await loadToldBooks(this.host.db, other, its)).accounts;
      for (const [id, account] of found) accounts.set(id, account);
    }
    return namesWith({ group: { articles: this.rules.get(org)! } }, this.nameOf, { ...books, accounts });
  }

  private async come(name: string): Promise<Character> {
    const someone = { name, person: makeId('per', this.clock.now, this.host.chance(10)) };
    await this.quietly(() => this.act(someone, 'agents.enter_house', null, { name, locale: 'es' }));
    return someone;
  }

  private perform(who: Character, command: string, org: OrgId | null, input: object) {
    const key = `story ${this.name} ${(this.count += 1)}`;
    const actor = { person: who.person, channel: 'story' } as const;
    // Coming in is what the host does for whoever signs in; nobody asks for it by name.
    const byHost = command === 'agents.enter_house' ? ({ byHost: true } as const) : {};
    return perform(this.host, { command, org, actor, input: hashed(command, input), key, ...byHost });
  }

  private async carried(who: Character, command: string, org: OrgId | null, input: object): Promise<Receipt> {
    const answer = await this.perform(who, command, org, input);
    assert(answer.ok && answer.value.kind === 'done', `${command} is done: ${JSON.stringify(answer)}`);
    this.learn(answer.value.answer, input);
    return answer.value;
  }

  /** Whoever comes to have a place has the name they came with. */
  private learn(answer: Json, input: object): void {
    const member = (answer as { member?: unknown } | null)?.member;
    const { name, founder } = input as { name?: string; founder?: string };
    const called = founder ?? name;
    if (typeof member === 'string' && called !== undefined) this.names.set(member, called);
  }

  private async tellOf(receipt: Receipt, who: Character): Promise<void> {
    if (this.toNobody) return;
    const entry = await readEntry(this.host.db, receipt.org, receipt.position);
    assert(entry, 'what was done is in the record');
    this.tell(entry, who, false);
  }

  private tell(entry: RecordEntry, who: Character | undefined, briefly: boolean): void {
    const { leaf } = entry;
    assert(leaf, 'what was just written can be read');
    const together = leaf.authority.by === 'signatures' || leaf.authority.by === 'decision';
    const fact = joinPersonal(leaf.fact, entry.personal);
    const act = { command: leaf.command, actor: this.handOf(leaf.actor, who), fact, together };
    const before = this.posts.get((fact['input'] as { mandate?: string } | null)?.mandate ?? '');
    const rulesBefore = this.rules.get(leaf.org);
    if (this.quiet === 0) {
      if (rulesBefore?.books !== undefined) this.book(leaf.org as OrgId, fact);
      this.events.push({
        is: 'act',
        act,
        authority: leaf.authority,
        briefly,
        ...(before && { before }),
        ...(rulesBefore && { rulesBefore }),
      });
    }
    this.remember(leaf.org, fact);
  }

  /** What was done, and what is asked for. */
  private book(org: OrgId, fact: { readonly [key: string]: unknown }): void {
    this.booked.set(org, [...(this.booked.get(org) ?? []), fact, fact['input']]);
  }

  /** What a later sentence needs to know of this one. */
  private remember(org: string, fact: { readonly [key: string]: unknown }): void {
    if (fact['articles'] !== undefined) this.rules.set(org, fact['articles'] as Articles);
    const { mandate, role, member, endsOn } = fact;
    if (typeof mandate === 'string') this.posts.set(mandate, { role, member, from: member, endsOn });
  }

  /** In a network a group acts, and somebody speaks for it: both are named. */
  private handOf(actor: string | null, who: Character | undefined): string | null {
    const known = actor === null ? undefined : this.names.get(actor);
    if (actor === null || known === undefined || who === undefined || known === who.name) return actor;
    const both = `${actor} ${who.name}`;
    this.names.set(both, `${known} (${who.name})`);
    return both;
  }

  private note(event: StoryEvent): void {
    if (this.quiet === 0) this.events.push(event);
  }

  private async versionOf(org: OrgId): Promise<number> {
    const { rows } = await this.host.pool.query<{ version: number }>(
      'SELECT max(version) AS version FROM agents.statutes WHERE org_id = $1',
      [org],
    );
    return rows[0]!.version;
  }
}

/**
 * A story says codes as they are written on a slip of paper; what is sent is their hash, but for whoever
 * types one.
 */
function hashed(command: string, input: object): object {
  const { code, ...rest } = input as { code?: string };
  return code === undefined || command === 'agents.accept' ? input : { ...rest, codeHash: hashCode(code) };
}
