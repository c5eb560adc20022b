/** The posts that have words in every language; a group may give itself any of them. */
export const KNOWN_POSTS = ['coordinator', 'treasurer', 'secretary', 'list_keeper'] as const;
