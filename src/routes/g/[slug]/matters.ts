/** Where on the pages of a group each matter of its rules is acted in. */
const PLACES: { readonly [matter: string]: string } = {
  invite: '/members/invite',
  admit: '/members',
  enter_on_paper: '/members/paper',
  suspend: '/members',
  exclude: '/members',
  appoint: '/posts',
  revoke: '/posts',
  describe: '/describe',
  join_network: '/members/networks',
  amend: '/rules/amend',
  dissolve: '/end',
};

/** Null for matters that another module has its own pages for. */
export function matterPlace(slug: string, matter: string): string | null {
  const place = PLACES[matter];
  return place === undefined ? null : `/g/${slug}${place}`;
}
