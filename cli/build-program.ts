/** The command line as a whole; `docs/cli.md` is made from its help. */
import { Command } from 'commander';
import { bulkCommands } from './commands/bulk.js';
import { claimsCommands } from './commands/claims.js';
import { credentialCommands } from './commands/credentials.js';
import { eventCommands } from './commands/events.js';
import { exportCommand } from './commands/export.js';
import { inboxCommands } from './commands/inbox.js';
import { keyCommands } from './commands/keys.js';
import { sessionCommands } from './commands/sessions.js';
import type { Terminal } from './terminal.js';

const WIDTH = 100;

export function buildProgram(terminal: Terminal): Command {
  const program = new Command('vouchsafe')
    .description('The back office of Vouchsafe on the command line.')
    .addCommand(sessionCommands(terminal))
    .addCommand(claimsCommands(terminal))
    .addCommand(inboxCommands(terminal))
    .addCommand(credentialCommands(terminal))
    .addCommand(bulkCommands(terminal))
    .addCommand(eventCommands(terminal))
    .addCommand(exportCommand(terminal))
    .addCommand(keyCommands(terminal));
  for (const command of everyCommand(program))
    command
      .exitOverride()
      .helpCommand(false)
      .configureOutput({
        writeOut: (text) => void terminal.stdout.write(text),
        writeErr: (text) => void terminal.stderr.write(text),
        getOutHelpWidth: () => WIDTH,
        getErrHelpWidth: () => WIDTH,
        getOutHasColors: () => false,
        getErrHasColors: () => false,
      })
      .showHelpAfterError('(add --help for what there is)');
  return program;
}

export function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap((one) => everyCommand(one as Command))];
}
