/** A thread that looks: it reads what a run holds and works out what takes its time, from a store that it opens for itself. */
import { type Looker, lookerOf } from "../../app/look/looker.js";
import type { GraphStore } from "../../ports/store.js";
import { buffersOf } from "../../threads/buffers.js";
import { moved, serve, threadData } from "../../threads/serve.js";

/** A data folder that another thread answers for; null: the services of the environment. */
export type LookData = { dir: string; keyCheck: string } | null;

let opened: Promise<Looker> | null = null;

async function looker(): Promise<Looker> {
  opened ??= open(threadData<LookData>()).then(lookerOf);
  try {
    return await opened;
  } catch (error) {
    opened = null;
    throw error;
  }
}

async function open(data: LookData): Promise<GraphStore> {
  if (data === null) {
    const { openServices } = await import("../../adapters/services.js");
    return (await openServices(process.env)).store;
  }
  const { openHeld } = await import("../../adapters/socket/client.js");
  const { TransientError } = await import("../../errors.js");
  const store = await openHeld(data.dir, data.keyCheck);
  if (store === null) throw new TransientError(`nobody answers for ${data.dir}: try again`);
  return store;
}

const tasks: Looker = {
  async gather(info) {
    const gathered = await (await looker()).gather(info);
    return moved(gathered, buffersOf(gathered));
  },
  draw: async (undrawn) => (await looker()).draw(undrawn),
  ties: async (asked) => (await looker()).ties(asked),
  path: async (asked) => (await looker()).path(asked),
  explain: async (asked) => (await looker()).explain(asked),
  evidence: async (asked) => (await looker()).evidence(asked),
  strike: async (asked) => (await looker()).strike(asked),
};

export type LookTasks = { [Task in keyof Looker]: Looker[Task] };

serve(tasks as LookTasks);
