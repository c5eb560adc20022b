/**
 * People who elect: somebody proposes an election that keeps a place, puts themself and others forward; those
 * say yes, or no, or step back again, or nothing at all. Then it is put to the vote, and closed when its time
 * is over.
 */
import type { OrgId } from '../src/kernel/command.ts';
import type { Way } from '../src/modules/agents/index.server.ts';
import type { Answer } from '../src/host/act-request.ts';
import type { Dice } from './random-acts.ts';
import type { Around } from './random-meetings.ts';

type Ask = (person: Around['person'], command: string, org: OrgId, input: unknown) => Promise<Answer>;

/** Put to the vote at once, and for a day. */
export const ELECTING: Way = {
  method: 'scottish_stv',
  quorumPercent: 0,
  noQuorum: 'fails',
  talkDays: 0,
  voteDays: 1,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
};

const GROUP = 'Upper town';

export class RandomElections {
  readonly #dice: Dice;
  readonly #ask: Ask;
  readonly #open = new Map<OrgId, { readonly proposal: string; readonly by: Around }>();

  constructor(dice: Dice, ask: Ask) {
    this.#dice = dice;
    this.#ask = ask;
  }

  /** Begins an election in a group, or ends the one that is on there. */
  async gather(org: OrgId, around: readonly Around[], role: string): Promise<void> {
    const on = this.#open.get(org);
    if (on) {
      const closed = await this.#ask(on.by.person, 'decisions.close', org, { proposal: on.proposal });
      if (closed.ok || closed.refusal.rule !== 'vote_not_over') this.#open.delete(org);
      return;
    }
    const by = this.#dice.one(around);
    if (!by) return;
    const proposal = await this.#propose(org, by, role);
    if (!proposal) return;
    await this.#stand(org, proposal, around);
    const opened = await this.#ask(by.person, 'decisions.open', org, { proposal });
    if (!opened.ok) return;
    this.#open.set(org, { proposal, by });
    for (const { person } of around.filter(() => this.#dice.chance(60))) {
      const choices = { ballot: 'rank', ranking: [] };
      await this.#ask(person, 'decisions.cast', org, { proposal, choices });
    }
  }

  async #propose(org: OrgId, by: Around, role: string): Promise<string | undefined> {
    const parity = this.#dice.chance(70) ? [{ group: GROUP, least: 1 }] : [];
    const draft = { kind: 'election', title: 'An election', post: { role }, seats: 2, parity };
    const proposal = told(await this.#ask(by.person, 'decisions.propose', org, draft), 'proposal');
    if (!proposal) return undefined;
    const published = await this.#ask(by.person, 'decisions.publish', org, { proposal, way: 0 });
    return published.ok ? proposal : undefined;
  }

  async #stand(org: OrgId, proposal: string, around: readonly Around[]): Promise<void> {
    const dice = this.#dice;
    for (const { member, person } of around.filter(() => dice.chance(70))) {
      const groups = dice.chance(50) ? [GROUP] : [];
      const forward = dice.chance(60) ? person : dice.one(around)!.person;
      const own = forward === person ? { groups, body: 'I can do it.' } : {};
      const added = await this.#ask(forward, 'decisions.add_option', org, { proposal, member, ...own });
      const option = told(added, 'option');
      if (!option || dice.chance(30)) continue;
      // Somebody else answers now and then, and is told that it is not theirs.
      const who = dice.chance(90) ? person : dice.one(around)!.person;
      const says = dice.chance(75) ? 'yes' : 'no';
      await this.#ask(who, 'decisions.stand', org, { proposal, option, says, words: 'If you like.', groups });
    }
  }
}

/** The id that an act has answered with; nothing where it was refused, or waits. */
function told(answer: Answer, name: 'option' | 'proposal'): string | undefined {
  if (!answer.ok || answer.value.kind !== 'done') return undefined;
  return (answer.value.answer as Readonly<Record<string, string>>)[name];
}
