/**
 * A second opinion on authority: what a group was on the day of each act, told again from its leaves alone,
 * and whether what the act says it rests on did carry it. It shares no line with what it checks.
 */
import type { Authority } from '../src/kernel/command.ts';
import type { Leaf } from '../src/host/register/leaf.ts';
import type { Articles, Power } from '../src/modules/agents/index.ts';

interface Place {
  readonly class: string;
  founder: boolean;
  present: boolean;
  admittedOn: string | null;
  trialUntil: string | null;
  /** On paper, entered in a group that exists: until when they may say no. */
  noUntil: string | null;
  suspendedOn: string | null;
  suspendedUntil: string | null;
  ended: boolean;
}

interface Post {
  readonly role: string;
  readonly member: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly rehearsal: boolean;
  ended: boolean;
}

interface Name {
  readonly act: string;
  readonly member: string;
  readonly enteredBy: string | null;
  readonly version: number;
  withdrawn: boolean;
}

type FactOf = { readonly [key: string]: unknown };

/** Commands, and by which ground they may be carried without asking the statutes. */
export type Grounds = ReadonlyMap<string, { readonly grounds: readonly string[]; readonly matter: string }>;

/** Acts by which the member they are about gains: nobody does these for themself by a post. */
const GAINS = new Set([
  'agents.admit',
  'agents.appoint',
  'agents.hand_over',
  'agents.lift_suspension',
  'agents.name_delegate',
]);

export class LawBook {
  readonly broken: string[] = [];
  readonly #grounds: Grounds;
  readonly #places = new Map<string, Place>();
  readonly #posts = new Map<string, Post>();
  readonly #names = new Map<string, Name[]>();
  readonly #done = new Set<string>();
  readonly #uses: { matter: string; role: string; on: string }[] = [];
  #articles: Articles | null = null;
  #version = 0;
  #state: 'draft' | 'founded' | 'dissolved' = 'draft';

  constructor(grounds: Grounds) {
    this.#grounds = grounds;
  }

  /** Reads the next leaf of a group: first whether it was carried, then what it changed. */
  read(leaf: Leaf): void {
    const today = leaf.at.slice(0, 10);
    const wrong = leaf.command === 'agents.found' ? null : this.#whyNot(leaf, today);
    if (wrong !== null) this.broken.push(`${leaf.command} ${leaf.act}: ${wrong}`);
    if (leaf.authority.by === 'mandate') {
      this.#uses.push({ matter: leaf.authority.matter, role: leaf.authority.role, on: today });
    }
    if (leaf.authority.by === 'signatures' && leaf.authority.waiting) this.#done.add(leaf.authority.waiting);
    this.#tell(leaf.command, leaf.fact, leaf.act, today);
  }

  #whyNot(leaf: Leaf, today: string): string | null {
    const { authority, fact } = leaf;
    const asked = this.#grounds.get(leaf.command)!;
    const power = this.#powerOver(asked.matter);
    if (this.#state === 'dissolved' && !['self'].includes(authority.by)) return 'the group was over';
    switch (authority.by) {
      case 'self':
        return asked.grounds.some((one) => one === 'self' || one === 'open')
          ? null
          : 'not a matter of one’s own';
      case 'founding':
        if (this.#state !== 'draft') return 'it was founded already';
        return this.#stands(authority.member, today, 'voting') ? null : 'not a founder';
      case 'membership':
        return this.#byMembership(authority.member, asked, power, today);
      case 'mandate':
        return this.#byMandate(authority, power, leaf.command, fact, today);
      case 'signatures':
        return this.#bySignatures(authority, power, today);
      case 'decision':
        // Decisions have laws of their own, tried where they are made.
        return this.#state === 'founded' && power?.ways ? null : 'not given to decisions';
      case 'statute':
        return asked.grounds.includes('clock') ? null : 'nothing that is done when it is time';
      case 'bearer':
        return asked.grounds.includes('bearer') ? null : 'nothing that is done by a token';
      case 'house':
        return `${authority.by} carries nothing in a group`;
    }
  }

  /** Founders sign what will be for decisions: more than half of them. */
  #powerOver(matter: string): Power | undefined {
    const power = this.#articles!.powers[matter];
    const rehearsed = power?.by === 'decision' && this.#state === 'draft';
    return rehearsed ? { by: 'members', share: 'majority' } : power;
  }

  #byMembership(
    member: string,
    asked: { grounds: readonly string[] },
    power: Power | undefined,
    today: string,
  ) {
    if (asked.grounds.includes('member')) return this.#stands(member, today, 'full') ? null : 'not a member';
    if (!this.#stands(member, today, 'voting')) return 'not a voting member';
    if (power?.by === 'member') return null;
    if (power?.by !== 'members') return 'members have no power over it';
    return this.#needed(power, today) === 1 ? null : 'one alone';
  }

  #byMandate(
    authority: Extract<Authority, { by: 'mandate' }>,
    power: Power | undefined,
    command: string,
    fact: FactOf,
    today: string,
  ): string | null {
    if (power?.by !== 'role' || power.role !== authority.role) return 'no such post has power over it';
    const post = this.#posts.get(authority.mandate);
    if (post?.member !== authority.member || post.role !== authority.role) return 'not their post';
    if (!this.#holds(authority.member, authority.role, today)) return 'a post that was not in force';
    if (GAINS.has(command) && fact['member'] === authority.member) return 'for their own benefit';
    const per = power.upTo?.per;
    if (!per?.acts) return null;
    const first = new Date(Date.parse(today) - per.days * 86_400_000).toISOString().slice(0, 10);
    const used = this.#uses.filter(
      (use) => use.matter === authority.matter && use.role === authority.role && use.on > first,
    );
    return used.length < per.acts ? null : 'over the limit of the period';
  }

  #bySignatures(
    authority: Extract<Authority, { by: 'signatures' }>,
    power: Power | undefined,
    today: string,
  ) {
    if (power?.by !== 'members' && power?.by !== 'roles') return 'nothing that several sign';
    const needed = power.by === 'roles' ? power.of : this.#needed(power, today);
    const signers = new Set(authority.members);
    if (signers.size < needed) return `${signers.size} of ${needed} signatures`;
    for (const signer of signers) {
      if (power.by === 'roles') {
        if (!power.among.some((role) => this.#holds(signer, role, today))) return 'a signer without the post';
      } else if (!this.#stands(signer, today, 'voting')) return 'a signer who does not vote';
      if (authority.waiting === null) continue;
      const names = this.#names.get(authority.waiting) ?? [];
      const signed = names.some(
        (one) => one.member === signer && !one.withdrawn && one.version === this.#version,
      );
      if (!signed) return 'a signature that was never given';
    }
    if (authority.waiting !== null && this.#done.has(authority.waiting)) return 'carried out twice';
    return null;
  }

  #needed(power: Extract<Power, { by: 'members' }>, today: string): number {
    const voting = [...this.#places.keys()].filter((member) => this.#stands(member, today, 'voting')).length;
    if ('of' in power) return Math.max(1, Math.min(power.of, voting));
    return power.share === 'all' ? Math.max(1, voting) : Math.floor(voting / 2) + 1;
  }

  #stands(member: string, today: string, how: 'full' | 'voting'): boolean {
    const place = this.#places.get(member);
    if (!place || place.ended) return false;
    const classVotes = this.#articles!.admission.classes.some(
      (one) => one.class === place.class && one.votes,
    );
    if (how === 'voting' && !classVotes) return false;
    if (place.admittedOn === null) return this.#state === 'draft' && place.founder && place.present;
    const { suspendedOn: from, suspendedUntil: until } = place;
    if (from !== null && from <= today && (until === null || today < until)) return false;
    const ends = [place.trialUntil, place.noUntil];
    return how === 'full' || ends.every((end) => end === null || end <= today);
  }

  #holds(member: string, role: string, today: string): boolean {
    if (!this.#stands(member, today, 'full')) return false;
    const draft = this.#state === 'draft';
    return [...this.#posts.values()].some(
      (post) =>
        post.member === member &&
        post.role === role &&
        !post.ended &&
        post.rehearsal === draft &&
        post.startsOn <= today &&
        today < post.endsOn,
    );
  }

  #tell(command: string, fact: FactOf, act: string, today: string): void {
    const member = fact['member'] as string | null | undefined;
    const date = (key: string) => (fact[key] ?? null) as string | null;
    switch (command) {
      case 'agents.found':
        this.#amend(1, fact['articles']);
        this.#place(member!, { class: fact['class'] as string, founder: true, present: true });
        return;
      case 'agents.amend':
        this.#amend(fact['version'] as number, fact['articles']);
        return;
      case 'agents.name_founder':
      case 'agents.enter_on_paper':
      case 'agents.apply':
      case 'agents.invite':
        if (command === 'agents.invite' && fact['newPlace'] !== true) return;
        this.#place(member!, {
          class: fact['class'] as string,
          founder: command === 'agents.name_founder' || fact['founder'] === true,
          admittedOn: date('admittedOn'),
          trialUntil: date('trialUntil'),
          noUntil: fact['founder'] === true ? null : date('noUntil'),
        });
        return;
      case 'agents.accept':
      case 'agents.admit': {
        if (fact['newPlace'] === true) this.#place(member!, { class: fact['class'] as string });
        const place = this.#places.get(member!)!;
        Object.assign(place, {
          admittedOn: date('admittedOn'),
          trialUntil: date('trialUntil'),
          noUntil: null,
          present: true,
        });
        return;
      }
      case 'agents.suspend':
        Object.assign(this.#places.get(member!)!, {
          suspendedOn: date('suspendedOn'),
          suspendedUntil: date('suspendedUntil'),
        });
        return;
      case 'agents.lift_suspension':
        Object.assign(this.#places.get(member!)!, { suspendedOn: null, suspendedUntil: null });
        return;
      case 'agents.leave':
      case 'agents.decline':
      case 'agents.exclude':
      case 'agents.say_no':
      case 'agents.unname_founder':
        this.#end(member!);
        return;
      case 'agents.let_go':
        if (fact['ends'] === true) this.#end(member!);
        return;
      case 'agents.forget_me':
        if (fact['ends'] !== null) this.#end(fact['ends'] as string);
        return;
      case 'agents.appoint':
      case 'agents.hand_over': {
        if (command === 'agents.hand_over') this.#takeBack(fact['mandate'] as string);
        const id = (command === 'agents.hand_over' ? fact['next'] : fact['mandate']) as string;
        this.#give(id, fact as unknown as Omit<Post, 'ended'>, today);
        return;
      }
      case 'agents.revoke':
      case 'agents.lay_down':
        this.#takeBack(fact['mandate'] as string);
        return;
      case 'agents.dissolve':
        this.#state = 'dissolved';
        return;
      case 'agents.ask_signatures':
      case 'agents.sign':
        this.#sign(fact, act);
        return;
      case 'agents.withdraw_signature': {
        const acts = new Set(fact['signatures'] as string[]);
        for (const name of this.#names.get(fact['subject'] as string) ?? []) {
          if (acts.has(name.act)) name.withdrawn = true;
        }
      }
    }
  }

  #amend(version: number, articles: unknown): void {
    if (version !== this.#version + 1) this.broken.push(`version ${version} follows ${this.#version}`);
    this.#version = version;
    this.#articles = articles as Articles;
  }

  #place(member: string, given: Partial<Place> & { class: string }): void {
    if (this.#places.has(member)) this.broken.push(`${member} has two places`);
    const empty = { founder: false, present: false, admittedOn: null, ended: false };
    this.#places.set(member, {
      ...empty,
      trialUntil: null,
      noUntil: null,
      suspendedOn: null,
      suspendedUntil: null,
      ...given,
    });
  }

  #takeBack(id: string): void {
    const post = this.#posts.get(id)!;
    if (post.ended) this.broken.push(`${id} was over and is taken back`);
    post.ended = true;
  }

  #end(member: string): void {
    const place = this.#places.get(member)!;
    if (place.ended) this.broken.push(`${member} ends twice`);
    place.ended = true;
    for (const post of this.#posts.values()) if (post.member === member) post.ended = true;
    for (const [subject, names] of this.#names) {
      if (this.#done.has(subject) || (subject === 'founding' && this.#state !== 'draft')) continue;
      for (const name of names) if (name.member === member) name.withdrawn = true;
    }
  }

  #give(id: string, post: Omit<Post, 'ended'>, today: string): void {
    const role = this.#articles!.roles.find((one) => one.role === post.role);
    if (!role) this.broken.push(`${id} is a post the rules do not know`);
    if (!this.#stands(post.member, today, 'full'))
      this.broken.push(`${id} was given to someone not in standing`);
    this.#posts.set(id, { ...post, ended: false });
    const draft = this.#state === 'draft';
    const held = [...this.#posts.values()].filter(
      (one) => one.role === post.role && !one.ended && one.rehearsal === draft && one.endsOn > today,
    );
    const days = held.map((one) => one.startsOn).filter((day) => day >= post.startsOn && day < post.endsOn);
    for (const day of [post.startsOn, ...days]) {
      const count = held.filter((one) => one.startsOn <= day && day < one.endsOn).length;
      if (role && count > role.holders) this.broken.push(`${id}: ${count} hold a post of ${role.holders}`);
    }
  }

  #sign(fact: FactOf, act: string): void {
    const subject = (fact['subject'] ?? fact['waiting']) as string;
    const names = this.#names.get(subject) ?? [];
    this.#names.set(subject, names);
    names.push({
      act,
      member: fact['signer'] as string,
      enteredBy: (fact['enteredBy'] ?? null) as string | null,
      version: fact['statutes'] as number,
      withdrawn: false,
    });
    if (fact['founded'] !== true) return;
    for (const [member, place] of this.#places) {
      if (!place.founder || place.ended) continue;
      const signed = names.some(
        (one) => one.member === member && !one.withdrawn && one.version === this.#version,
      );
      if (!signed) this.broken.push(`founded without ${member}`);
      place.admittedOn = fact['on'] as string;
    }
    this.#state = 'founded';
  }
}
