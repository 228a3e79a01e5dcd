/** From components to bytes, under headers that leave the browser nothing to do but show the page (AZ-26). */
import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { CSS } from './page-frame.js';

const STYLE = `'sha256-${createHash('sha256').update(CSS).digest('base64')}'`;

/** @param options.formTargets where the form may end up besides here: browsers apply `form-action` to redirects too */
export function sendPage(
  response: Response,
  page: VNode,
  options: { readonly status?: number; readonly formTargets?: readonly string[] } = {},
): void {
  const { status = 200, formTargets } = options;
  const policy = [
    "default-src 'none'",
    `style-src ${STYLE}`,
    `form-action ${formTargets === undefined ? "'none'" : ["'self'", ...formTargets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  response.removeHeader('Access-Control-Allow-Origin');
  response
    .status(status)
    .set({
      'Content-Security-Policy': policy.join('; '),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
      Vary: 'Cookie',
    })
    .type('html')
    .send(`<!doctype html>${renderToString(page)}`);
}
