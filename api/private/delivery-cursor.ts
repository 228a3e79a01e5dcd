/** A place in a list of deliveries, as text: the position of its event, and which of that event's deliveries it is. */
import type { DeliveryCursor } from '../../ports/webhooks.js';

const FORM = /^(\d{1,15})(?:\.([!-~]{1,300}))?$/;

export function writeDeliveryCursor({ id, position }: { readonly id: string; readonly position: number }): string {
  return `${position}.${id}`;
}

/** Undefined where it is no cursor; a position alone is one, before all of that event. */
export function readDeliveryCursor(text: string | undefined): DeliveryCursor | undefined {
  const [, position, id] = FORM.exec(text ?? '') ?? [];
  if (position === undefined) return undefined;
  return id === undefined ? { position: Number(position) } : { position: Number(position), id };
}
