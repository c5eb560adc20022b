/**
 * A signature: on the founding, or on an act that waits. On the founding the last one missing brings the
 * group into being, and what was rehearsed in the draft is over. On a waiting act, the host carries it out
 * once enough have signed.
 */
import { z } from 'zod';
import type { MemberId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import { answersFor } from '../core/asks.ts';
import { decidesTogether, standingKind } from '../core/standing.ts';
import { votes, type Power } from '../core/statutes.ts';
import { loadFounders, loadMandatesOfRole, loadMembers, loadSignatureRows } from '../store/reads.ts';
import { loadGroup, loadStandings, loadWaiting } from '../store/standing-reads.ts';
import { closeWaitingActs, insertSignature } from '../store/signature-writes.ts';
import type { WaitingActRow } from '../store/tables.ts';
import { changeMember, changeOrganization } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId, waitingId } from './fields.ts';

export const sign = agentsCommand({
  name: 'agents.sign',
  scope: 'organization',
  grounds: ['founder', 'member'],
  matter: 'sign',
  input: z.object({
    subject: z.union([z.literal('founding'), waitingId]),
    /**
     * A member on paper: whoever answers for the entry hands in the ink, or takes the place of one who has
     * gone.
     */
    for: memberId.optional(),
    /** The version of the rules the signer has read. */
    statutes: z.number().int().min(1),
  }),
  refusals: [
    'already_founded',
    'waiting_act_over',
    'rules_have_changed',
    'not_answering_for_them',
    'signed_already',
    'signature_not_counted',
  ],
  personal: [],
  async load(tx, asks, { org, now, today }) {
    const { input, person, member } = only(asks);
    const group = (await loadGroup(tx, org, now))!;
    const waiting = input.subject === 'founding' ? null : await loadWaiting(tx, org, input.subject);
    const power: Power | undefined = waiting ? group.articles.powers[waiting.matter] : undefined;
    const among = power?.by === 'roles' ? power.among : [];
    const holders = await Promise.all(among.map((role) => loadMandatesOfRole(tx, org, role)));
    const members = await loadMembers(tx, org, [member, input.for]);
    const answering = input.for ? members.get(input.for)?.answeredBy : null;
    const standings = await loadStandings(
      tx,
      org,
      answering && person ? [person] : [],
      today,
      group.state === 'draft',
    );
    return {
      now,
      group,
      waiting,
      power,
      holders: holders.flat().map((mandate) => mandate.member),
      members,
      answerer: answering ? (await loadMembers(tx, org, [answering])).get(answering) : undefined,
      standing: person ? standings.get(person) : undefined,
      signed: await loadSignatureRows(tx, org, input.subject),
      founders: input.subject === 'founding' ? await loadFounders(tx, org) : [],
    };
  },
  about: (_state, { input }) => ({ subject: input.subject }),
  decide(state, input, act) {
    const { group, waiting } = state;
    if (input.subject === 'founding' && group.state !== 'draft') return refuse('already_founded');
    const open =
      waiting?.done_act_id === null && waiting.withdrawn_at === null && waiting.expires_at > state.now;
    if (input.subject !== 'founding' && !open) return refuse('waiting_act_over');
    const version = waiting?.statutes_version ?? group.statutesVersion;
    if (version !== group.statutesVersion || input.statutes !== version) {
      return refuse('rules_have_changed', { version: group.statutesVersion });
    }
    const signer = input.for ?? act.member!;
    const signing = state.members.get(signer);
    if (input.for) {
      const { standing, answerer } = state;
      const present = standing && { group, standing, person: act.person, today: act.today };
      if (!signing || !present || !answersFor(present, signing, answerer))
        return refuse('not_answering_for_them');
    }
    const done = new Set(
      state.signed.filter((one) => one.statutes_version === version).map((one) => one.member_id),
    );
    const again = done.has(signer);
    done.add(signer);
    const founded = input.subject === 'founding' && state.founders.every((one) => done.has(one.id));
    // When the only one missing has stepped back, any of those who have signed may say it once more.
    if (again && !founded) return refuse('signed_already');
    const kind = signing ? standingKind(signing, act.today) : 'visitor';
    const counts =
      signing &&
      (decidesTogether(kind, group.state === 'draft') || (input.for && signing.founder)) &&
      votes(group.articles, signing.class);
    const asPost = state.power?.by !== 'roles' || state.holders.includes(signer);
    if (!counts || !asPost) return refuse('signature_not_counted');
    return accept({
      subject: input.subject,
      signer,
      enteredBy: input.for ? act.member : null,
      ...whatIsSigned(waiting),
      statutes: version,
      founded,
      founders: founded ? state.founders.map((one) => one.id) : [],
      on: act.today,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertSignature(tx, act, {
        subject: fact.subject,
        member: fact.signer,
        statutesVersion: fact.statutes,
        enteredBy: fact.enteredBy,
      });
      if (!fact.founded) continue;
      await changeOrganization(tx, act, { founded_at: act.at });
      for (const founder of fact.founders) {
        await changeMember(tx, act, founder, { admitted_on: fact.on });
      }
      await closeWaitingActs(tx, act);
    }
  },
  answer: (fact) => ({ subject: fact.subject, founded: fact.founded }),
});

/**
 * The record says by itself what was signed: which matter, and about whom. The words of it stay where they
 * wait.
 */
function whatIsSigned(waiting: WaitingActRow | null): {
  readonly matter?: string;
  readonly about?: MemberId;
} {
  if (!waiting) return {};
  return { matter: waiting.matter, ...(waiting.subject === null ? {} : { about: waiting.subject }) };
}
