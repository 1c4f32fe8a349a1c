/** `--data DIR`, or the services of the environment -> what the API is served with, and how all of it is closed. */
import { openIntake } from "../../app/intake.js";
import type { Looker } from "../../app/look/looker.js";
import { Shelf } from "../../app/look/shelf.js";
import { recluster } from "../../app/recluster.js";
import { asError, UsageError } from "../../errors.js";
import type { Serving } from "../../http/serving.js";
import { keyCheck, pseudonymiser } from "../../indicator/normalise/pseudonym.js";
import type { Policy } from "../../model/enforcement/policy.js";
import type { Log } from "../../ports/log.js";
import type { Job, QueueName } from "../../ports/queue.js";
import type { GraphStore } from "../../ports/store.js";
import { policyFromEnvironment } from "../enforcing.js";
import { openLayouts } from "../report-layouts.js";
import { Carrier } from "./carrier.js";
import { Clustering } from "./clustering.js";
import { holdFolder } from "./folder.js";
import { lookingOn } from "./looking.js";

export interface Composed {
  serving: Serving;
  /** In words: what it stands on. */
  of: string;
  close(): Promise<void>;
}

export interface ComposeOptions {
  data?: string;
  /** As browsers write it. */
  baseUrl?: string;
}

export async function compose({ data, baseUrl }: ComposeOptions, log: Log): Promise<Composed> {
  const policy = await policyFromEnvironment();
  const layouts = await openLayouts();
  const signIn = await signInBy(baseUrl, policy);
  if (data !== undefined) return await ofFolder(data, { log, policy, signIn, layouts });
  if (process.env.NEO4J_URI) return await ofServices({ log, policy, signIn, layouts });
  throw new UsageError(
    "what is to be served? give --data DIR (as `cautery run` was given), or set NEO4J_URI and REDIS_URL for the services",
  );
}

type Given = Pick<Serving, "log" | "policy" | "signIn" | "layouts">;

/** Throws where the provider of identities that the environment names is none: nobody could sign in, and would not learn why. */
async function signInBy(baseUrl: string | undefined, policy: Policy): Promise<Serving["signIn"]> {
  const { signInSettings } = await import("../../adapters/oidc/settings.js");
  const settings = await signInSettings(process.env, baseUrl, policy);
  if (settings === null) return null;
  const { openProvider } = await import("../../adapters/oidc/provider.js"); // not light
  return { provider: await openProvider(settings.provider, Date), rules: settings.rules };
}

async function ofFolder(data: string, given: Given): Promise<Composed> {
  const { log } = given;
  const { ordersIn } = await import("../../adapters/files/orders.js");
  const { openDelivery } = await import("../../adapters/delivery/open.js");
  const { openPlatform } = await import("../../adapters/platform/open.js");
  const delivery = openDelivery(process.env);
  const folder = await holdFolder(data, log);
  const { store, key } = folder;
  const intake = openIntake({ store, clock: Date, key });
  const clock = Date;
  const platform = openPlatform(process.env);
  const carrier = new Carrier({ store, clock, key, platform, log, orders: ordersIn(data) });
  const clustering = new Clustering(data, log);
  const looking = lookingOn({ dir: data, keyCheck: keyCheck(key) });
  const ties: Looker["ties"] = ({ account, run, cluster }) => store.tiesOf(account, run, cluster); // the folder's thread holds what it read
  const shelf = shelfOf(store, log, { ...looking.looker, ties });
  return {
    of: data,
    serving: {
      ...given,
      store,
      clock,
      key,
      board: null,
      pseudonymise: pseudonymiser(key),
      shelf,
      intake,
      target: platform.target,
      delivery,
      carryOut: () => carrier.kick(),
      cluster: () => clustering.start(),
    },
    async close() {
      await clustering.close();
      await carrier.close();
      await intake.close();
      await looking.close();
      await folder.close();
    },
  };
}

/** Workers carry out what is asked: this process only asks them. */
async function ofServices(given: Given): Promise<Composed> {
  const { log } = given;
  const { openServices } = await import("../../adapters/services.js");
  const { openDelivery } = await import("../../adapters/delivery/open.js");
  const { openPlatform } = await import("../../adapters/platform/open.js");
  const { NEWS } = await import("../../../workers/role.js");
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
  const looking = lookingOn(null);
  const { target } = platform;
  await platform.close();
  return {
    of: "the services",
    serving: {
      ...given,
      store,
      clock,
      key,
      board: services.board,
      pseudonymise: pseudonymiser(key),
      shelf: shelfOf(store, log, looking.looker),
      intake,
      target,
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
      await looking.close();
      await services.close();
    },
  };
}

const shelfOf = (store: GraphStore, log: Log, looker: Looker): Shelf =>
  new Shelf(store, Date, {
    looker,
    onFailure: (failure) => log.warn("a new run could not be read, and will be again", { error: asError(failure) }),
  });
