/** The one place that turns what was thrown into a page. */
import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import { PageProblem } from '../http/page-problem.js';
import type { Operator } from '../http/require-operator.js';
import { sendPage } from '../http/send-page.js';
import { ProblemPage } from '../pages/problem-page.js';
import type { OuterContext } from './page-context.js';

export const answerPageNotFound: RequestHandler = () => {
  throw new PageProblem(404, 'There is no such page', 'The address is wrong or incomplete.');
};

type Answer = {
  readonly status: number;
  readonly title: string;
  readonly help: string;
  readonly detail?: string;
  /** Of a fault of ours, by which the log has it. */
  readonly requestId?: string;
};

/** Express knows an error handler by its four parameters. */
export function answerProblems({ deps, assets }: OuterContext): ErrorRequestHandler {
  return (thrown: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const answer = answerOf(thrown, request.path, response.locals['requestId'] as string | undefined);
    const reason = thrown instanceof PageProblem ? thrown.reason : deps.asRefusal(thrown).reason;
    if (reason !== undefined) deps.noteRefusal(response, reason);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    // A part of a page stays as it was until the next refresh succeeds.
    if (request.get('HX-Request') === 'true') {
      response.status(answer.status).end();
      return;
    }
    const operator = response.locals['operator'] as Operator | undefined;
    const frame = { assets, ...(operator === undefined ? {} : { formToken: operator.formToken }) };
    sendPage(response, <ProblemPage frame={frame} {...answer} />, answer.status);
  };

  function answerOf(thrown: unknown, path: string, requestId: string | undefined): Answer {
    if (thrown instanceof PageProblem) return thrown;
    if (thrown instanceof URIError)
      return new PageProblem(400, 'There is no such page', 'The address is not well-formed.');
    const error = deps.asRefusal(thrown);
    const { status, sentence, help } = error.refusal;
    const named = status >= 500 && requestId !== undefined ? { requestId } : {};
    if (status >= 500) deps.report(error.cause ?? error, { reason: error.reason, path, ...named });
    return {
      status,
      title: sentence,
      help,
      ...named,
      ...(error.evidence.reason === undefined ? {} : { detail: error.evidence.reason }),
    };
  }
}
