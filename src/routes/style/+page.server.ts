import { contrast, palettesOf, schemes, type Palette } from '#screens/contrast.ts';
import tokens from '#screens/tokens.css?raw';
import type { PageServerLoad } from './$types';

const GROUNDS = ['paper', 'leaf', 'shade'] as const;
const DYES = [
  'ink',
  'soft',
  'edge',
  'grana',
  'grana-deep',
  'anil',
  'maiz',
  'nopal',
  'barro',
  'cacao',
] as const;

const palettes = palettesOf(tokens);

/** The colours as the stylesheet itself has them, so that this page cannot go stale. */
export const load: PageServerLoad = () => ({
  grounds: GROUNDS,
  schemes: schemes.map((scheme) => ({ scheme, swatches: DYES.map((dye) => swatch(palettes[scheme], dye)) })),
});

function swatch(palette: Palette, dye: (typeof DYES)[number]) {
  const hex = palette[dye] ?? '#000000';
  return {
    dye,
    hex,
    grounds: GROUNDS.map((ground) => palette[ground] ?? '#ffffff'),
    ratios: GROUNDS.map((ground) => contrast(hex, palette[ground] ?? '#ffffff')),
  };
}
