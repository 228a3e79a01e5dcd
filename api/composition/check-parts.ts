/** Which of the parts the API depends on are there. */
export async function checkParts<Part extends string>(
  checks: Readonly<Record<Part, () => Promise<void>>>,
): Promise<Record<Part, 'up' | 'down'>> {
  const entries = Object.entries<() => Promise<void>>(checks).map(async ([name, check]) => {
    const state = await check().then(
      () => 'up' as const,
      () => 'down' as const,
    );
    return [name, state] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<Part, 'up' | 'down'>;
}
