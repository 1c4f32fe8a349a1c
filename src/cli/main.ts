#!/usr/bin/env node
/**
 * The command `cautery`: arguments -> one command of this folder. Exits 0 where the job was done, 1 where not, 2 where it was called
 * wrongly.
 */
import { Command, CommanderError } from "commander";
import { UsageError } from "../errors.js";
import { printable } from "../tools/mask.js";
import { COMMANDS } from "./command-table.js";

const program = new Command("cautery")
  .description("Finds the operator behind a flood of fraudulent accounts.")
  .showHelpAfterError("(cautery --help lists the commands, cautery COMMAND --help says what one takes)")
  .exitOverride();

/** Only what was asked for is loaded: all of it takes most of a second. */
const asked = process.argv[2] ?? "";
const isKnown = Object.values(COMMANDS).some((commands) => Object.hasOwn(commands, asked));
for (const [group, commands] of Object.entries(COMMANDS)) {
  for (const [name, load] of Object.entries(commands))
    if (!isKnown || name === asked) program.addCommand(strict(await load()).helpGroup(group));
}

// who reads what is said may have gone: `cautery show | head`
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : exitCodeOf(error)));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** A wrong call of a command, or of one below it, is told with its help and comes back as an error. */
function strict(command: Command): Command {
  for (const below of command.commands) strict(below);
  return command.exitOverride().showHelpAfterError();
}

/** Says what went wrong on standard error, and gives the exit code for it. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has said it
  console.error(printable(`cautery: ${error instanceof Error ? error.message : String(error)}`));
  if (process.env.CAUTERY_DEBUG && error instanceof Error) console.error(error.stack, error.cause ?? "");
  return error instanceof UsageError ? 2 : 1;
}
