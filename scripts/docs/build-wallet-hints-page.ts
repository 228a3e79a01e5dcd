/** docs/wallet-hints.md: the known mistakes of wallets that the session's log names by itself. */
import { walletHints } from '../../protocol/errors/wallet-hints.js';
import { code, GENERATED, table } from './markdown.js';

const intro = `# Wallet hints

${GENERATED}

Some mistakes are made by many wallets, because a library of a certain age makes them. Where a refused request looks
like one of those, its record in the session's log has a \`hint\` beside \`reason\` and \`help\`: the likely cause, and what to do
about it. The hint is for the operator and the wallet's vendor. The wallet itself is told nothing more than before, and a
hint never repeats anything the wallet sent. It is a guess from the shape of the request: where none of these applies,
\`help\` still says what the protocol asks for. What is refused, and how, is in [errors.md](errors.md).`;

export function buildWalletHintsPage(): string {
  const rows = walletHints.map(({ mistake, seenIn, reasons, hint }) => [
    mistake,
    seenIn,
    reasons.map(code).join(', '),
    hint,
  ]);
  return `${intro}\n\n${table(['Mistake', 'Seen in', 'Refused as', 'Likely cause, and cure'], rows)}\n`;
}
