import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeId } from '#kernel/id';
import { association } from '../../../forms/association.ts';
import { runFollowUps } from '../../../host/follow-ups.ts';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import type { Articles } from '#agents';
import { threadsOf } from '../core/talk.ts';
import { listOffers, listWords, loadReactions } from '../store/talk-reads.ts';
import { loadAuthors, loadProposal } from '../store/reads.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;
/** A proposal of Ana's that is talked over. */
let proposal: string;

const { moderate: _moderate, ...powers } = association.articles.powers;
const articles: Articles = {
  ...association.articles,
  powers: { ...powers, moderate: { by: 'role', role: 'secretary' }, appoint: { by: 'member' } },
};
const someId = (kind: string) => makeId(kind, 1, new Uint8Array(10));

beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
  await act(ana, 'agents.appoint', { role: 'secretary', member: celia.member });
  proposal = await published(ana, 'A roof for the stove');
});
afterAll(() => stage.close());

async function act(who: OneOfUs, command: string, input: object): Promise<Record<string, never>> {
  return (await stage.do(who, command, group.org, input)).answer as Record<string, never>;
}
const rule = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, command, group.org, input)).rule;

async function published(who: OneOfUs, title: string): Promise<string> {
  const made = await act(who, 'decisions.propose', { kind: 'resolution', title, body: 'Of tin.' });
  await act(who, 'decisions.publish', { proposal: made['proposal'], way: 0 });
  return made['proposal']!;
}
async function say(who: OneOfUs, text: string, more: object = {}): Promise<string> {
  return (await act(who, 'decisions.say', { subject: proposal, text, ...more }))['word']!;
}
async function wordNow(word: string, subject = proposal) {
  const words = await listWords(stage.host.db, group.org, subject);
  return words.find((one) => one.id === word)!;
}
async function stateNow(word: string) {
  const threads = threadsOf(await listWords(stage.host.db, group.org, proposal));
  return threads.find((one) => one.word.id === word)!.state;
}

describe('saying something', () => {
  test('goes to a proposal, to the group, and under what somebody else has said', async () => {
    const first = await say(ana, 'It **leaks**.');
    const under = await say(berta, 'Since when?', { replyTo: first, mentions: [ana.member, ana.member] });
    const [thread] = threadsOf(await listWords(stage.host.db, group.org, proposal));
    expect(thread).toMatchObject({
      word: { id: first, depth: 0 },
      replies: [{ word: { id: under, depth: 1 } }],
    });
    expect(thread!.replies[0]!.word.mentions).toEqual([ana.member]);
    const toAll = await say(berta, 'Good morning.', { subject: 'org' });
    expect(await wordNow(toAll, 'org')).toMatchObject({ kind: 'comment', text: 'Good morning.' });
  });

  test.each([
    ['subject_unknown', () => ({ subject: someId('pro') })],
    ['subject_unknown', () => ({ subject: someId('mee') })],
    ['input_invalid', () => ({ subject: 'nothing' })],
    ['input_invalid', () => ({ text: ' ' })],
    ['input_invalid', () => ({ text: 'x'.repeat(10_001) })],
    ['word_unknown', () => ({ replyTo: someId('wor') })],
    ['member_unknown', () => ({ mentions: [someId('mem')] })],
    ['not_a_question', () => ({ kind: 'answer' })],
  ])('is refused by %s', async (name, input) => {
    expect(await rule(ana, 'decisions.say', { subject: proposal, text: 'Hm.', ...input() })).toBe(name);
  });

  test('takes ten thousand characters, and no thread without end', async () => {
    let last = await say(ana, 'x'.repeat(10_000));
    for (let depth = 1; depth <= 12; depth++) last = await say(berta, 'And then?', { replyTo: last });
    expect(await rule(ana, 'decisions.say', { subject: proposal, text: 'Then.', replyTo: last })).toBe(
      'thread_too_deep',
    );
  });

  test('is not done about a draft, nor under what belongs elsewhere', async () => {
    const { proposal: draft } = await act(ana, 'decisions.propose', { kind: 'resolution', title: 'A draft' });
    expect(await rule(ana, 'decisions.say', { subject: draft, text: 'Hm.' })).toBe('subject_unknown');
    const elsewhere = await say(ana, 'To all.', { subject: 'org' });
    expect(await rule(ana, 'decisions.say', { subject: proposal, text: 'Hm.', replyTo: elsewhere })).toBe(
      'word_unknown',
    );
  });
});

describe('what was said', () => {
  test('is changed while nobody has answered, or for a quarter of an hour, and says so', async () => {
    const word = await say(ana, 'Tin is cheap.');
    await act(ana, 'decisions.change_word', { word, text: 'Tin is dear.' });
    const changed = await wordNow(word);
    expect([changed.text, changed.changedAt !== null]).toEqual(['Tin is dear.', true]);
    expect(await rule(berta, 'decisions.change_word', { word, text: 'No.' })).toBe('not_yours');
    await say(berta, 'How dear?', { replyTo: word });
    stage.clock.now += 15 * 60_000;
    await act(ana, 'decisions.change_word', { word, text: 'Tin is very dear.' });
    stage.clock.now += 1;
    expect(await rule(ana, 'decisions.change_word', { word, text: 'No.' })).toBe('word_answered');
  });

  test('is taken back by whoever said it: its place stays, and the record forgets it', async () => {
    const word = await say(ana, 'A word too much.');
    await act(ana, 'decisions.change_word', { word, text: 'Two words too much.' });
    const under = await say(berta, 'Well.', { replyTo: word });
    expect(await rule(berta, 'decisions.take_back_word', { word })).toBe('not_yours');
    await act(ana, 'decisions.take_back_word', { word });
    expect(await wordNow(word)).toMatchObject({ text: null });
    expect(await wordNow(under)).toMatchObject({ replyTo: word });
    const { rows } = await stage.host.pool.query<{ body: Buffer }>('SELECT body FROM register.payload');
    expect(rows.filter(({ body }) => body.toString().includes('too much'))).toEqual([]);
    expect(await rule(ana, 'decisions.take_back_word', { word })).toBe('word_taken_back');
    expect(await rule(berta, 'decisions.react', { word, sign: 'agree' })).toBe('word_taken_back');
    expect(await rule(berta, 'decisions.say', { subject: proposal, text: 'Hm.', replyTo: word })).toBe(
      'word_taken_back',
    );
  });

  test('gets signs, and loses them when they are given again', async () => {
    const word = await say(ana, 'Let us begin.');
    const signs = async () => (await loadReactions(stage.host.db, group.org, [word])).map((one) => one.sign);
    await act(berta, 'decisions.react', { word, sign: 'agree' });
    await act(berta, 'decisions.react', { word, sign: 'thanks' });
    expect(await signs()).toEqual(['agree', 'thanks']);
    await act(berta, 'decisions.react', { word, sign: 'agree' });
    expect(await signs()).toEqual(['thanks']);
    expect(await rule(berta, 'decisions.react', { word: someId('wor'), sign: 'agree' })).toBe('word_unknown');
  });

  test('is hidden with a reason by whom the rules name, and shown again', async () => {
    const word = await say(berta, 'You are all fools.');
    expect(await rule(ana, 'decisions.hide_word', { word, reason: 'an insult' })).toBe('no_mandate');
    expect(await rule(celia, 'decisions.hide_word', { word, reason: '' })).toBe('input_invalid');
    await act(celia, 'decisions.hide_word', { word, reason: 'an insult' });
    expect(await wordNow(word)).toMatchObject({ hiddenBy: celia.member, hiddenReason: 'an insult' });
    expect(await rule(celia, 'decisions.hide_word', { word, reason: 'again' })).toBe('word_hidden');
    expect(await rule(berta, 'decisions.change_word', { word, text: 'Sorry.' })).toBe('word_hidden');
    expect(await rule(ana, 'decisions.react', { word, sign: 'agree' })).toBe('word_hidden');
    await act(celia, 'decisions.show_word', { word });
    expect(await wordNow(word)).toMatchObject({ hiddenAt: null, hiddenReason: null });
    expect(await rule(celia, 'decisions.show_word', { word })).toBe('word_not_hidden');
  });
});

describe('questions and objections', () => {
  test('a question is answered when whoever asked says so', async () => {
    const word = await say(berta, 'Who pays?', { kind: 'question' });
    expect(await stateNow(word)).toBe('open');
    await say(ana, 'The common pot.', { kind: 'answer', replyTo: word });
    expect(await stateNow(word)).toBe('answer_given');
    expect(await rule(ana, 'decisions.settle_word', { word, as: 'answered' })).toBe('not_yours');
    expect(await rule(berta, 'decisions.settle_word', { word, as: 'integrated' })).toBe('nothing_to_settle');
    await act(berta, 'decisions.settle_word', { word, as: 'answered' });
    expect(await stateNow(word)).toBe('answered');
    expect(await rule(berta, 'decisions.settle_word', { word, as: 'withdrawn' })).toBe('settled_already');
  });

  test('an objection is integrated by an author, and confirmed by whoever has it', async () => {
    const word = await say(berta, 'Tin is loud.', { kind: 'objection' });
    expect(await rule(berta, 'decisions.integrate', { word })).toBe('not_an_author');
    await act(ana, 'decisions.integrate', { word });
    expect(await stateNow(word)).toBe('said_integrated');
    expect(await rule(ana, 'decisions.integrate', { word })).toBe('settled_already');
    await act(berta, 'decisions.settle_word', { word, as: 'integrated' });
    expect(await stateNow(word)).toBe('integrated');
    const comment = await say(berta, 'Well.');
    expect(await rule(ana, 'decisions.integrate', { word: comment })).toBe('not_an_objection');
  });

  test('an objection stands until the circle decides, a week after an author integrates it', async () => {
    const word = await say(berta, 'Tin is hot.', { kind: 'concern' });
    expect(await rule(celia, 'decisions.set_aside_word', { word })).toBe('objection_stands');
    await act(ana, 'decisions.integrate', { word });
    stage.clock.now += 7 * 86_400_000 - 1;
    expect(await rule(celia, 'decisions.set_aside_word', { word })).toBe('objection_stands');
    stage.clock.now += 1;
    expect(await rule(ana, 'decisions.set_aside_word', { word })).toBe('no_mandate');
    await act(celia, 'decisions.set_aside_word', { word });
    expect(await stateNow(word)).toBe('set_aside');
  });
});

describe('a summary', () => {
  test('is put on top by somebody else, one at a time', async () => {
    const write = async (who: OneOfUs, text: string) =>
      (await act(who, 'decisions.summarise', { subject: proposal, text }))['word']!;
    const [one, two] = [await write(berta, 'We want tin.'), await write(celia, 'We want straw.')];
    expect(await rule(berta, 'decisions.adopt_summary', { word: one })).toBe('own_summary');
    await act(ana, 'decisions.adopt_summary', { word: one });
    expect(await rule(ana, 'decisions.adopt_summary', { word: one })).toBe('word_adopted');
    await act(berta, 'decisions.adopt_summary', { word: two });
    expect([(await wordNow(one)).adoptedAt, (await wordNow(two)).adoptedBy]).toEqual([null, berta.member]);
    const comment = await say(ana, 'Well.');
    expect(await rule(berta, 'decisions.adopt_summary', { word: comment })).toBe('not_a_summary');
    await act(celia, 'decisions.take_back_word', { word: two });
    expect((await wordNow(two)).adoptedAt).toBe(null);
  });
});

describe('a change of the text', () => {
  const offer = async (who: OneOfUs, of: string, body: string, base = 1) =>
    (
      await act(who, 'decisions.offer_change', { proposal: of, base, title: 'A roof', body, why: 'Why not?' })
    )['offer']!;

  test('is offered, accepted by an author, and becomes the next version', async () => {
    const of = await published(ana, 'A roof for the goats');
    const [first, second] = [await offer(berta, of, 'Of straw.'), await offer(celia, of, 'Of clay.')];
    expect(await rule(berta, 'decisions.accept_offer', { offer: first })).toBe('not_an_author');
    expect(await act(ana, 'decisions.accept_offer', { offer: first })).toMatchObject({ version: 2 });
    const now = await loadProposal(stage.host.db, group.org, of);
    expect(now).toMatchObject({ version: 2, title: 'A roof', body: 'Of straw.' });
    expect(await stage.no(ana, 'decisions.accept_offer', group.org, { offer: second })).toEqual({
      rule: 'text_has_changed',
      base: 1,
      version: 2,
    });
    expect(await rule(ana, 'decisions.accept_offer', { offer: first })).toBe('offer_over');
    const offers = await listOffers(stage.host.db, group.org, [of]);
    const kept = offers.find((one) => one.id === first);
    expect(kept).toMatchObject({ id: first, appliedVersion: 2, why: 'Why not?' });
  });

  test('is declined with a reason, or taken back', async () => {
    const of = await published(ana, 'A roof for the hens');
    const [first, second] = [await offer(berta, of, 'Of straw.'), await offer(celia, of, 'Of clay.')];
    expect(await rule(berta, 'decisions.decline_offer', { offer: first, reason: 'no' })).toBe(
      'input_invalid',
    );
    expect(await rule(berta, 'decisions.decline_offer', { offer: first, reason: 'no, no' })).toBe(
      'not_an_author',
    );
    await act(ana, 'decisions.decline_offer', { offer: first, reason: 'Straw burns.' });
    expect(await rule(berta, 'decisions.take_back_offer', { offer: first })).toBe('offer_over');
    expect(await rule(berta, 'decisions.take_back_offer', { offer: second })).toBe('not_yours');
    await act(celia, 'decisions.take_back_offer', { offer: second });
    expect(await rule(ana, 'decisions.accept_offer', { offer: second })).toBe('offer_over');
    expect(await rule(ana, 'decisions.apply_offer', { offer: first })).toBe('needs_decision');
  });

  test.each([
    ['proposal_unknown', { proposal: someId('pro') }],
    ['version_unknown', { base: 9 }],
    ['offer_changes_nothing', { title: 'A roof for the stove', body: 'Of tin.' }],
  ])('is refused by %s', async (name, input) => {
    const asked = { proposal, base: 1, title: 'A roof', body: 'Of straw.', ...input };
    expect(await rule(berta, 'decisions.offer_change', asked)).toBe(name);
  });
});

describe('two proposals', () => {
  test('become one when authors of both want it', async () => {
    const [from, into] = [await published(berta, 'A fence'), await published(ana, 'A hedge')];
    expect(await rule(ana, 'decisions.offer_merge', { from, into })).toBe('not_an_author');
    expect(await rule(berta, 'decisions.offer_merge', { from, into: from })).toBe('not_into_itself');
    const { merge } = await act(berta, 'decisions.offer_merge', { from, into });
    expect(await rule(berta, 'decisions.offer_merge', { from, into })).toBe('merge_offered_already');
    expect(await rule(berta, 'decisions.accept_merge', { merge })).toBe('not_an_author');
    expect(await rule(celia, 'decisions.decline_merge', { merge })).toBe('not_an_author');
    const kept = await say(celia, 'Of thorn.', { subject: from });
    await act(ana, 'decisions.accept_merge', { merge });
    const gone = await loadProposal(stage.host.db, group.org, from);
    expect(gone?.mergedInto).toBe(into);
    const authors = await loadAuthors(stage.host.db, group.org, into);
    expect(authors.map((one) => one.member).sort()).toEqual([ana.member, berta.member].sort());
    expect(await rule(ana, 'decisions.accept_merge', { merge })).toBe('merge_over');
    expect((await wordNow(kept, from)).text).toBe('Of thorn.');
    expect(await rule(celia, 'decisions.say', { subject: from, text: 'Hm.' })).toBe('talk_is_elsewhere');
    expect(await rule(berta, 'decisions.offer_merge', { from, into })).toBe('not_in_talk');
  });

  test('stay apart when one of them wants it', async () => {
    const [from, into] = [await published(berta, 'A well'), await published(ana, 'A pump')];
    const { merge } = await act(berta, 'decisions.offer_merge', { from, into });
    await act(ana, 'decisions.decline_merge', { merge });
    expect(await rule(ana, 'decisions.accept_merge', { merge })).toBe('merge_over');
    expect(await rule(ana, 'decisions.accept_merge', { merge: someId('mer') })).toBe('merge_unknown');
  });
});

test('whoever goes from this Tequio takes their words with them', async () => {
  const dora = await stage.letIn(ana, group.org, 'Dora');
  const word = await say(dora, 'Something of mine.');
  await stage.do(dora, 'agents.erase_me', null, {});
  await runFollowUps(stage.host, null, 'job');
  expect(await wordNow(word)).toMatchObject({ text: null, takenBackAt: null });
});
