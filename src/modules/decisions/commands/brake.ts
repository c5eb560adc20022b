/** A member asks that a decision rest before it takes effect; when enough have, it does, once. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { voiceOf } from '#agents';
import { loadGroup } from '#agents/server';
import { brakedUntil } from '../core/changes.ts';
import { stateOf } from '../core/proposal.ts';
import { loadProposal } from '../store/reads.ts';
import { loadBrakes } from '../store/talk-reads.ts';
import { insertBrake } from '../store/talk-writes.ts';
import { changeProposal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';

export const brake = decisionsCommand({
  name: 'decisions.brake',
  scope: 'organization',
  grounds: ['member'],
  matter: 'brake',
  input: z.object({ proposal: proposalId }),
  refusals: [
    'proposal_unknown',
    'no_brake_here',
    'not_waiting_for_effect',
    'braked_already',
    'asked_already',
  ],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { proposal } = only(asks).input;
    return {
      group: (await loadGroup(tx, org, now))!,
      proposal: await loadProposal(tx, org, proposal),
      asked: await loadBrakes(tx, org, proposal),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide({ group, proposal, asked }, _input, act) {
    assert(act.member, 'only members ask for time');
    if (typeof proposal?.publishedAt !== 'string') return refuse('proposal_unknown');
    const needed = voiceOf(group.articles).brakeMembers;
    if (needed === 0) return refuse('no_brake_here');
    if (stateOf(proposal, act.at) !== 'passed' || proposal.effectAt === null) {
      return refuse('not_waiting_for_effect');
    }
    if (proposal.brakedUntil !== null) return refuse('braked_already', { until: proposal.brakedUntil });
    if (asked.includes(act.member)) return refuse('asked_already', { have: asked.length, needed });
    const enough = asked.length + 1 >= needed;
    return accept({
      proposal: proposal.id,
      by: act.member,
      have: asked.length + 1,
      needed,
      until: enough ? brakedUntil(proposal.effectAt, act.at) : null,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertBrake(tx, act, fact.proposal, fact.by);
      if (fact.until === null) continue;
      await changeProposal(tx, act.org, fact.proposal, { effect_at: fact.until, braked_until: fact.until });
    }
  },
  answer: ({ have, needed, until }) => ({ have, needed, until }),
});
