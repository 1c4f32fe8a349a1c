/** `cautery recluster`: asks the workers for a clustering of all that is applied, and waits until it stands where asked. */
import { Command } from "commander";
import { recluster } from "../../app/recluster.js";
import { hint, withServices } from "../services.js";

export function reclusterCommand(): Command {
  return new Command("recluster")
    .description("Asks the workers of the services for a full clustering.")
    .option("--wait", "return when the clusters stand")
    .action(({ wait = false }: { wait?: boolean }) => withServices((services) => recluster(services, { wait, onHint: hint })));
}
