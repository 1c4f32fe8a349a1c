/** `--data DIR` or the environment -> what commands that act on clusters work with; and whoever signs. */
import { Command, Option } from "commander";
import type { ControlPorts } from "../app/enforcement/control.js";
import { takeOrders } from "../app/enforcement/execute/watch.js";
import { Journal } from "../app/enforcement/journal.js";
import { type Sign, signWith } from "../app/enforcement/sign.js";
import { personName, reasonText } from "../enforcement/acts.js";
import { UsageError } from "../errors.js";
import type { Policy } from "../model/enforcement/policy.js";
import type { Orders } from "../ports/orders.js";
import { printable } from "../tools/mask.js";
import { type StoreOptions, storeOption } from "./store.js";

export interface EnforcingOptions extends StoreOptions {
  json?: true;
}

export interface Enforcing extends ControlPorts {
  /** Of a data folder; null on services. */
  orders: Orders | null;
}

/** A command with the options that all of these take. */
export function enforcing(name: string, description: string): Command {
  return storeOption(new Command(name).description(description)).option("--json", "print one JSON object");
}

/**
 * Opens the store, takes in what was asked for while it was held, lends it to `use`, and closes it whatever happens. `mayMake`: a folder
 * that is missing is made; else it is a wrong call.
 */
export async function withEnforcing<T>(
  { data }: StoreOptions,
  use: (ports: Enforcing) => Promise<T>,
  { mayMake = false } = {},
): Promise<T> {
  if (data === undefined && !process.env.NEO4J_URI)
    throw new UsageError("which store? give --data DIR (as `cautery run` was given), or set NEO4J_URI for the services");
  const opened = await (data === undefined ? openServiceStore() : openFolderStore(data, mayMake));
  try {
    const ports = { ...opened, clock: Date };
    if (ports.orders !== null) await takeOrders(new Journal(ports), ports.orders);
    return await use(ports);
  } finally {
    await opened.store.close();
  }
}

async function openServiceStore() {
  const { openStore } = await import("../adapters/services.js"); // not light
  return { ...(await openStore(process.env)), orders: null };
}

async function openFolderStore(dir: string, mayMake: boolean) {
  const { openFolder, refuseNewFolder } = await import("../adapters/folder.js"); // not light
  if (!mayMake) refuseNewFolder(dir);
  const { ordersIn } = await import("../adapters/files/orders.js");
  return { ...(await openFolder(dir)), orders: ordersIn(dir) };
}

export const byOption = () =>
  new Option("--by <name>", "who: a name of `cautery people`").argParser(personName("--by")).makeOptionMandatory();
export const reasonOption = (description = "why") => new Option("--reason <text>", description).argParser(reasonText("--reason"));
export const keyOption = () =>
  new Option("--key <file>", "the person's private key, which `cautery people add` wrote").makeOptionMandatory();

/** Throws a `UsageError` where the file is missing. */
export async function signerFrom(by: string, file: string): Promise<Sign> {
  const { readPersonKey } = await import("../adapters/files/person-key.js");
  return signWith(by, await readPersonKey(file), Date);
}

/** The policy of the file that CAUTERY_POLICY names; the default one where it names none. */
export async function policyFromEnvironment(env: NodeJS.ProcessEnv = process.env): Promise<Policy> {
  const { policyFrom } = await import("../adapters/files/policy-file.js");
  return policyFrom(env.CAUTERY_POLICY);
}

/** One JSON object, or the text for people; ids and reasons are whatever somebody wrote. */
export function print({ json }: EnforcingOptions, row: object, text: () => string): void {
  console.log(printable(json ? JSON.stringify(row) : text()));
}
