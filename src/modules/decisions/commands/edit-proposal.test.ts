/** What authors write anew, where two of them do at once, and what the version before would have done. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { asRead } from '../core/as-read.ts';
import { loadOptions, loadProposal, loadVersions } from '../store/reads.ts';
import { articles, published } from './with-group.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const act = async (who: OneOfUs, command: string, input: object) =>
  (await stage.do(who, `decisions.${command}`, group.org, input)).answer;
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `decisions.${command}`, group.org, input)).rule;
const found = async (id: string) => (await loadProposal(stage.host.db, group.org, id))!;
const base = async (id: string) => asRead(await found(id), await loadOptions(stage.host.db, group.org, id));
const exclude = (member: string, reason: string) => ({
  command: 'agents.exclude',
  input: { member, reason },
});
const drafted = async (draft: object) =>
  ((await act(ana, 'propose', { kind: 'resolution', title: 'A question', ...draft })) as { proposal: string })
    .proposal;

describe('two who write at once', () => {
  test('do not write over each other in a draft', async () => {
    const proposal = await drafted({ kind: 'choice', options: [{ title: 'Blue' }, { title: 'Red' }] });
    await act(ana, 'ask_author', { proposal, member: berta.member });
    await act(berta, 'agree_author', { proposal });
    const read = await base(proposal);
    await act(ana, 'edit_proposal', { proposal, base: read, body: 'Mine.' });
    expect(await no(berta, 'edit_proposal', { proposal, base: read, body: 'Ours.' })).toBe(
      'proposal_has_changed',
    );
    const options = [{ title: 'Blue' }, { title: 'Green' }];
    const again = await base(proposal);
    await act(berta, 'edit_proposal', { proposal, base: again, body: 'Ours.', options });
    expect(await no(ana, 'edit_proposal', { proposal, base: again, title: 'Mine' })).toBe(
      'proposal_has_changed',
    );
    expect(await found(proposal)).toMatchObject({ title: 'A question', body: 'Ours.' });
  });

  test('nor where others have read it; what others add is no other text', async () => {
    const draft = { kind: 'choice', options: [{ title: 'Blue' }, { title: 'Red' }] };
    const proposal = await published(stage, ana, group.org, draft, 1);
    const read = await base(proposal);
    await act(berta, 'add_option', { proposal, title: 'Green' });
    expect(await base(proposal)).toBe(read);
    await act(ana, 'edit_proposal', { proposal, base: read, body: 'Mine.' });
    expect(await no(ana, 'edit_proposal', { proposal, base: read, body: 'Ours.' })).toBe(
      'proposal_has_changed',
    );
  });

  test('are not asked what they have read where they do not say it', async () => {
    const proposal = await drafted({});
    await act(ana, 'edit_proposal', { proposal, body: 'First.' });
    await act(ana, 'edit_proposal', { proposal, body: 'Second.' });
    expect(await found(proposal)).toMatchObject({ body: 'Second.' });
  });
});

test('a version that would do something else says what, and no reason', async () => {
  const draft = { kind: 'membership', acts: [exclude(berta.member, 'Always late.')] };
  const proposal = await published(stage, ana, group.org, draft);
  const read = await base(proposal);
  await act(ana, 'edit_proposal', { proposal, base: read, acts: [exclude(celia.member, 'Never here.')] });
  await act(ana, 'edit_proposal', { proposal, body: 'In other words.' });
  const [first, second, third] = await loadVersions(stage.host.db, group.org, proposal);
  const without = (member: string) => [{ command: 'agents.exclude', input: { member, reason: null } }];
  expect(first).toMatchObject({ acts_before: null, acts: null });
  expect(second).toMatchObject({ acts_before: without(berta.member), acts: without(celia.member) });
  expect(third).toMatchObject({ acts_before: null, acts: null });
  const [option] = await loadOptions(stage.host.db, group.org, proposal);
  expect(option!.acts).toMatchObject([exclude(celia.member, 'Never here.')]);
});
