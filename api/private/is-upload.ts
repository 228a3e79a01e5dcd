import type { Request } from 'express';

/** Read by their route, as they come; every other body is read before. */
export function isUpload({ method, path }: Pick<Request, 'method' | 'path'>): boolean {
  return method === 'POST' && /^\/bulk\/(sessions|claims)\/?$/i.test(path);
}
