/** What is kept of a feed, whatever its size; lengths in UTF-16 units. */
export const MAX_BYTES = 32 * 1024 * 1024;
export const MAX_ITEMS = 20_000;
export const MAX_LINE = 2_000;
export const MAX_URL = 4_096;
export const MAX_TEXT = 256 * 1024;
export const MAX_LIST = 100;
export const MAX_CHAPTERS = 1_000;
/** Elements in one item, or beside the items. */
export const MAX_CHILDREN = 4_000;
