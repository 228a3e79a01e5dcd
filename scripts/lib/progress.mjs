// @ts-check
/** Steps shorter than this are not worth a word. */
const QUIET_MS = 1500;
const REMINDER_MS = 10_000;

/**
 * Runs a step that may take long: says so when it does, reminds while it lasts, and says how long it took.
 * @template T
 * @param {string} what for example "Installing npm packages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(what, work) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  console.log(`  … ${what}`);
  const reminder = setInterval(() => console.log(`  … ${what}: still busy after ${seconds()} s`), REMINDER_MS);
  try {
    const result = await work();
    if (Date.now() - began > QUIET_MS) console.log(`  ✓ ${what} (${seconds()} s)`);
    return result;
  } finally {
    clearInterval(reminder);
  }
}
