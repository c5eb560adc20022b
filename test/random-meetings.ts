/**
 * People who meet: somebody calls a meeting, opens it when its day has come, writes down who is there and how
 * many hands went up. Some of them say that it was so, some that it was not, some that they were not there at
 * all.
 */
import type { MemberId, OrgId, PersonId } from '../src/kernel/command.ts';
import type { Answer } from '../src/host/act-request.ts';
import type { Dice } from './random-acts.ts';

export interface Around {
  readonly member: MemberId;
  readonly person: PersonId;
}

type Ask = (person: PersonId, command: string, org: OrgId, input: unknown) => Promise<Answer>;

const DAY = 86_400_000;
const IN_DAYS = 4;
/** The way of an association in which hands are counted, among those that it has for resolutions. */
const BY_HANDS = 1;

export class RandomMeetings {
  readonly #dice: Dice;
  readonly #ask: Ask;
  readonly #called = new Map<OrgId, { readonly meeting: string; readonly startsAt: number }>();

  constructor(dice: Dice, ask: Ask) {
    this.#dice = dice;
    this.#ask = ask;
  }

  /** Calls the next meeting of a group, or holds the one that is due. */
  async gather(org: OrgId, around: readonly Around[], now: number): Promise<void> {
    const first = this.#dice.one(around);
    if (!first) return;
    const called = this.#called.get(org);
    if (!called) {
      const startsAt = now + IN_DAYS * DAY;
      const input = { kind: 'meeting', title: 'A meeting', startsAt: new Date(startsAt).toISOString() };
      const meeting = told(await this.#ask(first.person, 'decisions.call_meeting', org, input), 'meeting');
      if (meeting) this.#called.set(org, { meeting, startsAt });
    } else if (now >= called.startsAt) {
      this.#called.delete(org);
      await this.#hold(org, called.meeting, first, around);
    }
  }

  async #hold(org: OrgId, meeting: string, first: Around, around: readonly Around[]): Promise<void> {
    const dice = this.#dice;
    const act = (who: Around, verb: string, input: object) =>
      this.#ask(who.person, `decisions.${verb}`, org, input);
    if (!(await act(first, 'open_meeting', { meeting })).ok) return;
    const members = around.filter((one) => one !== first && dice.chance(85)).map((one) => one.member);
    if (members.length > 0) await act(first, 'arrive', { meeting, members });
    for (let count = 1 + dice.below(2); count > 0; count -= 1) {
      const asked = await act(first, 'propose', { kind: 'resolution', title: 'A question' });
      const proposal = told(asked, 'proposal');
      if (!proposal) break;
      await act(first, 'publish', { proposal, way: dice.chance(90) ? BY_HANDS : 0 });
      const voices = members.filter(() => dice.chance(50)).map((voter) => ({ voter, says: 'yes' }));
      const said = dice.chance(50) ? { voices } : { hands: { yes: members.length, no: 0 } };
      await act(first, 'show_hands', { meeting, proposal, version: 1, ...said });
      await this.#check(org, meeting, proposal, around);
    }
    await act(first, 'close_meeting', { meeting });
  }

  /** Whoever is asked first is not always one who may answer. */
  async #check(org: OrgId, meeting: string, proposal: string, around: readonly Around[]): Promise<void> {
    const dice = this.#dice;
    for (let count = 3; count > 0; count -= 1) {
      const { person } = dice.one(around)!;
      if (dice.chance(20)) {
        await this.#ask(person, 'decisions.deny_presence', org, { meeting });
        continue;
      }
      const said = dice.chance(70) ? { right: true } : { right: false, reason: 'A reason that can be read.' };
      const round = dice.chance(80) ? 1 : 2;
      await this.#ask(person, 'decisions.confirm_hands', org, { meeting, proposal, round, ...said });
    }
  }
}

/** The id that an act has answered with; nothing where it was refused, or waits. */
function told(answer: Answer, name: 'meeting' | 'proposal'): string | undefined {
  if (!answer.ok || answer.value.kind !== 'done') return undefined;
  return (answer.value.answer as Readonly<Record<string, string>>)[name];
}
