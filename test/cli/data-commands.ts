/** The table of commands -> all that take `--data`, those below others too, as they are called. */
import type { Command } from "commander";
import { COMMANDS } from "../../src/cli/command-table.js";

export async function dataCommands(): Promise<string[]> {
  const loads = Object.values(COMMANDS).flatMap((group) => Object.values(group));
  const commands = await Promise.all(loads.map((load) => load()));
  return commands.flatMap((command) => named(command, command.name())).sort();
}

function named(command: Command, name: string): string[] {
  const below = command.commands.flatMap((each) => named(each, `${name} ${each.name()}`));
  const takesData = command.options.some(({ long }) => long === "--data");
  return takesData ? [name, ...below] : below;
}
