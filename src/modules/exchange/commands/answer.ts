/** Somebody answers an offer or a need, with a few words, and says for what and when; or both change that. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { standingKind, standsFully, type Membership } from '#agents';
import { loadFrame, loadMembers } from '#agents/server';
import { advertState, wrongWithParts } from '../core/advert.ts';
import { isOdd, MOST_UNDER_WAY, sidesOf, wrongFor, type Terms } from '../core/agreement.ts';
import { countBegun, loadOpenWith } from '../store/agreement-reads.ts';
import { changeAgreement, changeTerms, insertAgreement, insertWord } from '../store/agreement-writes.ts';
import { loadAdvert } from '../store/reads.ts';
import { between, ofAgreement, shared } from './agreeing.ts';
import { exchangeCommand, only } from './exchange-command.ts';
import { advertId, agreementId, anyWords, termsFields } from './fields.ts';

const TERMS_RULES = [
  'price_of_gift',
  'price_unit_unknown',
  'price_unit_twice',
  'price_not_positive',
  'day_is_past',
] as const;

function wrongWithTerms(articles: Parameters<typeof wrongWithParts>[0], terms: Terms, today: string) {
  if (isOdd(terms)) return refuse('price_of_gift');
  const wrong = wrongWithParts(articles, terms.parts);
  if (wrong) return wrong;
  return terms.on !== null && terms.on < today ? refuse('day_is_past') : null;
}

function isHere(member: Membership | null, today: string): boolean {
  return member !== null && standsFully(standingKind(member, today), false);
}

export const answer = exchangeCommand({
  ...shared,
  name: 'exchange.answer',
  input: z.object({ advert: advertId, words: anyWords, ...termsFields }),
  refusals: [
    'advert_unknown',
    'advert_not_standing',
    'your_own_advert',
    'owner_on_paper',
    'answered_already',
    'too_many_under_way',
    ...TERMS_RULES,
  ],
  personal: ['words'],
  async load(tx, asks, { org }) {
    const { input, member } = only(asks);
    const advert = await loadAdvert(tx, org, input.advert);
    const owner = advert && ((await loadMembers(tx, org, [advert.member])).get(advert.member) ?? null);
    const open = advert === null || member === null ? null : await loadOpenWith(tx, org, advert.id, member);
    const begun = member === null ? 0 : (await countBegun(tx, org, member)).agreements;
    return { articles: (await loadFrame(tx, org))!.articles, advert, owner, open, begun };
  },
  about: (_state, { input }) => ({ subject: input.advert }),
  decide({ articles, advert, owner, open, begun }, { words, ...terms }, act) {
    assert(act.member, 'only members answer');
    if (advert?.title == null) return refuse('advert_unknown');
    if (advertState(advert, act.today) !== 'standing' || !isHere(owner, act.today))
      return refuse('advert_not_standing');
    if (advert.member === act.member) return refuse('your_own_advert');
    if (owner!.person === null && owner!.memberOrg === null) return refuse('owner_on_paper');
    if (open !== null) return refuse('answered_already', { agreement: open });
    if (begun >= MOST_UNDER_WAY) return refuse('too_many_under_way', { most: MOST_UNDER_WAY });
    const { gift, parts, on } = terms;
    const wrong = wrongWithTerms(articles, { gift, parts, on }, act.today);
    if (wrong) return wrong;
    const sides = sidesOf(advert.kind, advert.member, act.member);
    const agreement = act.newId('agr');
    const named = { by: act.member, termsAt: act.at };
    return accept({ agreement, advert: advert.id, ...sides, ...named, gift, parts, on, words });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertAgreement(tx, act, fact);
      await insertWord(tx, act, fact);
    }
  },
  answer: ({ agreement, termsAt }) => ({ agreement, termsAt }),
});

export const changeTermsOf = exchangeCommand({
  ...ofAgreement,
  name: 'exchange.change_terms',
  input: z.object({ agreement: agreementId, words: anyWords, ...termsFields }),
  refusals: ['agreement_unknown', 'agreement_not_there', ...TERMS_RULES, 'nothing_changes'],
  personal: ['words'],
  decide({ articles, agreement }, { words, gift, parts, on }, act) {
    const wrong =
      wrongFor(agreement, act.member, ['asked', 'agreed']) ??
      wrongWithTerms(articles, { gift, parts, on }, act.today);
    if (wrong) return wrong;
    const isSame =
      agreement!.gift === gift &&
      agreement!.on === on &&
      JSON.stringify(inUnits(agreement!.parts)) === JSON.stringify(inUnits(parts));
    if (isSame) return refuse('nothing_changes');
    return accept({ ...between(agreement!, act.member!), termsAt: act.at, gift, parts, on, words });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeTerms(tx, act, fact);
      await insertWord(tx, act, fact);
    }
  },
  answer: ({ termsAt }) => ({ termsAt }),
});

function inUnits(parts: Terms['parts']) {
  return parts.map(({ unit, minor }) => [unit, minor]).sort();
}

export const agree = exchangeCommand({
  ...ofAgreement,
  name: 'exchange.agree',
  /** When the terms were named to which it is a yes: nobody says yes to others. */
  input: z.object({ agreement: agreementId, terms: z.string().max(40) }),
  refusals: ['agreement_unknown', 'agreement_not_there', 'own_terms', 'terms_have_changed'],
  personal: [],
  decide({ agreement }, { terms }, act) {
    const wrong = wrongFor(agreement, act.member, ['asked']);
    if (wrong) return wrong;
    if (agreement!.termsBy === act.member) return refuse('own_terms');
    if (Date.parse(agreement!.termsAt) !== Date.parse(terms)) return refuse('terms_have_changed');
    return accept(between(agreement!, act.member!));
  },
  async record(tx, facts) {
    for (const { act, fact } of facts)
      await changeAgreement(tx, act.org, fact.agreement, { agreed_at: act.at });
  },
});
