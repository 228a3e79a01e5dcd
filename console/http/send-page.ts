/** From components to bytes; everything a component is given is escaped on the way. */
import type { Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

export function sendPage(response: Response, page: VNode, status = 200): void {
  response
    .status(status)
    .type('html')
    .send(`<!doctype html>${renderToString(page)}`);
}

/** A part of a page, for the page's own refreshing. */
export function sendPart(response: Response, part: VNode): void {
  response.type('html').send(renderToString(part));
}
