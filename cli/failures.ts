/** How a command can fail, and what the shell is told. */

export const EXIT = { ok: 0, refused: 1, usage: 2, unreachable: 3, interrupted: 130 } as const;

/** The command line says something that cannot be done. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

/** The API answered that it will not do this; `body` is its answer. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: number,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(String(body['error_description'] ?? body['error'] ?? `The API answered ${status}`));
  }
}

/** The API gave no answer, or one that says to come back later. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** The command did what it was asked, and what it shows is not all well; it has said so itself. */
export class NotAllDone extends Error {
  override readonly name = 'NotAllDone';
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageFault) return EXIT.usage;
  if (error instanceof Unreachable) return EXIT.unreachable;
  return EXIT.refused;
}

/** For people, on several lines; never anything of the request's header. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Refused)) return (error as Error).message;
  const { reason, help, detail, problems } = error.body;
  const named = reason === undefined ? '' : ` (${String(reason)})`;
  const listed = Array.isArray(problems)
    ? problems.map(
        (one: Record<string, unknown>) => `  ${String(one['path'])}: ${String(one['message'] ?? one['problem'])}`,
      )
    : [];
  return [error.message + named, detail, ...listed, help].filter((one) => one !== undefined).join('\n');
}
