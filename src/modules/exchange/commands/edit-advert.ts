/** Whoever an offer or a need is of writes it anew, says that it still stands, or ends it. */
import { z } from 'zod';
import type { MemberId, OrgId } from '#kernel/command';
import { accept, refuse, type Refused } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { exchangeOf } from '#agents';
import { loadFrame } from '#agents/server';
import { advertState, MOST_STANDING, standsUntil, type Advert } from '../core/advert.ts';
import { changeAdvert, changeAdvertWords } from '../store/advert-writes.ts';
import { countStanding, loadAdvert } from '../store/reads.ts';
import { exchangeCommand, only } from './exchange-command.ts';
import { advertFields, advertId } from './fields.ts';
import { decideWords, loadWriting, PERSONAL_WORDS, WRITING_RULES } from './writing.ts';

const shared = { scope: 'organization', grounds: ['member'], matter: 'exchange' } as const;

const OWN_RULES = ['advert_unknown', 'advert_of_another', 'advert_hidden'] as const;

/** Its owner, or whoever wrote it down for them; what is hidden stays as it is. */
function wrongForOwner(
  advert: Advert | null,
  member: MemberId | null,
): Refused<(typeof OWN_RULES)[number]> | null {
  if (advert?.title == null) return refuse('advert_unknown');
  if (member === null || (advert.member !== member && advert.enteredBy !== member))
    return refuse('advert_of_another');
  return advert.hiddenAt === null ? null : refuse('advert_hidden');
}

/** What was over stands again, beside what its owner has standing. */
async function countBeside(tx: Tx, org: OrgId, advert: Advert | null, today: string): Promise<number> {
  const isNew = advert !== null && advertState(advert, today) !== 'standing';
  return isNew ? countStanding(tx, org, advert.member, today) : 0;
}

export const editAdvert = exchangeCommand({
  ...shared,
  name: 'exchange.edit_advert',
  input: z.object({ advert: advertId, ...advertFields }),
  refusals: [...OWN_RULES, ...WRITING_RULES, 'too_many_standing'],
  personal: PERSONAL_WORDS,
  async load(tx, asks, { org, today, brought }) {
    const { input, member } = only(asks);
    const advert = await loadAdvert(tx, org, input.advert);
    const writing = await loadWriting(tx, org, member, input.picture, brought);
    return { ...writing, advert, beside: await countBeside(tx, org, advert, today) };
  },
  about: (_state, { input }) => ({ subject: input.advert }),
  decide(state, { advert: id, ...input }, act) {
    const wrong = wrongForOwner(state.advert, act.member);
    if (wrong) return wrong;
    const { member, picture } = state.advert!;
    const written = decideWords(state, input, act.today, picture);
    if (!written.ok) return written;
    if (state.beside >= MOST_STANDING) return refuse('too_many_standing', { most: MOST_STANDING });
    return accept({ advert: id, member, ...written.value });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await changeAdvertWords(tx, act, fact);
  },
});

async function loadOwn(tx: Tx, org: OrgId, advert: string) {
  const frame = (await loadFrame(tx, org))!;
  return { articles: frame.articles, advert: await loadAdvert(tx, org, advert) };
}

export const renewAdvert = exchangeCommand({
  ...shared,
  name: 'exchange.renew_advert',
  input: z.object({ advert: advertId }),
  refusals: [...OWN_RULES, 'no_exchange_here', 'stands_already', 'too_many_standing'],
  personal: [],
  async load(tx, asks, { org, today }) {
    const own = await loadOwn(tx, org, only(asks).input.advert);
    return { ...own, beside: await countBeside(tx, org, own.advert, today) };
  },
  about: (_state, { input }) => ({ subject: input.advert }),
  decide({ articles, advert, beside }, _input, act) {
    const wrong = wrongForOwner(advert, act.member);
    if (wrong) return wrong;
    if (exchangeOf(articles) === null) return refuse('no_exchange_here');
    const until = standsUntil(articles, act.today);
    if (advert!.endedAt === null && advert!.standsUntil >= until) return refuse('stands_already');
    if (beside >= MOST_STANDING) return refuse('too_many_standing', { most: MOST_STANDING });
    return accept({ advert: advert!.id, member: advert!.member, standsUntil: until });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeAdvert(tx, act.org, fact.advert, {
        renewed_at: act.at,
        stands_until: fact.standsUntil,
        ended_at: null,
      });
    }
  },
});

export const endAdvert = exchangeCommand({
  ...shared,
  name: 'exchange.end_advert',
  input: z.object({ advert: advertId }),
  refusals: [...OWN_RULES, 'ended_already'],
  personal: [],
  load: (tx, asks, { org }) => loadOwn(tx, org, only(asks).input.advert),
  about: (_state, { input }) => ({ subject: input.advert }),
  decide({ advert }, _input, act) {
    const wrong = wrongForOwner(advert, act.member);
    if (wrong) return wrong;
    if (advert!.endedAt !== null) return refuse('ended_already');
    return accept({ advert: advert!.id, member: advert!.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await changeAdvert(tx, act.org, fact.advert, { ended_at: act.at });
  },
});
