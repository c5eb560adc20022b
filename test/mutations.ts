/**
 * Tests of the tests. One check, one lock or one constraint at a time is taken out of a copy of the house,
 * and the tests that are named beside it must turn red. Slow, so not part of every run:
 *
 *     node test/mutations.ts [a word that the wanted ones contain]
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ABOUT_ROOMS } from './mutations-room.ts';
import { ABOUT_STANDING, type Mutation } from './mutations-standing.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COPIED = [
  'src',
  'packages',
  'test',
  'ops',
  'stories',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
  '.svelte-kit',
];

const AUTHORIZE = 'src/modules/agents/core/authorize.ts';
const VOICE = 'src/modules/agents/core/voice.ts';
const TOGETHER = ['src/modules/agents/core/authorize-together.test.ts'];
const STANDING = 'src/modules/agents/core/standing.ts';
const GROUP = 'src/host/perform-group.ts';
const AGENTS_SQL = 'src/modules/agents/store/2026-11-23-10-agents.sql';
const COMMANDS = 'src/modules/agents/commands';
const MATRIX = ['test/matrix.test.ts'];
const TABLES = ['test/tables.test.ts'];

const MUTATIONS: readonly Mutation[] = [
  ...ABOUT_STANDING,
  ...ABOUT_ROOMS,
  {
    what: 'check: somebody who has gone acts',
    file: GROUP,
    from: 'scene.erased.has(request.actor.person)',
    to: 'false',
    tests: ['src/host/erasures.test.ts'],
  },
  {
    what: 'check: personal words stand under another name',
    file: 'src/host/register/verify.ts',
    from: 'row.subject !== subjectOf(wholeFact(leaf, row.body), leaf.actor)',
    to: 'row.subject === null',
    tests: ['test/tampering.test.ts'],
  },
  {
    what: 'check: a post acts for its own benefit',
    file: AUTHORIZE,
    from: "if (gains(question, member, question.household)) return refuse('own_benefit', { matter: question.matter });",
    to: '',
    tests: ['src/modules/agents/core/authorize.test.ts'],
  },
  {
    what: 'check: a suspended member acts',
    file: AUTHORIZE,
    from: "if (standing.kind === 'suspended')",
    to: "if (standing.kind === 'visitor')",
    tests: MATRIX,
  },
  {
    what: 'check: an applicant acts as a member',
    file: AUTHORIZE,
    from: 'if (!standsFully(standing.kind, draft)) return',
    to: 'if (false) return',
    tests: MATRIX,
  },
  {
    what: 'check: the operator acts in a group',
    file: AUTHORIZE,
    from: "operator && group.state === 'house'",
    to: 'operator',
    tests: MATRIX,
  },
  {
    what: 'check: a dissolved group acts',
    file: AUTHORIZE,
    from: "if (group.state === 'dissolved' && !question.afterEnd)",
    to: 'if (false)',
    tests: MATRIX,
  },
  {
    what: 'check: a matter of one’s own is anybody’s',
    file: AUTHORIZE,
    from: 'if (own !== null && (own === person || own === standing.membership?.id))',
    to: 'if (standing.membership !== null)',
    tests: MATRIX,
  },
  {
    what: 'check: a post is held after its term',
    file: STANDING,
    from: 'return mandate.startsOn <= today && today < mandate.endsOn;',
    to: 'return mandate.startsOn <= today;',
    tests: MATRIX,
  },
  {
    what: 'check: a token reaches beyond its scope',
    file: 'src/host/dispatcher.ts',
    from: 'return !token || scopesReach',
    to: 'return true || scopesReach',
    tests: MATRIX,
  },
  {
    what: 'check: anybody performs what only the host does',
    file: 'src/host/dispatcher.ts',
    from: '(command.internal !== true || request.byHost === true)',
    to: 'true',
    tests: MATRIX,
  },
  {
    what: 'check: limits per period',
    file: AUTHORIZE,
    from: 'if (!tooMany && !tooMuch) return null;',
    to: 'return null;',
    tests: ['src/modules/agents/core/authorize.test.ts'],
  },
  {
    what: 'check: whoever has no vote signs',
    file: AUTHORIZE,
    from: 'votes(group.articles, standing.membership.class),',
    to: 'true,',
    tests: ['src/modules/agents/core/authorize.test.ts'],
  },
  {
    what: 'check: one signature too few is enough',
    file: AUTHORIZE,
    from: 'if (members.length < needed) {',
    to: 'if (members.length < needed - 1) {',
    tests: ['test/laws.test.ts'],
  },
  {
    what: 'check: a waiting act is carried out twice, or under other rules',
    file: GROUP,
    from: "if (scene.waitingOver) return { is: 'refused', refusal: refuse('waiting_act_over').refusal };",
    to: '',
    tests: ['test/two-instances.test.ts'],
  },
  {
    what: 'check: what waited is not marked as done when one would do',
    file: AUTHORIZE,
    from: 'if (question.waiting !== null) return bySigners(question);',
    to: '',
    tests: [`${COMMANDS}/signatures.test.ts`],
  },
  {
    what: 'check: somebody signs by a post for those they live with',
    file: AUTHORIZE,
    from: 'one.household ?? []',
    to: '[]',
    tests: ['src/modules/agents/core/authorize.test.ts'],
  },
  {
    what: 'check: a decision carries what the rules do not give to decisions',
    file: AUTHORIZE,
    from: "if (ways.length === 0) return refuse('not_by_decision', { matter });",
    to: "if (ways.length === 0) return accept({ by: 'decision', ...decided, matter });",
    tests: TOGETHER,
  },
  {
    what: 'check: a decision carries what is somebody’s own',
    file: AUTHORIZE,
    from: "if (!grounds.includes('statutes') || group.state !== 'founded')",
    to: "if (group.state !== 'founded')",
    tests: TOGETHER,
  },
  {
    what: 'check: any way of deciding is as good as the one the rules ask for',
    file: AUTHORIZE,
    from: 'if (!ways.some((way) => isAsStrict(decided.way, way)))',
    to: 'if (false)',
    tests: TOGETHER,
  },
  {
    what: 'check: a way is always strict enough',
    file: VOICE,
    from: 'if (decided.method !== asked.method || decided.secrecy !== asked.secrecy) return false;',
    to: 'if (decided) return true;',
    tests: ['src/modules/agents/core/voice.test.ts'],
  },
  {
    what: 'check: signatures change an article that is guarded',
    file: AUTHORIZE,
    from: 'return guarded(question, power) ?? byPower(question, power, membership.id);',
    to: 'return byPower(question, power, membership.id);',
    tests: TOGETHER,
  },
  {
    what: 'check: signatures that waited change an article that is guarded',
    file: AUTHORIZE,
    from: 'if (entrenched) return entrenched;',
    to: '',
    tests: TOGETHER,
  },
  {
    what: 'check: a guarded article is decided like any other',
    file: VOICE,
    from: 'return guarded.length === 0 ? ways : own.map((one) => one.way);',
    to: 'return ways;',
    tests: TOGETHER,
  },
  {
    what: 'check: a guard is lifted first, and the article changed then',
    file: 'src/modules/agents/core/amendment.ts',
    from: '[...new Set([...changed, ...unguarded])]',
    to: 'changed',
    tests: ['src/modules/agents/core/amendment.test.ts'],
  },
  {
    what: 'check: the clock does what is not the clock’s',
    file: AUTHORIZE,
    from: "if (grounds.includes('clock') && question.clock === true)",
    to: 'if (question.clock === true)',
    tests: TOGETHER,
  },
  {
    what: 'check: anybody does what only the clock does',
    file: AUTHORIZE,
    from: "if (grounds.includes('clock') && question.clock === true)",
    to: "if (grounds.includes('clock'))",
    tests: TOGETHER,
  },
  {
    what: 'check: the same key does it again',
    file: GROUP,
    from: 'const slot = seenBefore(jobs, at, before) ?? decideOne',
    to: 'const slot = (false as boolean ? seenBefore(jobs, at, before) : null) ?? decideOne',
    tests: ['src/host/dispatcher.test.ts'],
  },
  {
    what: 'check: enough vouch',
    file: `${COMMANDS}/admit.ts`,
    from: 'if (have < needed) return',
    to: 'if (have < 0) return',
    tests: [`${COMMANDS}/joining.test.ts`],
  },
  {
    what: 'check: rules that were not read are changed',
    file: `${COMMANDS}/amend.ts`,
    from: 'if (input.base !== version) return',
    to: 'if (false) return',
    tests: [`${COMMANDS}/amending.test.ts`],
  },
  {
    what: 'record: whoever goes keeps their posts',
    file: 'src/modules/agents/store/writes.ts',
    from: 'WHERE org_id = ${act.org} AND member_id = ${member} AND ended_at IS NULL`',
    to: 'WHERE false`',
    tests: ['test/laws.test.ts'],
  },
  {
    what: 'record: rows that do not follow from the facts',
    file: 'src/modules/agents/store/writes.ts',
    from: 'contact: member.contact ?? null,',
    to: 'contact: String(Math.random()),',
    tests: ['test/laws.test.ts'],
  },
  {
    what: 'apply: the next act does not see the last',
    file: `${COMMANDS}/vouch.ts`,
    from: 'vouches: new Set([...state.vouches, vouchMark(fact.member, fact.voucher)]),',
    to: 'vouches: state.vouches,',
    tests: ['test/group-writing.test.ts'],
  },
  {
    what: 'lock: the gate of a group',
    file: 'src/host/register/store.ts',
    from: 'FOR NO KEY UPDATE',
    to: '',
    tests: ['test/two-instances.test.ts'],
  },
  {
    what: 'constraint: one open membership of a person',
    file: AGENTS_SQL,
    from: 'CREATE UNIQUE INDEX member_person',
    to: 'CREATE INDEX member_person',
    tests: TABLES,
  },
  {
    what: 'constraint: a post ends after it begins',
    file: AGENTS_SQL,
    from: 'CHECK (ends_on > starts_on),',
    to: '',
    tests: TABLES,
  },
  {
    what: 'constraint: nobody vouches for themself',
    file: AGENTS_SQL,
    from: 'CHECK (member_id <> voucher_id)\n);\n\nCREATE TABLE agents.invitation',
    to: 'CHECK (true)\n);\n\nCREATE TABLE agents.invitation',
    tests: TABLES,
  },
  {
    what: 'constraint: an act stands once in the register',
    file: 'src/host/store/2026-11-23-00-register.sql',
    from: 'UNIQUE (org_id, act_id)',
    to: 'CHECK (true)',
    tests: TABLES,
  },
  {
    what: 'constraint: a key carries its organization',
    file: AGENTS_SQL,
    from: 'PRIMARY KEY (org_id, waiting_id),',
    to: 'PRIMARY KEY (waiting_id),',
    tests: TABLES,
  },
  {
    what: 'rights: the register can be rewritten',
    file: 'src/host/migrate.ts',
    from: 'statements.push(`REVOKE UPDATE, DELETE ON ${name} FROM ${to}`);',
    to: 'void name;',
    tests: TABLES,
  },
  {
    what: 'form: a matter that nobody may carry',
    file: 'src/forms/association.ts',
    from: "      exclude: { by: 'members', share: 'majority', ways: [by.aboutOne] },\n",
    to: '',
    tests: ['src/forms/forms.test.ts'],
  },
];

async function isRed(folder: string, tests: readonly string[]): Promise<boolean> {
  const vitest = path.join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--bail=1', ...tests], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, TEQUIO_SEED: '1', TEQUIO_STEPS: '1400' },
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return code !== 0;
}

async function copyOfTheHouse(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tequio-mutations-'));
  for (const name of COPIED) {
    await cp(path.join(ROOT, name), path.join(folder, name), { recursive: true }).catch(() => undefined);
  }
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

/** Whether the tests notice; `lost` when the text to change is no longer there. */
async function tryOne(folder: string, mutation: Mutation): Promise<'red' | 'green' | 'lost'> {
  const file = path.join(folder, mutation.file);
  const before = await readFile(file, 'utf8');
  if (before.split(mutation.from).length !== 2) return 'lost';
  await writeFile(
    file,
    before.replace(mutation.from, () => mutation.to),
  );
  try {
    return (await isRed(folder, mutation.tests)) ? 'red' : 'green';
  } finally {
    await writeFile(file, before);
  }
}

const wanted = MUTATIONS.filter(({ what }) => what.includes(process.argv[2] ?? ''));
const folder = await copyOfTheHouse();
let unnoticed = 0;
try {
  const all = [...new Set(wanted.flatMap(({ tests }) => tests))];
  if (await isRed(folder, all)) {
    say('The tests are red before anything is taken out.');
    process.exitCode = 2;
  } else {
    for (const mutation of wanted) {
      const result = await tryOne(folder, mutation);
      if (result !== 'red') unnoticed += 1;
      say(`${result.padEnd(6)} ${mutation.what}`);
    }
    say(`${wanted.length - unnoticed} noticed, ${unnoticed} not`);
    if (unnoticed > 0) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
