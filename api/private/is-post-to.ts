import type { Request } from 'express';

type Asked = Pick<Request, 'method' | 'path'>;

/** Before the router has seen the request, and as it will: without regard to case or to a slash at the end. */
export function isPostTo({ method, path }: Asked, ...routes: readonly string[]): boolean {
  return method === 'POST' && routes.includes(path.toLowerCase().replace(/\/$/, ''));
}

/** Read by their route, as they come; every other body is read before. */
export function isUpload(request: Asked): boolean {
  return isPostTo(request, '/bulk/sessions', '/bulk/claims');
}
