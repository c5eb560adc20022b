/** An offer or a need that breaks what the group has agreed on is hidden, with a reason; or shown again. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import type { Advert } from '../core/advert.ts';
import { changeAdvert } from '../store/advert-writes.ts';
import { loadAdvert } from '../store/reads.ts';
import { exchangeCommand, only } from './exchange-command.ts';
import { advertId, reason } from './fields.ts';

const shared = { scope: 'organization', grounds: ['statutes'], matter: 'moderate' } as const;
const aboutOwner = (advert: Advert | null) =>
  advert === null ? {} : { subject: advert.member, parties: [advert.member] };

export const hideAdvert = exchangeCommand({
  ...shared,
  name: 'exchange.hide_advert',
  input: z.object({ advert: advertId, reason }),
  refusals: ['advert_unknown', 'advert_hidden'],
  personal: ['reason'],
  load: (tx, asks, { org }) => loadAdvert(tx, org, only(asks).input.advert),
  about: aboutOwner,
  decide(advert, input, act) {
    if (advert?.title == null) return refuse('advert_unknown');
    if (advert.hiddenAt !== null) return refuse('advert_hidden');
    const by = act.authority.by === 'decision' ? null : act.askedBy;
    return accept({ advert: advert.id, member: advert.member, reason: input.reason, by });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeAdvert(tx, act.org, fact.advert, {
        hidden_at: act.at,
        hidden_by: fact.by,
        hidden_reason: fact.reason ?? null,
        hidden_act_id: act.id,
      });
    }
  },
});

export const showAdvert = exchangeCommand({
  ...shared,
  name: 'exchange.show_advert',
  input: z.object({ advert: advertId }),
  refusals: ['advert_unknown', 'advert_not_hidden'],
  personal: [],
  load: (tx, asks, { org }) => loadAdvert(tx, org, only(asks).input.advert),
  about: aboutOwner,
  decide(advert) {
    if (advert?.title == null) return refuse('advert_unknown');
    if (advert.hiddenAt === null) return refuse('advert_not_hidden');
    return accept({ advert: advert.id, member: advert.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeAdvert(tx, act.org, fact.advert, {
        hidden_at: null,
        hidden_by: null,
        hidden_reason: null,
        hidden_act_id: null,
      });
    }
  },
});
