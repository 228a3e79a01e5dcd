/** One line a step: who did what, how it was answered, and what that means. */
const hasColour = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
const paint = (codes: string, text: string): string => (hasColour ? `\u001b[${codes}m${text}\u001b[0m` : text);

const ACTOR_WIDTH = 11;
const ACTION_WIDTH = 34;

export function heading(text: string): void {
  console.log(`\n${paint('1', text)}\n`);
}

export function step(actor: 'wallet' | 'back office', action: string, answer: string, meaning: string): void {
  const who = paint(actor === 'wallet' ? '36' : '35', actor.padEnd(ACTOR_WIDTH));
  console.log(`  ${who}  ${action.padEnd(ACTION_WIDTH)}  ${paint('32', answer.padEnd(3))}  ${meaning}`);
}

export function note(text: string): void {
  console.log(`  ${' '.repeat(ACTOR_WIDTH)}  ${paint('2', text)}`);
}
