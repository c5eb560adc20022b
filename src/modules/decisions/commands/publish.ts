/**
 * The authors let all of the group read it, pick one of the ways that the rules allow, and say when the vote
 * is to open and close. Until it opens they may set other dates, and pick another way.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse, type Json } from '#kernel/outcome';
import { isForHands, MOST_WAYS, waysFor, type Way } from '#agents';
import { decideDates } from '../core/dates.ts';
import { WAY_RULES, wayAt } from '../core/kinds.ts';
import { isOnOlderRules } from '../core/renewal.ts';
import { wrongForAuthor } from '../core/steps.ts';
import { talkedBefore } from '../core/talk-anew.ts';
import { changeProposal, insertVersion } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { instant, proposalId } from './fields.ts';
import { loadWritten, touchedBy } from './loading.ts';

const NO_DATES: { readonly opensAt: string | null; readonly closesAt: string | null } = {
  opensAt: null,
  closesAt: null,
};

export const publish = decisionsCommand({
  name: 'decisions.publish',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({
    proposal: proposalId,
    /** Which of the ways that the rules allow, from 0. */
    way: z
      .number()
      .int()
      .min(0)
      .max(MOST_WAYS * 20),
    opensAt: instant.optional(),
    closesAt: instant.optional(),
  }),
  refusals: [
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'not_an_author',
    'rules_have_changed',
    ...WAY_RULES,
    'opens_too_early',
    'closes_too_early',
    'vote_too_far',
  ],
  personal: [],
  load: (tx, asks, { org, now }) => loadWritten(tx, org, only(asks).input.proposal, now),
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, input, act) {
    const wrong = wrongForAuthor(state, act.member, act.at);
    if (wrong) return wrong;
    assert(act.member, 'only members publish');
    const proposal = state.proposal!;
    const { articles, statutesVersion } = state.group;
    // It could not take effect: whoever votes is not asked in vain.
    if (isOnOlderRules(state.options, statutesVersion))
      return refuse('rules_have_changed', { version: statutesVersion });
    const ways = waysFor(articles, proposal.matter, touchedBy(articles, state.options));
    const chosen = wayAt(proposal, ways, input.way);
    if (!chosen.ok) return chosen;
    const way = chosen.value;
    const publishedAt = proposal.publishedAt ?? act.at;
    const talked = talkedBefore(proposal, way, act.at);
    // What is decided on the spot has no time of its own: it is put to those who are in the room.
    const dates = isForHands(way) ? accept(NO_DATES) : decideDates(input, way, talked, act.at);
    if (!dates.ok) return dates;
    return accept({
      proposal: proposal.id,
      title: proposal.title,
      // Its first version, for everybody to read; of what is published already it stands in the record.
      body: proposal.publishedAt === null ? proposal.body : null,
      version: proposal.version,
      publishedAt,
      publishedBy: act.member,
      way: way as unknown as Json,
      ...talked,
      ...dates.value,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const { proposal, version, title, body } = fact;
      await changeProposal(tx, act.org, proposal, {
        published_at: fact.publishedAt,
        chosen_way: fact.way as unknown as Way,
        opens_at: fact.opensAt,
        closes_at: fact.closesAt,
        talked_from: fact.talkedFrom,
        reworded_at: fact.rewordedAt,
      });
      if (body === null) continue;
      await insertVersion(tx, act, proposal, { version, title, body, changed_by: fact.publishedBy });
    }
  },
  answer: ({ proposal, opensAt, closesAt }) => ({ proposal, opensAt, closesAt }),
});
