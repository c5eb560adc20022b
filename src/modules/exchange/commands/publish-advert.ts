/** A member offers something, or asks for it; for somebody without a phone another may. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { standingKind, standsFully } from '#agents';
import { loadMembers } from '#agents/server';
import { MOST_STANDING } from '../core/advert.ts';
import { insertAdvert } from '../store/advert-writes.ts';
import { countStanding } from '../store/reads.ts';
import { exchangeCommand, only } from './exchange-command.ts';
import { advertFields, memberId } from './fields.ts';
import { decideWords, loadWriting, PERSONAL_WORDS, WRITING_RULES } from './writing.ts';

export const publishAdvert = exchangeCommand({
  name: 'exchange.publish_advert',
  scope: 'organization',
  grounds: ['member'],
  matter: 'exchange',
  input: z.object(advertFields),
  refusals: [...WRITING_RULES, 'too_many_standing'],
  personal: PERSONAL_WORDS,
  async load(tx, asks, { org, today, brought }) {
    const { input, member } = only(asks);
    return {
      ...(await loadWriting(tx, org, member, input.picture, brought)),
      standing: member === null ? 0 : await countStanding(tx, org, member, today),
    };
  },
  about: () => ({}),
  decide(state, input, act) {
    assert(act.member, 'only members offer and ask');
    const written = decideWords(state, input, act.today);
    if (!written.ok) return written;
    if (state.standing >= MOST_STANDING) return refuse('too_many_standing', { most: MOST_STANDING });
    return accept({ advert: act.newId('adv'), member: act.member, ...written.value });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertAdvert(tx, act, fact, null);
  },
  answer: ({ advert }) => ({ advert }),
});

export const enterAdvert = exchangeCommand({
  name: 'exchange.enter_advert',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'enter_on_paper',
  input: z.object({ member: memberId, ...advertFields }),
  refusals: ['member_unknown', 'speaks_for_themself', ...WRITING_RULES, 'too_many_standing'],
  personal: PERSONAL_WORDS,
  async load(tx, asks, { org, today, brought }) {
    const { input, member: writer } = only(asks);
    return {
      ...(await loadWriting(tx, org, writer, input.picture, brought)),
      member: (await loadMembers(tx, org, [input.member])).get(input.member) ?? null,
      standing: await countStanding(tx, org, input.member, today),
    };
  },
  about: (_state, { input }) => ({ subject: input.member }),
  decide(state, { member, ...input }, act) {
    const of = state.member;
    if (of === null || !standsFully(standingKind(of, act.today), false)) return refuse('member_unknown');
    if (of.person !== null || of.memberOrg !== null) return refuse('speaks_for_themself');
    const written = decideWords(state, input, act.today);
    if (!written.ok) return written;
    if (state.standing >= MOST_STANDING) return refuse('too_many_standing', { most: MOST_STANDING });
    return accept({ advert: act.newId('adv'), member, enteredBy: act.askedBy, ...written.value });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertAdvert(tx, act, fact, fact.enteredBy);
  },
  answer: ({ advert }) => ({ advert }),
});
