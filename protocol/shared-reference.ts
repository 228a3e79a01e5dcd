/**
 * Claims are sealed for one configuration. Those that others share are stored once for each of them, under a reference that
 * follows from the first, so that whoever names the first names them all.
 */
export function sharedReference(reference: string, configurationId: string): string {
  return `${reference}:${configurationId}`;
}
