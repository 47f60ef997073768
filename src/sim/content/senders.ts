/** Senders that are not participants; participants have an index from 0. */
export const USER = -1;
/** Each artifact comes straight from its author. */
export const EACH_AUTHOR = -2;
