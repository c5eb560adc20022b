/**
 * Which of the proposals that are open speak of the same: nobody should have to write what others have
 * written already. Two texts are close when they share words that few of the others have; what stands in a
 * title counts for more. It is a hint to whoever writes, and decides nothing.
 */

export interface Text {
  readonly title: string;
  readonly body: string;
}

/** Less than this in common is chance. */
const CLOSE = 0.2;
const MOST = 5;
const IN_TITLE = 3;

/** Words that every text has, in the languages that we ship. */
const COMMON = new Set(
  `about after all also and any are because before but can could each for from had has have here how into its
   just more most must not now off one only other our out over shall should some such than that the their them
   then there these they this those through too under until very was were what when where which who why will
   with would you your
   algo algun alguna antes asi aun cada como con contra cual cuando cuanto del desde donde dos ella ellas ellos
   entre era esa ese eso esta estan estas este esto estos fue hace hacer hacia han hasta hay las les los mas mis
   mucho muy nada nos nosotras nosotros nuestra nuestras nuestro nuestros otra otras otro otros para pero poco
   por porque que quien sea ser sin sobre solo son sus tambien tan tanto tiene tienen toda todas todo todos una
   unas uno unos usted`.split(/\s+/),
);

/** The closest first; of those that are as close, the one with the smaller id. */
export function similarTo<One extends Text & { readonly id: string }>(
  asked: Text,
  among: readonly One[],
): readonly One[] {
  const read = among.map((one) => ({ one, words: weighed(one) }));
  const own = weighed(asked);
  const all = [own, ...read.map(({ words }) => words)];
  const rarity = new Map<string, number>();
  for (const words of all) for (const word of words.keys()) rarity.set(word, (rarity.get(word) ?? 0) + 1);
  const rare = (word: string) => 1 + Math.log((all.length + 1) / rarity.get(word)!);
  const length = (words: Weighed) =>
    Math.sqrt([...words].reduce((sum, [word, weight]) => sum + (weight * rare(word)) ** 2, 0));
  const close = (words: Weighed) => {
    const shared = [...own].filter(([word]) => words.has(word));
    const product = shared.reduce((sum, [word, at]) => sum + at * words.get(word)! * rare(word) ** 2, 0);
    return product === 0 ? 0 : product / (length(own) * length(words));
  };
  return read
    .map(({ one, words }) => ({ one, share: close(words) }))
    .filter(({ share }) => share >= CLOSE)
    .sort((a, b) => b.share - a.share || (a.one.id < b.one.id ? -1 : 1))
    .slice(0, MOST)
    .map(({ one }) => one);
}

type Weighed = ReadonlyMap<string, number>;

function weighed({ title, body }: Text): Weighed {
  const words = new Map<string, number>();
  for (const word of stems(body)) words.set(word, 1);
  for (const word of stems(title)) words.set(word, IN_TITLE);
  return words;
}

/** Words without accents, capitals and the ending of many: `Tejas` and `teja` are one. */
function stems(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length > 2 && !COMMON.has(word))
    .map((word) => (word.length > 3 ? word.replace(/(es|s|e)$/u, '') : word));
}
