/** The things of a scene as they are called elsewhere. */
import { unheardExchange } from './matrix-exchange.ts';
import { unheardCare } from './matrix-care.ts';
import { ledgerElsewhere } from './matrix-ledger.ts';
import { someId } from './matrix-agents.ts';
import type { Things } from './matrix-scene.ts';
import { unheardBudgets } from './matrix-budgets.ts';
import { unheardMeetings } from './matrix-meetings.ts';
import { unheardProposals } from './matrix-proposals.ts';
import { unheardTalk } from './matrix-talk.ts';

/** Everything in `things` as it is called elsewhere: ids of the same kinds that this group has never seen. */
export function strange(things: Things, from: Things | null): Things {
  const member = from?.subject ?? someId('mem');
  return {
    ...things,
    subject: member,
    applicant: from?.applicant ?? someId('mem'),
    suspended: from?.suspended ?? someId('mem'),
    paper: from?.paper ?? someId('mem'),
    named: from?.named ?? someId('mem'),
    mandate: from?.mandate ?? someId('man'),
    household: from?.household ?? someId('hou'),
    waiting: from?.waiting ?? someId('wai'),
    signed: from?.signed ?? someId('wai'),
    code: from?.code ?? 'NOSUCHCODE',
    invitation: from?.invitation ?? someId('inv'),
    staged: from?.staged ?? someId('imp'),
    taken: from?.taken ?? someId('imp'),
    talk: from?.talk ?? unheardTalk(),
    meetings: from?.meetings ?? unheardMeetings(),
    proposals: from?.proposals ?? unheardProposals(),
    budgets: from?.budgets ?? unheardBudgets(),
    ledger: ledgerElsewhere(from?.ledger),
    exchange: from?.exchange ?? unheardExchange(),
    care: from?.care ?? unheardCare(),
  };
}
