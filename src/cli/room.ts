/** Inputs, what a store holds, and two folders -> whether the job fits this machine: found out before anything is read. */
import { roomOf } from "../adapters/machine.js";
import { PermanentError } from "../errors.js";
import type { Input } from "../event/input.js";
import { type Load, loadOf, type Need, needInWords, needOf, type Room, shortages } from "../model/need.js";
import type { GraphStore } from "../ports/store.js";

type Known = Pick<GraphStore, "mark" | "counts" | "currentRun">;

/** Throws a `PermanentError` that names the figures. What a stream brings nobody knows, so it is left out. */
export async function refuseTooLarge(store: Known, inputs: readonly Input[], folders: { data: string; out: string }): Promise<void> {
  refuseShort(await jobOf(store, inputs), await roomOf(folders));
}

export interface Job {
  need: Need;
  accounts: number;
}

/** What was read before does not count again. */
export async function jobOf(store: Known | null, inputs: readonly Input[]): Promise<Job> {
  const known = await knownIn(store);
  const files = await Promise.all(
    inputs.map(async ({ source, size, encoding }) => ({
      size,
      isCompressed: encoding !== "plain" && encoding !== "stream",
      done: (await store?.mark(source))?.offset ?? 0,
    })),
  );
  const fresh = loadOf(files, known);
  return { need: needOf(fresh, known), accounts: fresh.accounts + known.accounts };
}

/** Accounts as the last run counted them; where none was saved, as many as a new folder's events are of. */
async function knownIn(store: Known | null): Promise<Load> {
  if (!store) return { events: 0, accounts: 0 };
  const { accepted } = await store.counts();
  return { events: accepted, accounts: (await store.currentRun())?.accounts ?? 0 };
}

export function refuseShort({ need, accounts }: Job, room: Room): void {
  const short = shortages(need, room);
  if (short.length === 0) return;
  throw new PermanentError(
    `this machine is too small for the job: by the files' size, ${needInWords(need, accounts)}\n` +
      `${short.map((each) => `  ${each}\n`).join("")}or start it all the same, with --regardless`,
  );
}
