// @ts-check
/** A failure a person can act on: one line that says what to do, printed without a stack. */
export class Problem extends Error {}

/**
 * Runs a script's main function; a Problem ends it with its line, anything else with the stack it deserves.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Problem ? `\n✗ ${error.message}\n` : error);
    process.exitCode = 1;
  }
}
