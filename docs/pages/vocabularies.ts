/**
 * What our nouns are called elsewhere. `=` means the same thing, `<` that ours is a kind of theirs, `~` that they
 * meet in part; a dash, that the vocabulary has no word for it.
 */
import { page, table } from './markdown.ts';

interface Noun {
  readonly noun: string;
  readonly table: string;
  readonly is: string;
  readonly valueflows: string;
  readonly essglobal: string;
  readonly schema: string;
  readonly murmurations: string;
}

const NONE = '–';

const NOUNS: readonly Noun[] = [
  {
    noun: 'person',
    table: 'agents.person',
    is: 'someone who is here',
    valueflows: '= `vf:Person`',
    essglobal: NONE,
    schema: '= `schema:Person`',
    murmurations: '~ `people_schema-v0.1.0` (ours is published nowhere)',
  },
  {
    noun: 'organization (a group)',
    table: 'agents.organization',
    is: 'people or groups under rules of their own',
    valueflows: '< `vf:Organization`',
    essglobal: '~ `essglobal:SSEInitiative`',
    schema: '< `schema:Organization`',
    murmurations: '~ `organizations_schema-v1.0.0`',
  },
  {
    noun: 'form',
    table: 'agents.organization.form',
    is: 'what kind of group it began as',
    valueflows: '~ `vf:classifiedAs`',
    essglobal: '~ `organisational-structure` (OS…), `legal-form` (L…)',
    schema: '~ `schema:additionalType`',
    murmurations: '~ `tags`',
  },
  {
    noun: 'purpose',
    table: 'agents.organization.purpose',
    is: 'what the group is for, in its own words',
    valueflows: '~ `vf:note`',
    essglobal: NONE,
    schema: '~ `schema:description`',
    murmurations: '~ `mission`, `description`',
  },
  {
    noun: 'member (a membership)',
    table: 'agents.member',
    is: 'one place in a group, with its dates',
    valueflows: NONE,
    essglobal: '~ `base-membership-type` (BMT…)',
    schema: '~ `schema:OrganizationRole`, `schema:member`',
    murmurations: '~ `relationships`',
  },
  {
    noun: 'class',
    table: 'agents.member.class',
    is: 'as what one joins, and whether one votes',
    valueflows: NONE,
    essglobal: '~ `base-membership-type` (BMT…)',
    schema: '~ `schema:roleName`',
    murmurations: NONE,
  },
  {
    noun: 'household',
    table: 'agents.household',
    is: 'members who live together',
    valueflows: '< `vf:Organization`',
    essglobal: NONE,
    schema: NONE,
    murmurations: NONE,
  },
  {
    noun: 'post (a mandate)',
    table: 'agents.mandate',
    is: 'a task lent for a term, and taken back',
    valueflows: NONE,
    essglobal: NONE,
    schema: '~ `schema:Role` with `startDate`, `endDate`',
    murmurations: NONE,
  },
  {
    noun: 'delegate',
    table: 'agents.delegate',
    is: 'who speaks for a group in a network',
    valueflows: NONE,
    essglobal: NONE,
    schema: '~ `schema:Role`',
    murmurations: NONE,
  },
  {
    noun: 'rules (statutes)',
    table: 'agents.statutes',
    is: 'what a group agreed on, version by version',
    valueflows: '~ `vf:Agreement`',
    essglobal: NONE,
    schema: '~ `schema:DigitalDocument`',
    murmurations: NONE,
  },
  {
    noun: 'signature',
    table: 'agents.signature',
    is: 'a member’s yes to a founding or an act',
    valueflows: NONE,
    essglobal: NONE,
    schema: '~ `schema:EndorseAction`',
    murmurations: NONE,
  },
  {
    noun: 'act',
    table: 'register.leaf',
    is: 'something done, on a named authority, for ever in the record',
    valueflows: '~ `vf:EconomicEvent` (only acts that move something; these come with the books)',
    essglobal: NONE,
    schema: '~ `schema:Action`',
    murmurations: NONE,
  },
  {
    noun: 'listing',
    table: 'network.listing',
    is: 'public facts about an organization, as a source gave them',
    valueflows: '~ `vf:Organization`',
    essglobal: '~ `essglobal:SSEInitiative`',
    schema: '~ `schema:Organization`',
    murmurations: '~ `organizations_schema-v1.0.0`',
  },
  {
    noun: 'listing: name',
    table: 'name',
    is: 'as the source writes it',
    valueflows: '= `vf:name`',
    essglobal: NONE,
    schema: '= `schema:name`',
    murmurations: '= `name`',
  },
  {
    noun: 'listing: website',
    table: 'website',
    is: 'its address on the web',
    valueflows: NONE,
    essglobal: NONE,
    schema: '= `schema:url`',
    murmurations: '= `primary_url`',
  },
  {
    noun: 'listing: description',
    table: 'description',
    is: 'what the source says it does',
    valueflows: '~ `vf:note`',
    essglobal: NONE,
    schema: '= `schema:description`',
    murmurations: '= `description`',
  },
  {
    noun: 'listing: city, region, country',
    table: 'city, region, country',
    is: 'where it is; countries by ISO 3166',
    valueflows: '~ `vf:mappableAddress`',
    essglobal: NONE,
    schema: '= `addressLocality`, `addressRegion`, `addressCountry`',
    murmurations: '= `locality`, `region`, `country_iso_3166`',
  },
  {
    noun: 'listing: place',
    table: 'latE6, lonE6',
    is: 'millionths of a degree, blurred where it looks like a home',
    valueflows: '= `vf:primaryLocation` with `vf:lat`, `vf:long`',
    essglobal: NONE,
    schema: '= `schema:geo`',
    murmurations: '= `geolocation` with `lat`, `lon`',
  },
  {
    noun: 'listing: source and licence',
    table: 'source, licence',
    is: 'who published it, and what may be done with it',
    valueflows: NONE,
    essglobal: NONE,
    schema: '~ `schema:sdPublisher`, `schema:sdLicense`',
    murmurations: '~ `metadata.sources`',
  },
  {
    noun: 'coding: structure',
    table: 'codings, scheme `structure`',
    is: 'how an organization is made up, as one source said',
    valueflows: '~ `vf:classifiedAs`',
    essglobal: '= `organisational-structure` (OS…)',
    schema: '~ `schema:additionalType`',
    murmurations: '~ `tags`',
  },
  {
    noun: 'coding: activity',
    table: 'codings, scheme `activity`',
    is: 'what it does, as one source said',
    valueflows: '~ `vf:classifiedAs`',
    essglobal: '= `activities-ica` (ICA…)',
    schema: '~ `schema:knowsAbout`',
    murmurations: '~ `tags`',
  },
];

export function vocabulariesPage(): string {
  const rows = NOUNS.map((one) => [
    one.noun,
    `\`${one.table}\``.replaceAll('``', '`'),
    one.is,
    one.valueflows,
    one.essglobal,
    one.schema,
    one.murmurations,
  ]);
  return page('Vocabularies', [
    'What our nouns are called elsewhere. `=` is the same thing, `<` says that ours is a kind of theirs, `~` that they meet in part; a dash, that the vocabulary has no word for it. Nouns join this table with the module that brings them.',
    'Valueflows 1.0 (`https://w3id.org/valueflows/ont/vf#`), ESSGLOBAL 2.1 code lists (RIPESS), schema.org, Murmurations library schemas.',
    table(
      ['ours', 'where it stands', 'what it is', 'Valueflows', 'ESSGLOBAL', 'schema.org', 'Murmurations'],
      rows,
    ),
  ]);
}
