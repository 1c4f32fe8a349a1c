/** `--data DIR`, or the services of the environment -> what the API is served with, and how all of it is closed. */
import { openIntake } from "../../app/intake.js";
import { Shelf } from "../../app/look/shelf.js";
import { recluster } from "../../app/recluster.js";
import { asError, UsageError } from "../../errors.js";
import type { Serving } from "../../http/serving.js";
import { keyCheck, pseudonymiser } from "../../indicator/normalise/pseudonym.js";
import type { Log } from "../../ports/log.js";
import type { Job, QueueName } from "../../ports/queue.js";
import type { GraphStore } from "../../ports/store.js";
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
  const { ownFolder, refuseNewFolder } = await import("../../adapters/folder.js");
  const { ordersIn } = await import("../../adapters/files/orders.js");
  const { openDelivery } = await import("../../adapters/delivery/open.js");
  const { openPlatform } = await import("../../adapters/platform/open.js");
  const policy = await policyFromEnvironment();
  const delivery = openDelivery(process.env);
  const { answerStore } = await import("../../adapters/socket/server.js");
  refuseNewFolder(data);
  const { store, key } = await ownFolder(data);
  const answering = await answerStore(store, data, keyCheck(key));
  const intake = openIntake({ store, clock: Date, key });
  const clock = Date;
  const platform = openPlatform(process.env);
  const carrier = new Carrier({ store, clock, key, platform, log, orders: ordersIn(data) });
  const clustering = new Clustering(data, log);
  const shelf = shelfOf(store, log);
  return {
    of: data,
    serving: {
      store,
      clock,
      key,
      pseudonymise: pseudonymiser(key),
      log,
      shelf,
      intake,
      target: platform.target,
      policy,
      delivery,
      carryOut: () => carrier.kick(),
      cluster: () => clustering.start(),
    },
    async close() {
      await clustering.close();
      await carrier.close();
      await intake.close();
      await answering.close();
      await store.close();
    },
  };
}

/** Workers carry out what is asked: this process only asks them. */
async function ofServices(log: Log): Promise<Composed> {
  const { openServices } = await import("../../adapters/services.js");
  const { openDelivery } = await import("../../adapters/delivery/open.js");
  const { openPlatform } = await import("../../adapters/platform/open.js");
  const { NEWS } = await import("../../../workers/role.js");
  const policy = await policyFromEnvironment();
  const delivery = openDelivery(process.env);
  const services = await openServices(process.env, { log });
  const { store, queue, key } = services;
  const tell = (name: QueueName, job: Job): void => {
    queue
      .add(name, job)
      .catch((error: Error) => log.warn("workers could not be told of what came; they look for themselves", { queue: name, error }));
  };
  const clock = Date;
  const platform = openPlatform(process.env);
  const intake = openIntake({ store, clock, key }, { onNews: () => tell("place", NEWS) });
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
      shelf: shelfOf(store, log),
      intake,
      target,
      policy,
      delivery,
      carryOut: () => tell("suspend", { id: "suspend", data: {} }),
      async cluster() {
        const { asked, answered } = await store.requests();
        await recluster({ ...services, clock }, { wait: false, onHint: () => {} });
        return { state: asked > answered ? "running" : "started" };
      },
    },
    async close() {
      await intake.close();
      await services.close();
    },
  };
}

const shelfOf = (store: GraphStore, log: Log): Shelf =>
  new Shelf(store, Date, (failure) => log.warn("a new run could not be read, and will be again", { error: asError(failure) }));
