/** `cautery recluster`: asks the workers for a clustering of all that is applied, and waits until it stands where asked. */
import { setTimeout as pause } from "node:timers/promises";
import { Command } from "commander";
import type { Services } from "../../adapters/services.js";
import { PermanentError } from "../../errors.js";
import type { DeadLetter } from "../../ports/queue.js";
import { withServices } from "../services.js";

const POLL_MS = 200;
const HINT_MS = 60_000;

export function reclusterCommand(): Command {
  return new Command("recluster")
    .description("Asks the workers of the services for a full clustering.")
    .option("--wait", "return when the clusters stand")
    .action(recluster);
}

async function recluster({ wait }: { wait?: boolean }): Promise<void> {
  await withServices(async (services) => {
    const known = await failures(services);
    const request = await services.store.request();
    await services.queue.add("recluster", { id: "asked", data: {} });
    if (wait) await answered(services, request, new Set(known.map(nameOf)));
  });
}

async function answered(services: Services, request: number, known: ReadonlySet<string>): Promise<void> {
  let hintAt = Date.now() + HINT_MS;
  while ((await services.store.requests()).answered < request) {
    const failed = (await failures(services)).find((letter) => !known.has(nameOf(letter)));
    if (failed) throw new PermanentError(`the clustering failed: ${failed.error} (then: cautery dead-letters replay)`);
    if (Date.now() > hintAt) {
      console.error("cautery: no clusters yet; is a worker running? (cautery worker all)");
      hintAt = Date.now() + HINT_MS;
    }
    await pause(POLL_MS);
  }
}

const failures = async ({ queue }: Services) => (await queue.deadLetters()).filter((letter) => letter.queue === "recluster");
const nameOf = ({ id, failedAt }: DeadLetter) => `${id} ${failedAt}`;
