/**
 * Which column of a list is which fact about an organization: guessed from its heading, shown, correctable.
 */
import { words } from './words.ts';

/** The facts a column can carry; `contact` is recognised so that it can be left out. */
export const FIELDS = [
  'name', 'source', 'sourceId', 'licence', 'date', 'country', 'region', 'city', 'postcode', 'street', 'lat', 'lon',
  'website', 'structure', 'activity', 'typeText', 'activityText', 'description', 'contact',
] as const; // prettier-ignore
export type Field = (typeof FIELDS)[number];

/** For each column of the file, by its place, what it carries; null is left out. */
export type Mapping = readonly (Field | null)[];

/** Fields that may come from several columns of one list. */
const SEVERAL: ReadonlySet<Field> = new Set<Field>(['activity', 'activityText', 'typeText', 'contact']);

/**
 * Headings people use, folded to words. Beside our own: OpenFairDB's export, the "standard.csv" of the
 * solidarity economy maps, files made from GeoJSON, and everyday headings in eight languages.
 */
const HEADINGS: Readonly<Record<Field, string>> = {
  name: 'name|title|organisation|organization|organisation name|organization name|nombre|nom|nome|titulo|titre|titel|bezeichnung|organizacion|organizacao|denominacion|razon social|nev|nazwa|ονομα|название|имя',
  source: 'source|dataset|fuente|quelle|fonte|data source',
  sourceId:
    'source id|id|identifier|uid|uuid|unique id|external id|reference|ref|identificador|kennung|codigo',
  licence: 'licence|license|licencia|lizenz|licenca|licenza',
  date: 'date|as of|updated|updated at|last updated|modified|created at|fecha|datum|actualizado|data di aggiornamento',
  country:
    'country|country id|country code|country iso 3166|pais|pays|land|paese|orszag|kraj|χωρα|страна|territory id',
  region:
    'region|state|province|county|departamento|provincia|estado|bundesland|regione|regiao|comunidad autonoma|local authority',
  city: 'city|town|locality|place|ciudad|localidad|municipio|ville|commune|stadt|ort|citta|comune|cidade|varos|miasto|πολη|город',
  postcode:
    'postcode|postal code|zip|zip code|plz|codigo postal|cp|code postal|cap|cep|iranyitoszam|kod pocztowy',
  street:
    'street|street address|address|full address|addr street|direccion|domicilio|calle|adresse|rue|strasse|indirizzo|via|endereco|rua|cim|adres|διευθυνση|адрес',
  lat: 'lat|latitude|latitud|y|breitengrad|latitudine|geo container latitude|geo lat|point y',
  lon: 'lon|lng|long|longitude|longitud|x|langengrad|laengengrad|longitudine|geo container longitude|geo lon|geo lng|point x',
  website:
    'website|homepage|url|web|www|primary url|site|sitio web|pagina web|site web|webseite|sito|sito web|honlap|contact website',
  structure:
    'org structure ess|organisational structure|organizational structure|organisation structure|structure|legal form|forma juridica|estructura',
  activity: 'activity ica|primary activity|activity code|activities ica|actividad ica',
  typeText:
    'type raw|type|kind|tipo|art|category|categories|kategorie|categoria|membership type|legal structure',
  activityText:
    'activity raw|activity|activities|tags|sector|industry|actividad|actividades|branche|rubro|attivita|atividade|keywords|qualifiers',
  description: 'description|descripcion|beschreibung|descrizione|descricao|about|summary|leiras|opis',
  contact:
    'email|e mail|mail|contact email|contact name|contact phone|contact|phone|telephone|telefono|telefon|correo|correo electronico|created by|twitter|facebook|fax|movil|mobile',
};

const BY_HEADING = new Map<string, Field>();
for (const field of FIELDS) {
  for (const heading of HEADINGS[field].split('|')) {
    if (!BY_HEADING.has(heading)) BY_HEADING.set(heading, field);
  }
}

/**
 * Guesses what each column carries. The first of two columns with one meaning wins, the exact heading before
 * all.
 */
export function guessMapping(headers: readonly string[]): Mapping {
  const taken = new Set<Field>();
  return headers.map((header) => {
    const field = BY_HEADING.get(words(header.replace(/([a-z])([A-Z])/g, '$1 $2')).join(' ')) ?? null;
    if (!field || (taken.has(field) && !SEVERAL.has(field))) return null;
    taken.add(field);
    return field;
  });
}

export type MappingRule = 'mapping_without_name' | 'mapping_twice';

/** Whether a mapping can be used: it has a name, and no single-valued fact comes from two columns. */
export function checkMapping(mapping: Mapping): { rule: MappingRule; field: Field } | null {
  if (!mapping.includes('name')) return { rule: 'mapping_without_name', field: 'name' };
  for (const field of FIELDS) {
    if (SEVERAL.has(field)) continue;
    if (mapping.filter((column) => column === field).length > 1) return { rule: 'mapping_twice', field };
  }
  return null;
}
