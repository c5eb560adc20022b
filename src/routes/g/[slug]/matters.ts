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
  call_meeting: '/meetings/new',
  dissolve: '/end',
  run_budget: '/budgets',
  cost_projects: '/budgets',
};

/** Null for matters that are not acted in on a page. */
export function matterPlace(slug: string, org: string, matter: string): string | null {
  // Lists come into a directory on the pages of the directory.
  if (matter === 'list') return `/import?in=${org}`;
  const place = PLACES[matter];
  return place === undefined ? null : `/g/${slug}${place}`;
}
