/**
 * Made-up listings for the speed scripts: names of made-up words in several scripts whose frequencies follow
 * Zipf's law, thirty countries with towns that listings cluster around, codes as unevenly given as in real
 * lists. The same seed gives the same file.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const SYLLABLES = [
  'ka lo mi ra te su no vi pa de la ro ti sa en or ma li be co du fi ga he jo ne pu qui xo yu za ar es in um'.split(
    ' ',
  ),
  'κα λο μι ρα τε σο νο βι πα δε λα ρο τι σα εν ορ μα λι'.split(' '),
  'ка ло ми ра те су но ви па де ла ро ти са ен ор ма ли'.split(' '),
  'ká ló mi rá té sű nő vi pá de la rö ti sá ény ór má li'.split(' '),
];
const COMMON =
  'cooperative limited society community club housing credit union farm foundation association house mutual workers group'.split(
    ' ',
  );
const STRUCTURES = 'OS130 OS130 OS130 OS130 OS50 OS60 OS115 OS160 OS20 OS120'.split(' ');
const ACTIVITIES = 'ICA280 ICA280 ICA280 ICA260 ICA210 ICA120 ICA140 ICA10 ICA270 ICA230 ICA110 ICA90'.split(
  ' ',
);
const COUNTRIES =
  'GB GB GB GB GB ES ES AR AR MX MX BR BR FR FR DE DE IT IT PT GR BG HU PL RO CO CL PE EC US US CA IN IN KE NG ZA JP AU NZ'.split(
    ' ',
  );

/** Mulberry32: small, fast and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface MadeUp {
  readonly vocabulary: readonly string[];
  readonly towns: readonly { name: string; country: string; lat: number; lon: number }[];
  word(): string;
}

export function madeUpWorld(random: () => number, words: number, towns: number): MadeUp {
  const vocabulary: string[] = [];
  const known = new Set<string>();
  while (vocabulary.length < words) {
    const script = SYLLABLES[random() < 0.8 ? 0 : 1 + Math.floor(random() * 3)]!;
    let word = '';
    const parts = 2 + Math.floor(random() * 3);
    for (let i = 0; i < parts; i++) word += script[Math.floor(random() * script.length)]!;
    if (known.has(word)) continue;
    known.add(word);
    vocabulary.push(word);
  }
  const word = () => vocabulary[Math.min(words - 1, Math.floor(words ** random()) - 1)]!;
  const places = Array.from({ length: towns }, (_, i) => ({
    name: vocabulary[(i * 7919) % words]!,
    country: COUNTRIES[Math.floor(random() * COUNTRIES.length)]!,
    lat: random() * 100 - 45,
    lon: random() * 340 - 170,
  }));
  return { vocabulary, towns: places, word };
}

/** Writes a file of `rows` made-up listings in the columns of the directory. */
export async function writeListings(path: string, rows: number, seed = 2): Promise<MadeUp> {
  const random = seeded(seed);
  // New words go on turning up, ever more slowly, as a list grows (Heaps' law).
  const world = madeUpWorld(random, Math.round(120 * Math.sqrt(rows)), Math.max(50, Math.round(rows / 400)));
  const out = createWriteStream(path);
  out.write(
    'source,source_id,name,country,region,city,postcode,street,lat,lon,website,org_structure_ess,activity_ica,type_raw,activity_raw,description,licence\n',
  );
  let text = '';
  for (let i = 0; i < rows; i++) {
    const town = world.towns[Math.floor(world.towns.length * random() ** 2)]!;
    const name = [world.word(), world.word(), COMMON[Math.floor(COMMON.length * random() ** 2)]!];
    if (random() < 0.5) name.push('limited');
    const placed = random() < 0.95;
    const lat = (town.lat + (random() - 0.5) * 0.4).toFixed(6);
    const lon = (town.lon + (random() - 0.5) * 0.4).toFixed(6);
    text += `made-up,R${i},${name.join(' ')},${town.country},,${town.name},${10_000 + (i % 5_000)},${1 + (i % 90)} ${world.word()} street,`;
    text += placed ? `${lat},${lon},` : ',,';
    text += random() < 0.6 ? `https://${i}.example.org,` : ',';
    text += `${random() < 0.75 ? STRUCTURES[Math.floor(random() * STRUCTURES.length)]! : ''},`;
    text += `${random() < 0.77 ? ACTIVITIES[Math.floor(random() * ACTIVITIES.length)]! : ''},`;
    text += `Consumers|Society,"${world.word()}, ${world.word()} and ${COMMON[i % COMMON.length]!}",,CC0 1.0\n`;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'finish');
  return world;
}
