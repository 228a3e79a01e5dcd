/** Times of records, in ms since 1970, as the private API writes them. */
export const iso = (at: number): string => new Date(at).toISOString();
export const isoIf = (at: number | undefined): string | null => (at === undefined ? null : iso(at));
