/** A failure that is told in one line, without a stack. */
export class DemoFailure extends Error {}

export function unreachable(url: string, error: unknown): DemoFailure {
  const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
  return new DemoFailure(
    `Nothing answers at ${new URL(url).origin} (${cause}). Run "npm start" in another terminal first, or set VOUCHSAFE_PUBLIC_URL and VOUCHSAFE_PRIVATE_URL.`,
  );
}
