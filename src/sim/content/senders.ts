/** Who hands content over, where it is not a participant (an index from 0). */
export const USER = -1;
/** Each artifact comes straight from its author. */
export const EACH_AUTHOR = -2;
