/**
 * The code lists that listings are sorted by. A code says little alone: whoever published the listing chose
 * it, so a listing keeps every coding with its source, and these labels only say what a code means.
 *
 * Codes and English labels: ESSGLOBAL 2.1 (RIPESS), lists `organisational-structure` and `activities-ica`.
 * The published lists have no Spanish for these two; the Spanish labels are ours.
 */

export type CodeScheme = 'structure' | 'activity';

export interface CodeLabel {
  readonly en: string;
  readonly es: string;
}

/** What each scheme is called where it was made; part of every coding that leaves this house. */
export const SCHEMES = {
  structure: 'essglobal:organisational-structure',
  activity: 'essglobal:activities-ica',
} as const satisfies Record<CodeScheme, string>;

/** How an organization is made up. */
export const STRUCTURES: Readonly<Record<string, CodeLabel>> = {
  OS10: { en: 'Community group (formal or informal)', es: 'Grupo comunitario (formal o informal)' },
  OS20: { en: 'Not-for-profit organisation', es: 'Organización sin fines de lucro' },
  OS30: { en: 'Social enterprise', es: 'Empresa social' },
  OS40: { en: 'Charity', es: 'Organización benéfica' },
  OS50: { en: 'Company (Other)', es: 'Empresa (otra)' },
  OS60: { en: 'Workers co-operative', es: 'Cooperativa de trabajo' },
  OS70: { en: 'Housing co-operative', es: 'Cooperativa de vivienda' },
  OS80: { en: 'Consumer/User coop', es: 'Cooperativa de consumo o de usuarios' },
  OS90: { en: 'Producer co-operative', es: 'Cooperativa de producción' },
  OS100: { en: 'Multi-stakeholder co-operative', es: 'Cooperativa de múltiples partes' },
  OS110: { en: 'Secondary co-operative', es: 'Cooperativa de segundo grado' },
  OS115: { en: 'Co-operative', es: 'Cooperativa' },
  OS120: { en: 'Community Interest Company (CIC)', es: 'Compañía de interés comunitario (CIC)' },
  OS130: {
    en: 'Community Benefit Society / Industrial and Provident Society (IPS)',
    es: 'Sociedad de beneficio comunitario',
  },
  OS140: { en: 'Employee trust', es: 'Fideicomiso de trabajadores' },
  OS150: { en: 'Self-employed', es: 'Trabajo por cuenta propia' },
  OS160: { en: 'Unincorporated', es: 'Sin personalidad jurídica' },
  OS170: { en: 'Mutual', es: 'Mutual' },
  OS180: { en: 'National apex', es: 'Organismo cúpula nacional' },
  OS190: { en: 'National sectoral federation or union', es: 'Federación o unión nacional de un sector' },
  OS200: {
    en: 'Regional, state or provincial level federation or union',
    es: 'Federación o unión regional, estatal o provincial',
  },
  OS210: { en: 'Cooperative group', es: 'Grupo cooperativo' },
  OS220: { en: 'Government agency/body', es: 'Organismo público' },
  OS230: { en: 'Supranational', es: 'Supranacional' },
  OS240: { en: 'Cooperative of cooperatives / mutuals', es: 'Cooperativa de cooperativas o mutuales' },
};

/** What an organization does, as the International Cooperative Alliance sorts it. */
export const ACTIVITIES: Readonly<Record<string, CodeLabel>> = {
  ICA10: { en: 'Agriculture', es: 'Agricultura' },
  ICA20: { en: 'Dairy', es: 'Lechería' },
  ICA30: { en: 'Forestry', es: 'Silvicultura' },
  ICA40: { en: 'Irrigation', es: 'Riego' },
  ICA50: { en: 'Fishing', es: 'Pesca' },
  ICA60: { en: 'Artisans', es: 'Artesanía' },
  ICA70: { en: 'Construction', es: 'Construcción' },
  ICA80: { en: 'Industry', es: 'Industria' },
  ICA90: { en: 'Manufacturing', es: 'Manufactura' },
  ICA100: { en: 'Mining', es: 'Minería' },
  ICA110: { en: 'Professional', es: 'Servicios profesionales' },
  ICA120: { en: 'Service', es: 'Servicios' },
  ICA130: { en: 'Tourism', es: 'Turismo' },
  ICA140: { en: 'Financial Services', es: 'Servicios financieros' },
  ICA150: { en: 'Insurance', es: 'Seguros' },
  ICA160: { en: 'Education', es: 'Educación' },
  ICA170: { en: 'Health', es: 'Salud' },
  ICA180: { en: 'Community', es: 'Comunidad' },
  ICA190: { en: 'Social', es: 'Social' },
  ICA200: { en: 'Social Service', es: 'Servicio social' },
  ICA210: { en: 'Housing', es: 'Vivienda' },
  ICA220: { en: 'Transport', es: 'Transporte' },
  ICA230: { en: 'Utilities', es: 'Agua, energía y otros servicios básicos' },
  ICA240: { en: 'Retail', es: 'Venta al por menor' },
  ICA250: { en: 'Production', es: 'Producción' },
  ICA260: { en: 'Wholesale and retail trade', es: 'Comercio al por mayor y al por menor' },
  ICA270: { en: 'Education / health / social work', es: 'Educación, salud y trabajo social' },
  ICA280: { en: 'Other Services', es: 'Otros servicios' },
  ICA290: { en: 'All', es: 'Todas' },
};

const LISTS: Record<CodeScheme, Readonly<Record<string, CodeLabel>>> = {
  structure: STRUCTURES,
  activity: ACTIVITIES,
};

/** Whether `code` stands in the list. */
export function isCode(scheme: CodeScheme, code: string): boolean {
  return Object.hasOwn(LISTS[scheme], code);
}

/** What `code` means in the reader's language; English when we have no other, the bare code when unknown. */
export function codeLabel(scheme: CodeScheme, code: string, locale: string): string {
  const label = LISTS[scheme][code];
  if (!label) return code;
  return locale.startsWith('es') ? label.es : label.en;
}

/** Every code of a scheme, in the list's own order. */
export function codesOf(scheme: CodeScheme): readonly string[] {
  return Object.keys(LISTS[scheme]);
}

/** All labels of a code, in every language we have: what a search for it may say. */
export function codeLabels(scheme: CodeScheme, code: string): readonly string[] {
  const label = LISTS[scheme][code];
  return label ? [label.en, label.es] : [];
}
