#!/usr/bin/env node
/** The command `cautery`: arguments -> one command of this folder. Exits 0 where the job was done, 1 where not, 2 where it was called wrongly. */
import { Command, CommanderError } from "commander";
import { UsageError } from "../errors.js";
import { calibrateCommand } from "./calibrate.js";
import { communitiesCommand } from "./communities.js";
import { deadLettersCommand } from "./dead-letters.js";
import { demoCommand } from "./demo.js";
import { doctorCommand } from "./doctor.js";
import { evaluateCommand } from "./evaluate.js";
import { explainCommand } from "./explain.js";
import { exportCommand } from "./export.js";
import { ingestCommand } from "./ingest.js";
import { judgeCommand } from "./judge.js";
import { operatorsCommand } from "./operators.js";
import { reclusterCommand } from "./recluster.js";
import { resolveCommand } from "./resolve.js";
import { runCommand } from "./run.js";
import { shareCommand } from "./share.js";
import { showCommand } from "./show.js";
import { simulateCommand } from "./simulate.js";
import { workerCommand } from "./worker.js";

const program = new Command("cautery")
  .description("Finds the operator behind a flood of fraudulent accounts.")
  .showHelpAfterError("(cautery --help lists the commands, cautery COMMAND --help says what one takes)")
  .exitOverride();

/** By what a person comes for. */
const commands: Record<string, Command[]> = {
  "Find and look:": [runCommand(), showCommand(), explainCommand(), resolveCommand()],
  "What is known:": [judgeCommand(), operatorsCommand(), shareCommand(), calibrateCommand()],
  "As services:": [workerCommand(), ingestCommand(), reclusterCommand(), exportCommand(), deadLettersCommand()],
  "Try and measure:": [demoCommand(), simulateCommand(), evaluateCommand(), communitiesCommand(), doctorCommand()],
};
for (const [group, members] of Object.entries(commands)) {
  for (const command of members) program.addCommand(strict(command).helpGroup(group));
}

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
  console.error(`cautery: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.CAUTERY_DEBUG && error instanceof Error) console.error(error.stack, error.cause ?? "");
  return error instanceof UsageError ? 2 : 1;
}
