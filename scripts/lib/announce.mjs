// @ts-check
/** What `npm start` says in the terminal. */
import { relative } from 'node:path';
import qrcode from 'qrcode';
import { root } from './settings.mjs';

/** Our logger writes the words, pino's default the numbers. @type {Record<string | number, string>} */
const SHOWN = { warn: 'warning', error: 'error', fatal: 'fatal', 40: 'warning', 50: 'error', 60: 'fatal' };

/**
 * Warnings and worse of api and worker; the rest is in their log files. So is a line that is no log record: when it tells
 * of a crash, the end of the process shows it.
 * @param {string} part @param {string} line
 */
export function printServiceLine(part, line) {
  const record = parseRecord(line);
  const shown = SHOWN[record?.level ?? ''];
  if (shown) console.error(`  [${part}] ${shown}: ${record?.msg ?? line}`);
}

/** @param {string} line @returns {{level?: string | number, msg?: string} | undefined} */
function parseRecord(line) {
  try {
    return JSON.parse(line) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {{stack: import('./stack.mjs').ProcessStack, adminKey: string | undefined,
 *   offer: Awaited<ReturnType<typeof import('./demo-offer.mjs').createDemoOffer>>}} ready
 */
export async function printReady({ stack, adminKey, offer }) {
  const { plan, addresses } = stack;
  const lines = [
    ['Public URL', addresses.publicUrl],
    ['Console', `${addresses.privateUrl}/console`],
    [
      'Temporal UI',
      plan.temporalAddress ? `(of ${plan.temporalAddress})` : `http://127.0.0.1:${plan.ports.temporalUi}`,
    ],
    ['Admin key', adminKey ?? 'as set in VOUCHSAFE_ADMIN_KEY'],
    ['Logs, data', relative(root, plan.dataDir) || plan.dataDir],
  ];
  console.log('\nVouchsafe is ready.\n');
  for (const [name = '', value] of lines) console.log(`  ${name.padEnd(12)} ${value}`);
  if ('failure' in offer) {
    console.warn(`\n  ! The demo offer could not be made: ${offer.failure}`);
  } else {
    const code = await qrcode.toString(offer.credential_offer_deep_link, { type: 'terminal', small: true });
    console.log(
      `\n  A credential offer to try, for a wallet to scan or open:\n\n  ${offer.credential_offer_deep_link}\n`,
    );
    console.log(code);
    console.log(`  Its session: ${offer.console_url}`);
  }
  console.log('\n  Ctrl-C stops everything; the data stays.\n');
}
