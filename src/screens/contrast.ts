/** The contrast of two colours by the WCAG 2 formula, and the colours as tokens.css has them per scheme. */

export const schemes = ['light', 'dark', 'more', 'more-dark'] as const;
export type Scheme = (typeof schemes)[number];
export type Palette = Readonly<Record<string, string>>;

/** Pairs that stand on each other on screens, and the ratio each must have (4.5 for text, 3 for lines). */
export const pairs: readonly { text: string; ground: string; least: number }[] = [
  ...['ink', 'soft', 'grana', 'grana-deep', 'anil', 'maiz', 'nopal', 'barro', 'cacao'].flatMap((text) =>
    ['paper', 'leaf', 'shade'].map((ground) => ({ text, ground, least: 4.5 })),
  ),
  ...['paper', 'leaf', 'shade'].map((ground) => ({ text: 'edge', ground, least: 3 })),
  ...['paper', 'leaf'].map((ground) => ({ text: 'maiz-fill', ground, least: 3 })),
  { text: 'on-grana', ground: 'grana', least: 4.5 },
  { text: 'on-grana', ground: 'grana-deep', least: 4.5 },
  ...['grana', 'anil', 'maiz', 'nopal'].flatMap((dye) => [
    { text: dye, ground: `${dye}-wash`, least: 4.5 },
    { text: 'ink', ground: `${dye}-wash`, least: 4.5 },
  ]),
  { text: 'soft', ground: 'grana-wash', least: 4.5 },
  { text: 'anil', ground: 'nopal-wash', least: 4.5 },
  { text: 'anil', ground: 'maiz-wash', least: 4.5 },
];

/** From 1 (the same) to 21 (black on white); colours as `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The palette of each scheme. A scheme that leaves a colour out keeps the one of the scheme before it. */
export function palettesOf(css: string): Record<Scheme, Palette> {
  const sheet = css.slice(0, css.indexOf('@media print'));
  const [base = '', ...queried] = sheet.split('@media ');
  const light = coloursIn(base);
  const found = (query: string): Palette => coloursIn(queried.find((block) => block.startsWith(query)) ?? '');
  const dark = { ...light, ...found('(prefers-color-scheme: dark)') };
  return {
    light,
    dark,
    more: { ...light, ...found('(prefers-contrast: more) {') },
    'more-dark': { ...dark, ...found('(prefers-contrast: more) and') },
  };
}

function coloursIn(block: string): Palette {
  return Object.fromEntries(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [name, colour]),
  );
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
