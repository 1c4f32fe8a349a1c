/** `cautery dead-letters`: the jobs that could not succeed, as NDJSON, and back into their queues once the cause is mended. */
import { Command } from "commander";
import type { Services } from "../../ports/services.js";
import { withServices } from "../services.js";

export function deadLettersCommand(): Command {
  const command = new Command("dead-letters")
    .exitOverride()
    .description("Lists the services' jobs that could not succeed, and replays them.");
  command
    .command("list", { isDefault: true })
    .description("prints each as a line of JSON: queue, id, error, failed_at, data, stack")
    .action(() => withServices(list));
  command
    .command("replay")
    .description("puts them back into their queues")
    .argument("[ids...]", "which; all where none is named")
    .action((ids: string[]) =>
      withServices(async ({ queue }) => {
        console.log(`${await queue.replay(ids.length > 0 ? ids : undefined)} replayed`);
      }),
    );
  return command;
}

async function list({ queue }: Services): Promise<void> {
  for (const { queue: name, id, error, failedAt, data, stack } of await queue.deadLetters()) {
    console.log(JSON.stringify({ queue: name, id, error, failed_at: new Date(failedAt).toISOString(), data, stack }));
  }
}
