/** `--data DIR`, or the services of the environment -> what the API is served with, and how all of it is closed. */
import { Shelf } from "../../app/look/shelf.js";
import { recluster } from "../../app/recluster.js";
import { UsageError } from "../../errors.js";
import type { Serving } from "../../http/serving.js";
import { pseudonymiser } from "../../indicator/normalise/pseudonym.js";
import type { Log } from "../../ports/log.js";
import { policyFromEnvironment } from "../enforcing.js";
import { Carrier } from "./carrier.js";
import { Clustering } from "./clustering.js";

export interface Composed {
  serving: Serving;
  /** In words: what it stands on. */
  of: string;
  close(): Promise<void>;
}

export async function compose({ data }: { data?: string }, log: Log): Promise<Composed> {
  if (data !== undefined) return await ofFolder(data, log);
  if (process.env.NEO4J_URI) return await ofServices(log);
  throw new UsageError(
    "what is to be served? give --data DIR (as `cautery run` was given), or set NEO4J_URI and REDIS_URL for the services",
  );
}

async function ofFolder(data: string, log: Log): Promise<Composed> {
  const { openFolder } = await import("../../adapters/folder.js");
  const { ordersIn } = await import("../../adapters/files/orders.js");
  const { openPlatform } = await import("../../adapters/platform/open.js");
  const policy = await policyFromEnvironment();
  const { store, key } = await openFolder(data);
  const clock = Date;
  const platform = openPlatform(process.env);
  const carrier = new Carrier({ store, clock, key, platform, log, orders: ordersIn(data) });
  const clustering = new Clustering(data, log);
  const shelf = new Shelf(store, clock);
  return {
    of: data,
    serving: {
      store,
      clock,
      key,
      pseudonymise: pseudonymiser(key),
      log,
      shelf,
      target: platform.target,
      policy,
      carryOut: () => carrier.kick(),
      cluster: () => clustering.start(),
    },
    async close() {
      await clustering.close();
      await carrier.close();
      await store.close();
    },
  };
}

/** Workers carry out what is asked: this process only asks them. */
async function ofServices(log: Log): Promise<Composed> {
  const { openServices } = await import("../../adapters/services.js");
  const { openPlatform } = await import("../../adapters/platform/open.js");
  const policy = await policyFromEnvironment();
  const services = await openServices(process.env, { log });
  const { store, queue, key } = services;
  const clock = Date;
  const platform = openPlatform(process.env);
  const { target } = platform;
  await platform.close();
  return {
    of: "the services",
    serving: {
      store,
      clock,
      key,
      pseudonymise: pseudonymiser(key),
      log,
      shelf: new Shelf(store, clock),
      target,
      policy,
      carryOut() {
        queue
          .add("suspend", { id: "suspend", data: {} })
          .catch((error: Error) => log.warn("workers could not be told of a batch; they look for themselves", { error }));
      },
      async cluster() {
        const { asked, answered } = await store.requests();
        await recluster({ ...services, clock }, { wait: false, onHint: () => {} });
        return { state: asked > answered ? "running" : "started" };
      },
    },
    close: () => services.close(),
  };
}
