/** `Prefer: wait=N` (RFC 7240 section 4.3): how long a client would have its answer held. */

/** Whole seconds, or undefined where nothing of the kind is preferred. The first of several counts (section 2). */
export function readWaitPreference(header: string | undefined): number | undefined {
  for (const preference of (header ?? '').split(',')) {
    const [token = ''] = preference.split(';');
    const match = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*$/i.exec(token);
    if (match?.[1] !== undefined) return Number(match[1]);
  }
  return undefined;
}
