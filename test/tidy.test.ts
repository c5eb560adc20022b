/**
 * The house keeps itself: who may open whose door, what may stand in which room, how long a file may be. What
 * is not yet so is listed with its number, which may only fall.
 */
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commands } from '../src/host/registry.ts';
import { locales, messagesOf } from '../src/locales/index.ts';
import { forms } from '../src/forms/index.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const KEPT = '{src,test,stories,bench,bin,e2e,ops,packages}/**/*.{ts,mjs,js,svelte,sql,css,json}';
const isHidden = (file: string) => file.split('/').some((part) => part.startsWith('.'));
const files = globSync(KEPT, { cwd: ROOT })
  .filter((file) => !isHidden(file) && statSync(path.join(ROOT, file)).isFile())
  .sort();
const texts = new Map(files.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]));
const TRIED = /\.test\.ts$|\/with-[a-z-]+\.ts$/;
const isTest = (file: string) => TRIED.test(file) || !file.startsWith('src/');
const source = files.filter((file) => /\.(ts|svelte)$/.test(file) && !isTest(file));

/** Rooms of the house and their order: nothing points up, nothing sideways. */
const ORDER: readonly (readonly [string, number])[] = [
  ['src/kernel/', 0],
  ['src/locales/', 1],
  ['src/screens/', 2],
  ['src/modules/agents/', 3],
  ['src/modules/decisions/', 4],
  ['src/modules/ledger/', 4],
  ['src/modules/care/', 5],
  ['src/modules/network/', 6],
  ['src/modules/exchange/', 7],
  ['src/forms/', 8],
  ['src/host/', 9],
  ['src/routes/', 10],
  ['src/hooks', 10],
];

function roomOf(file: string): readonly [string, number] | undefined {
  return ORDER.find(([room]) => file.startsWith(room));
}

/** What is listed may be as it is, and no worse; whoever makes it better lowers its number. */
function ratchet(found: ReadonlyMap<string, number>, listed: Readonly<Record<string, number>>): void {
  const worse = [...found].filter(([file, count]) => count > (listed[file] ?? 0));
  expect(worse).toEqual([]);
}

function counts(
  which: readonly string[],
  count: (text: string, file: string) => number,
): Map<string, number> {
  return new Map(
    which.map((file) => [file, count(texts.get(file)!, file)] as const).filter(([, number]) => number > 0),
  );
}

const doors = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  imports: Record<string, string>;
};

/** Where an import leads, from the root of the project; null when it leaves the house. */
function target(file: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier);
  const door = Object.keys(doors.imports).find((one) =>
    one.endsWith('*') ? specifier.startsWith(one.slice(0, -1)) : specifier === one,
  );
  if (door === undefined) return null;
  const rest = door.endsWith('*') ? specifier.slice(door.length - 1) : '';
  return path.posix.join(doors.imports[door]!.replace('*', rest));
}

function importsOf(file: string): string[] {
  return [...texts.get(file)!.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}

describe('doors', () => {
  test('nothing points up or sideways', () => {
    const wrong: string[] = [];
    for (const file of source) {
      const own = roomOf(file);
      for (const specifier of importsOf(file)) {
        const to = target(file, specifier);
        const other = to === null ? undefined : roomOf(to);
        if (!own || !other || own[0] === other[0]) continue;
        if (other[1] >= own[1]) wrong.push(`${file} opens ${specifier}`);
        if (specifier.startsWith('.')) wrong.push(`${file} climbs into ${specifier}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('a module is reached by its door', () => {
    const inner = source.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => /^#(agents|care|decisions|exchange|ledger|network)\//.test(specifier))
        .filter((specifier) => !/^#\w+\/(server$|screens\/)/.test(specifier))
        .map((specifier) => `${file} opens ${specifier}`),
    );
    expect(inner).toEqual([]);
  });

  test('the door for everybody, and what is behind it, runs in a browser', () => {
    const pure = source.filter((file) =>
      /^src\/(kernel|forms)\/|^src\/modules\/\w+\/(core\/|index\.ts)/.test(file),
    );
    const outside =
      /from '(node:|kysely|pg|#\w+\/server|#host)|\b(Date\.now|new Date\(\)|Math\.random|process\.env)\b/;
    const wrong = pure.filter((file) => !LISTED_OUTSIDE.includes(file) && outside.test(texts.get(file)!));
    expect(wrong).toEqual([]);
    const store = pure.filter((file) =>
      importsOf(file).some((one) => /\/(store|commands|screens)\//.test(one)),
    );
    expect(store).toEqual([]);
  });

  test('a package opens nothing outside itself, and runs in a browser', () => {
    const inPackages = files.filter((file) => /^packages\/\w+\/src\/.*\.ts$/.test(file) && !TRIED.test(file));
    expect(inPackages.length).toBeGreaterThan(0);
    const wrong = inPackages.flatMap((file) => {
      const home = file.split('/').slice(0, 3).join('/');
      const outside = importsOf(file).filter(
        (one) => !one.startsWith('.') || !target(file, one)!.startsWith(`${home}/`),
      );
      const impure = /\b(Date\.now|new Date\(\)|Math\.random|process\.)/.test(texts.get(file)!);
      return [...outside.map((one) => `${file} opens ${one}`), ...(impure ? [`${file} is not pure`] : [])];
    });
    expect(wrong).toEqual([]);
  });

  test('the kernel opens nothing but the types of zod', () => {
    const kernel = source.filter((file) => file.startsWith('src/kernel/'));
    const from = kernel.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !specifier.startsWith('./') && specifier !== 'zod')
        .map((specifier) => `${file}: ${specifier}`),
    );
    // The one type that a transaction is.
    expect(from).toEqual(['src/kernel/merkle.ts: node:crypto', 'src/kernel/tx.ts: kysely']);
  });
});

describe('tables', () => {
  const naming =
    /(?:FROM|JOIN|INTO|UPDATE|selectFrom\('|insertInto\('|updateTable\('|deleteFrom\(')\s*(agents|care|decisions|exchange|ledger|network|auth|register|host)\.[a-z_]+/g;
  const rooms: Readonly<Record<string, RegExp>> = {
    agents: /^src\/modules\/agents\/store\//,
    care: /^src\/modules\/care\/store\//,
    decisions: /^src\/modules\/decisions\/store\//,
    exchange: /^src\/modules\/exchange\/store\//,
    ledger: /^src\/modules\/ledger\/store\//,
    network: /^src\/modules\/network\/store\//,
    auth: /^src\/host\/auth\//,
    register: /^src\/host\//,
    host: /^src\/host\//,
  };

  test('are named by the store of their module alone', () => {
    const found = counts(
      source,
      (text, file) => [...text.matchAll(naming)].filter((match) => !rooms[match[1]!]!.test(file)).length,
    );
    ratchet(found, LISTED_TABLES);
  });
});

describe('files', () => {
  test('have the names of their kind', () => {
    const wrong = files.filter((file) => {
      const name = path.posix.basename(file);
      if (file.startsWith('src/routes/') && name.startsWith('+')) return false;
      if (name.endsWith('.svelte')) return !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name);
      return !/^[a-z0-9]+([.-][a-z0-9]+)*\.(ts|mjs|js|sql|css|json)$/.test(name);
    });
    expect(wrong).toEqual([]);
  });

  test('live in folders that say what for', () => {
    const empty = /\/(utils?|helpers?|common|lib|shared|services?|types|misc)\//;
    expect(files.filter((file) => empty.test(`/${file}`))).toEqual([]);
  });

  test('are short', () => {
    const long = counts(
      files.filter((file) => !file.endsWith('.json')),
      (text) => {
        const lines = text.trimEnd().split('\n').length;
        return lines > 400 ? lines : 0;
      },
    );
    ratchet(long, LISTED_LONG);
  });

  test('have lines that fit', () => {
    // What is drawn, and what is told: a sentence of a story is as long as it is.
    const drawn = /(vignettes|icons|land)\.ts$|\.svelte$|\.json$|^stories\/|^static\/check\/words/;
    const lines = files.filter((file) => !drawn.test(file)).flatMap((file) => texts.get(file)!.split('\n'));
    expect(lines.filter((line) => line.length > 110).length).toBeLessThanOrEqual(WIDER_THAN_110);
    expect(lines.filter((line) => line.length > 120).length).toBeLessThanOrEqual(WIDER_THAN_120);
  });

  test('leave nothing for later, and silence nobody', () => {
    const words = [
      'TO' + 'DO',
      'FIX' + 'ME',
      'XX' + 'X\\b',
      'eslint-dis' + 'able',
      '@ts-ig' + 'nore',
      'as an' + 'y\\b',
    ];
    const later = new RegExp(words.join('|'));
    expect(files.filter((file) => file !== 'eslint.config.js' && later.test(texts.get(file)!))).toEqual([]);
    const chatter = new RegExp('console' + '\\.(log|debug)');
    expect(files.filter((file) => file.startsWith('src/') && chatter.test(texts.get(file)!))).toEqual([]);
  });

  test('say nothing of where they were written', () => {
    const place = new RegExp(['/wo' + 'rk/', '/ro' + 'ot/', '\\bissue #?\\d'].join('|'));
    expect(files.filter((file) => place.test(texts.get(file)!))).toEqual([]);
  });

  test('open with what they are for', () => {
    const bare = source.filter((file) => {
      const inModule = /^src\/(modules|kernel|host|forms)\//.test(file) && file.endsWith('.ts');
      return (
        inModule &&
        !/^(import[\s\S]*?;\n)*\s*\/\*\*/.test(texts.get(file)!) &&
        !/^\/\*\*/m.test(texts.get(file)!)
      );
    });
    ratchet(new Map(bare.map((file) => [file, 1])), LISTED_BARE);
  });
});

describe('forms', () => {
  const forming = files.filter((file) =>
    forms.some((form) => file === `src/forms/${form.form.replaceAll('_', '-')}.ts`),
  );

  test('are data: no function, no condition, ninety lines', () => {
    expect(forming.length).toBe(forms.length);
    for (const file of forming) {
      const text = texts.get(file)!;
      expect(`${file}: ${/=>|\bfunction\b|\bif\b|\?\s|&&|\|\|/.test(text)}`).toBe(`${file}: false`);
      expect(text.split('\n').length).toBeLessThanOrEqual(90);
    }
  });

  test('are named by no module', () => {
    const naming = /\bform\s*[!=]==?\s*['"]|formNamed\(['"]/;
    const wrong = source.filter(
      (file) => /^src\/(modules|host|routes)\//.test(file) && naming.test(texts.get(file)!),
    );
    expect(wrong).toEqual([]);
  });
});

describe('commands', () => {
  const told = files.filter((file) => /\.test\.ts$|^stories\//.test(file) && !/matrix|laws|tidy/.test(file));

  test.each([...commands.keys()])('%s has a test that speaks of it', (name) => {
    const verb = name
      .slice(name.indexOf('.') + 1)
      .replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
    const [module, own] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
    const speaks = told.filter((file) => {
      const text = texts.get(file)!;
      // A test of the module's own may say the verb alone, and put the module before all of them.
      const short = text.includes(`\`${module}.\${`) && text.includes(`'${own}'`);
      return short || text.includes(`'${name}'`) || new RegExp(`import \\{[^}]*\\b${verb}\\b`).test(text);
    });
    expect(speaks).not.toEqual([]);
  });
});

describe('words', () => {
  /** One word per idea: what stands here has another name in this house. */
  const BANNED: Readonly<Record<string, RegExp>> = {
    en: /\b(admin|administrator|users?|bylaws|by-laws|log ?in|logged in|submit|click|invalid|stakeholders?|fellow)\b/i,
    es: /\b(administrador(a|es)?|usuari[oa]s?|estatutos|haz clic|inválid[oa]|socios|iniciar sesión)\b/i,
  };

  test.each(locales.map(({ locale }) => locale))('%s has one for each idea', (locale) => {
    const banned = BANNED[locale];
    if (!banned) return;
    const wrong = Object.entries(messagesOf(locale)).filter(([, text]) => banned.test(text));
    expect(wrong.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });
});

/** The type that a transaction is, and a check of bytes that is as pure as ours would be. */
const LISTED_OUTSIDE: readonly string[] = [
  // Hashes as fast as the machine can; a browser has its own.
  'src/kernel/merkle.ts',
  'src/kernel/tx.ts',
  // What a bank sends is read by a library that is well kept; nothing of it is opened or fetched.
  'src/modules/ledger/core/bank-statement.ts',
  'src/modules/network/core/csv-lines.ts',
];
/** Parts of the host that look across modules. */
const LISTED_TABLES: Readonly<Record<string, number>> = {
  'src/host/backup.ts': 1,
  'src/host/first-link.ts': 1,
  'src/host/story-stage.ts': 1,
};
const LISTED_LONG: Readonly<Record<string, number>> = {};
const WIDER_THAN_110 = 280;
const WIDER_THAN_120 = 70;
const LISTED_BARE: Readonly<Record<string, number>> = {};
