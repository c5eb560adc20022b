import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import type { KeptFile } from '#kernel/file';
import { decideFile, MOST_FILES, visibleFile, type AskedFile, type ProposalFile } from './file.ts';
import type { Reader } from './talk.ts';

const ANA = 'mem_ana' as MemberId;
const plan: KeptFile = {
  digest: 'a'.repeat(64),
  type: 'application/pdf',
  bytes: 900,
  width: null,
  height: null,
  smallDigest: null,
};
const roof: KeptFile = { ...plan, type: 'image/jpeg', width: 40, height: 30, smallDigest: 'b'.repeat(64) };
const asked = (more: Partial<AskedFile> = {}): AskedFile => ({ name: 'plan.pdf', description: '', ...more });

function there(more: Partial<ProposalFile> = {}): ProposalFile {
  return {
    ...plan,
    digest: 'c'.repeat(64),
    id: 'fil_one',
    proposal: 'pro_one',
    name: 'other.pdf',
    description: null,
    addedBy: ANA,
    addedAt: '2026-11-24T12:00:00.000Z',
    act: 'act_one',
    takenBackAt: null,
    takenBackBy: null,
    hiddenAt: null,
    hiddenBy: null,
    hiddenReason: null,
    ...more,
  };
}
const several = (count: number, more: Partial<ProposalFile> = {}) =>
  Array.from({ length: count }, (_one, at) =>
    there({ id: `fil_${at}`, digest: String(at).padEnd(64, '0'), ...more }),
  );

describe('one more file', () => {
  test.each([
    ['that somebody else brought', asked(), null, [], 'file_not_brought'],
    ['without anything of a name', asked({ name: '..' }), plan, [], 'file_without_name'],
    ['a picture that only some can see', asked(), roof, [], 'picture_without_description'],
    ['that is there', asked(), plan, [there({ digest: plan.digest })], 'file_there_already'],
    [
      'that is there and hidden',
      asked(),
      plan,
      [there({ digest: plan.digest, hiddenAt: 'x' })],
      'file_there_already',
    ],
    ['too many', asked(), plan, several(MOST_FILES), 'files_too_many'],
  ])('%s is refused', (_what, given, kept, files, rule) => {
    expect(decideFile(given, kept, files)).toMatchObject({ ok: false, refusal: { rule } });
  });

  test.each([
    ['the last one that fits', asked(), plan, several(MOST_FILES - 1)],
    [
      'in the place of one that was taken back',
      asked(),
      plan,
      [...several(MOST_FILES - 1), there({ name: null })],
    ],
    ['the same, taken back before', asked(), plan, [there({ digest: plan.digest, name: null })]],
    ['a picture, described', asked({ description: 'The roof' }), roof, []],
  ])('%s is added', (_what, given, kept, files) => {
    expect(decideFile(given, kept, files)).toMatchObject({ ok: true, value: { digest: kept.digest } });
  });

  test('has the name of what it is, and what was brought', () => {
    const decided = decideFile(asked({ name: 'C:\\plan' }), plan, []);
    expect(decided).toEqual({ ok: true, value: { ...plan, name: 'plan.pdf', description: null } });
  });
});

describe('who sees a file', () => {
  const reader = (more: Partial<Reader> = {}): Reader => ({
    member: null,
    inside: true,
    moderates: false,
    ...more,
  });
  const hidden = { hiddenAt: '2026-11-25T12:00:00.000Z' };
  test.each([
    ['somebody of the group', reader(), {}, 'whole'],
    ['a stranger', reader({ inside: false }), {}, null],
    ['somebody, when it is hidden', reader(), hidden, 'hidden'],
    ['whoever moderates, then', reader({ moderates: true }), hidden, 'whole'],
    ['whoever added it, then', reader({ member: ANA }), hidden, 'whole'],
    [
      'anybody, when it is no longer there',
      reader({ member: ANA, moderates: true }),
      { ...hidden, name: null },
      'gone',
    ],
  ])('%s', (_who, who, more, seen) => {
    expect(visibleFile(who, there(more))).toBe(seen);
  });
});
