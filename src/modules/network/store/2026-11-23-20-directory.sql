-- The directory: public facts about organizations out there, as others published them. Every key begins with the
-- organization in whose directory a listing stands.
create schema if not exists network;

-- One list that somebody brought. `edition` is the state of the directory that its dry run was made against.
create table network.import (
  org_id      text        not null,
  id          text        not null,
  file_name   text        not null,
  file_sha256 text        not null,
  source      text        not null,
  licence     text        not null,
  format      jsonb       not null,
  mapping     jsonb       not null,
  headers     jsonb       not null,
  edition     bigint      not null,
  staged_at   timestamptz not null,
  staged_on   date        not null,
  state       text        not null check (state in ('uploaded', 'staged', 'committed', 'undone')),
  added       bigint      not null default 0 check (added >= 0),
  changed     bigint      not null default 0 check (changed >= 0),
  same        bigint      not null default 0 check (same >= 0),
  refused     bigint      not null default 0 check (refused >= 0),
  primary key (org_id, id)
);

-- The file itself, in parts, while its columns are being looked at; scratch paper as well.
create unlogged table network.import_file (
  org_id    text  not null,
  import_id text  not null,
  part      int   not null,
  bytes     bytea not null,
  primary key (org_id, import_id, part)
);

-- The dry run: what each row of the list would do. Scratch paper: it is made again from the file at any time, so
-- it is not written to the log of the database and may be empty after a crash.
create unlogged table network.import_row (
  org_id     text   not null,
  import_id  text   not null,
  line       bigint not null,
  kind       text   not null check (kind in ('add', 'change', 'same', 'refuse', 'withdraw')),
  listing_id text,
  version    bigint,
  rule       text,
  name       text   not null,
  source     text,
  source_id  text,
  facts      jsonb,
  notes      jsonb,
  changes    jsonb,
  content    text,
  folded     text,
  words      text[],
  facets     text[],
  square     bigint,
  lat_e6     int,
  lon_e6     int,
  twin       bigint,
  primary key (org_id, import_id, line)
);

-- What was recorded, word for word, and never changed. `content` is canonical JSON; null means the listing was
-- withdrawn. `before_version` is what an undo returns to.
create table network.listing_version (
  org_id         text   not null,
  listing_id     text   not null,
  version        bigint not null check (version > 0),
  act_id         text   not null,
  import_id      text   not null,
  line           bigint not null,
  before_version bigint,
  recorded_on    date   not null,
  content        text,
  primary key (org_id, listing_id, version),
  foreign key (org_id, import_id) references network.import (org_id, id)
);
create index listing_version_by_act on network.listing_version (org_id, act_id, line);

-- Which imports an import changed listings of: the later one must be undone first.
create table network.import_touch (
  org_id           text not null,
  import_id        text not null,
  before_import_id text not null,
  primary key (org_id, import_id, before_import_id)
);

-- How often the directory has changed: a dry run made against another edition is out of date.
create table network.directory (
  org_id  text   not null primary key,
  edition bigint not null check (edition >= 0),
  listings bigint not null check (listings >= 0)
);

-- Everything below is derived from the latest versions and can be made again from them.

create table network.listing (
  org_id    text     not null,
  id        text     not null,
  version   bigint   not null,
  source    text     not null,
  source_id text     not null,
  folded    text     collate "C" not null,
  words     tsvector not null,
  facets    text[]   not null,
  square    bigint,
  lat_e6    int,
  lon_e6    int,
  twin      bigint,
  primary key (org_id, id)
);
create unique index listing_by_source on network.listing (org_id, source, source_id);
create index listing_by_name on network.listing (org_id, folded, id);
create index listing_by_square on network.listing (org_id, square) where square is not null;
create index listing_by_twin on network.listing (org_id, twin) where twin is not null;
create index listing_by_word on network.listing using gin (words)
  with (gin_pending_list_limit = 65536);

-- Every word that finds a listing, and how many it finds. `near` holds what is left of the word with letters left
-- out, as numbers: a misspelt word shares one of them.
create table network.word (
  org_id   text   not null,
  word     text   collate "C" not null,
  listings bigint not null,
  near     int4[] not null default '{}',
  primary key (org_id, word)
);
create index word_by_near on network.word using gin (near)
  with (gin_pending_list_limit = 65536);

-- The planner has no use for the most common pieces of words.
alter table network.word alter column near set statistics 0;

-- How many listings have exactly this set of facets: the counts beside the choices, without reading the listings.
create table network.facet_count (
  org_id   text   not null,
  facets   text[] not null,
  listings bigint not null,
  primary key (org_id, facets)
);

-- How many listings lie in each square of the map, in all (facet '') and, at coarser levels, by facet, and the sum of their places, so
-- that a group stands where its listings are.
create table network.square_count (
  org_id   text     not null,
  level    smallint not null,
  facet    text     not null,
  square   bigint   not null,
  listings bigint   not null,
  lat_sum  bigint   not null,
  lon_sum  bigint    not null,
  primary key (org_id, level, facet, square)
);

-- After a long list: the word indexes take in what waits before them, and the planner learns what has come. Only an
-- owner may do either, so it is done on the owner's behalf.
create function network.settle() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gin_clean_pending_list('network.listing_by_word'::regclass);
  perform gin_clean_pending_list('network.word_by_near'::regclass);
  analyze network.listing, network.listing_version, network.word, network.facet_count, network.square_count;
end $$;
