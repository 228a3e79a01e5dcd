/** In characters. Handles carry the identifier of their client, so that there has to be an end to it. */
export const LONGEST_CLIENT_ID = 200;
