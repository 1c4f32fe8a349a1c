#!/usr/bin/env node
/**
 * The command `cautery`: arguments -> one command of this folder. Exits 0 where the job was done, 1 where not, 2 where it was called
 * wrongly.
 */
import { Command, CommanderError } from "commander";
import { UsageError } from "../errors.js";
import { printable } from "../tools/mask.js";

const program = new Command("cautery")
  .description("Finds the operator behind a flood of fraudulent accounts.")
  .showHelpAfterError("(cautery --help lists the commands, cautery COMMAND --help says what one takes)")
  .exitOverride();

/** By what a person comes for. */
const COMMANDS: Readonly<Record<string, Readonly<Record<string, () => Promise<Command>>>>> = {
  "Find and look:": {
    run: async () => (await import("./commands/run.js")).runCommand(),
    show: async () => (await import("./commands/show.js")).showCommand(),
    explain: async () => (await import("./commands/explain.js")).explainCommand(),
    timeline: async () => (await import("./commands/timeline.js")).timelineCommand(),
    runs: async () => (await import("./commands/runs.js")).runsCommand(),
    resolve: async () => (await import("./commands/resolve.js")).resolveCommand(),
  },
  "What is known:": {
    judge: async () => (await import("./commands/judge.js")).judgeCommand(),
    operators: async () => (await import("./commands/operators.js")).operatorsCommand(),
    share: async () => (await import("./commands/share.js")).shareCommand(),
    calibrate: async () => (await import("./commands/calibrate.js")).calibrateCommand(),
  },
  "Act on clusters:": {
    suspend: async () => (await import("./commands/enforcement/suspend.js")).suspendCommand(),
    batches: async () => (await import("./commands/enforcement/batches.js")).batchesCommand(),
    batch: async () => (await import("./commands/enforcement/batches.js")).batchCommand(),
    approve: async () => (await import("./commands/enforcement/decide.js")).approveCommand(),
    deny: async () => (await import("./commands/enforcement/decide.js")).denyCommand(),
    execute: async () => (await import("./commands/enforcement/execute.js")).executeCommand(),
    pause: async () => (await import("./commands/enforcement/execute.js")).pauseCommand(),
    resume: async () => (await import("./commands/enforcement/execute.js")).resumeCommand(),
    halt: async () => (await import("./commands/enforcement/execute.js")).haltCommand(),
    reverse: async () => (await import("./commands/enforcement/execute.js")).reverseCommand(),
    appeal: async () => (await import("./commands/enforcement/decide.js")).appealCommand(),
    appeals: async () => (await import("./commands/enforcement/decide.js")).appealsCommand(),
    decide: async () => (await import("./commands/enforcement/decide.js")).decideCommand(),
    audit: async () => (await import("./commands/enforcement/audit.js")).auditCommand(),
    people: async () => (await import("./commands/enforcement/people.js")).peopleCommand(),
  },
  "Over HTTP:": {
    serve: async () => (await import("./commands/access/serve.js")).serveCommand(),
    tokens: async () => (await import("./commands/access/tokens.js")).tokensCommand(),
  },
  "As services:": {
    worker: async () => (await import("./commands/worker.js")).workerCommand(),
    ingest: async () => (await import("./commands/ingest.js")).ingestCommand(),
    recluster: async () => (await import("./commands/recluster.js")).reclusterCommand(),
    export: async () => (await import("./commands/export.js")).exportCommand(),
    "dead-letters": async () => (await import("./commands/dead-letters.js")).deadLettersCommand(),
  },
  "Try and measure:": {
    demo: async () => (await import("./commands/demo.js")).demoCommand(),
    simulate: async () => (await import("./commands/simulate.js")).simulateCommand(),
    evaluate: async () => (await import("./commands/evaluate.js")).evaluateCommand(),
    communities: async () => (await import("./commands/communities.js")).communitiesCommand(),
    doctor: async () => (await import("./commands/doctor.js")).doctorCommand(),
  },
};

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
