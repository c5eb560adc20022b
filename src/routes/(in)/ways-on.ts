/** Where people go once they are in. */
export const HOME = '/today';
/** The walk on which a group is founded. */
export const FOUNDING = '/start';
