/** Forms as browsers post them, with and without files. */
import type { Request } from 'express';
import { raw } from 'express';
import { PageProblem } from './page-problem.js';

const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** Enough for a form with a portrait in it. */
export const takeForm = raw({ type: FORM_TYPES, limit: '4mb' });
export const takeSmallForm = raw({ type: FORM_TYPES, limit: '16kb' });

export async function readForm(request: Request): Promise<FormData> {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body)) throw new PageProblem(415, 'This is not a form', 'Use the form on the page.');
  try {
    return await new Response(new Uint8Array(body), {
      headers: { 'content-type': request.get('content-type') ?? '' },
    }).formData();
  } catch {
    throw new PageProblem(400, 'The form could not be read', 'Go back, reload the page and send the form again.');
  }
}

/** The text of a field, or undefined when it is absent, empty or a file. */
export function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
