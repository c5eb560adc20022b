export const vignettes = {
  chairs: { tint: '', block: '', line: '', cut: '' },
} as const;
export type VignetteName = keyof typeof vignettes;
