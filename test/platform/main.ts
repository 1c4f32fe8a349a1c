/**
 * The reference platform as a program: --journal FILE, and what else it takes below; the secret from CAUTERY_PLATFORM_SECRET. Prints one
 * line of JSON when it serves: its address and its control port's. Killed and started again with the same arguments it goes on.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseCustomers, startControl } from "./control.js";
import { faults } from "./faults.js";
import { startPlatform } from "./start.js";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    journal: text,
    events: text,
    port: text,
    "control-port": text,
    accounts: text, // a file, an id a line
    customers: text, // a file, as PUT /customers takes it
    faults: text, // JSON
    seed: text,
    rate: text,
    burst: text,
    "slow-ms": text,
  },
});
const { CAUTERY_PLATFORM_SECRET: secret } = process.env;
if (values.journal === undefined || secret === undefined) throw new Error("give --journal FILE, and the secret in CAUTERY_PLATFORM_SECRET");

const read = (path: string) => readFileSync(path, "utf8");
const number = (given: string | undefined) => (given === undefined ? undefined : Number(given));
const platform = await startPlatform({
  secret,
  journal: values.journal,
  events: values.events,
  port: number(values.port),
  accounts: values.accounts === undefined ? undefined : new Set(read(values.accounts).split("\n").filter(Boolean)),
  customers: values.customers === undefined ? undefined : parseCustomers(JSON.parse(read(values.customers))),
  faults: faults.parse(JSON.parse(values.faults ?? "{}")),
  seed: number(values.seed),
  limit: values.rate === undefined ? null : { rate: Number(values.rate), burst: number(values.burst) },
  slowMs: number(values["slow-ms"]),
});
const control = await startControl(platform, number(values["control-port"]));
process.stdout.write(`${JSON.stringify({ url: platform.url, control: control.url })}\n`);
