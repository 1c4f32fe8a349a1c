/** The contract of carrying out batches, on Neo4j and BullMQ, by a worker. */
import { afterAll } from "vitest";
import { openServices } from "../../src/adapters/services.js";
import { Journal } from "../../src/app/enforcement/journal.js";
import { silentLog } from "../../src/ports/log.js";
import { suspendRole } from "../../workers/suspend.js";
import { team } from "../app/enforcement/team.js";
import { enforcementContract } from "../contracts/enforcement.js";
import { describeWith, lease } from "../setup/lease.js";
import { Fleet } from "./fleet.js";

const redis = await lease("redis");
const neo4j = await lease("neo4j");

describeWith(
  [redis, neo4j],
  "on services",
  () => {
    const fleet = new Fleet(redis, neo4j);
    afterAll(() => fleet.close());

    enforcementContract(
      async (run, options) => {
        await fleet.renew();
        const services = await openServices(fleet.env);
        const { store, queue, key } = services;
        const stopping = new AbortController();
        return team(run, options, {
          store,
          key,
          async work({ platform }) {
            const role = suspendRole(services, stopping.signal, Date, silentLog, () => platform);
            queue.work("suspend", role.take);
            return async () => {
              await role.tick();
              const journal = new Journal({ store, clock: Date, key });
              const isAtWork = async () =>
                [...(await journal.state()).batches.values()].some(({ state }) => state === "executing" || state === "reversing");
              while ((await isAtWork()) || (await queue.depth("suspend")) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
            };
          },
          async close() {
            stopping.abort();
            await services.close();
          },
        });
      },
      { ordered: false },
    );
  },
  120_000,
);
