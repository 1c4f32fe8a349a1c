/**
 * A world of so many fraudulent accounts with the exchanges of the published case -> what a report on it takes in all formats, and whether
 * each of its figures is what counting the events gives; then every file verified.
 */
import { createReadStream, readFileSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { writeWorld } from "../../src/adapters/files/world-folder.js";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import type { OperatorReport } from "../../src/contract/report/operator.js";
import type { Report } from "../../src/contract/report.js";
import { FILE_OF, FORMATS } from "../../src/report/formats/names.js";
import { settle } from "../../src/simulate/settings.js";
import { dayText } from "../../src/tools/zone.js";
import { printBounds } from "../whole/bounds.js";
import { measure } from "../whole/measure.js";
import { MAIN } from "../whole/world.js";

const FULL = 25_000;
const EXCHANGES = 28_800_000;
/** Seconds; bytes. */
const MOST = { seconds: 15, peak: 700e6, pdf: 3e6, html: 2e6 };

/** `--accounts N`: fraudulent ones, amid half as many again; `--formats` as `cautery report` has them. */
export async function benchReport(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: { accounts: { type: "string" }, formats: { type: "string", default: FORMATS.join(",") } },
  });
  const accounts = Number(values.accounts ?? FULL);
  const work = await mkdtemp(join(tmpdir(), "cautery-report-"));
  const env = { CAUTERY_KEY_FILE: join(work, "key") };
  const [data, found, out] = [join(work, "data"), join(work, "found"), join(work, "report")];
  try {
    const exchanges = Math.round((EXCHANGES * accounts) / FULL);
    const settings = settle({ accounts: Math.round(accounts * 1.5), fraud: 2 / 3, days: 45, operators: 5, fraudExchanges: exchanges });
    const world = await writeWorld(settings, work);
    await measure([MAIN, "run", world.eventsPath, "--operators", world.operatorsPath, "--data", data, "--out", found], env);
    const first = Math.floor(settings.start / 86_400_000);
    const period = ["--from", dayText(first + 2), "--to", dayText(first + settings.days - 2)];
    const made = await measure([MAIN, "report", ...period, "--data", data, "--out", out, "--format", values.formats], env);
    const again = await measure([MAIN, "report", ...period, "--data", data, "--out", out, "--format", "json"], env);
    const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8")) as Report;
    const { totals, operators, figures } = report;
    console.log(
      `${operators.length} operators, ${formatCount(Number(totals.accounts))} accounts, ${formatCount(Number(totals.exchanges))} exchanges, ` +
        `${formatCount(figures.length)} figures; ${made.cpu.toFixed(1)} s of CPU, ${again.seconds.toFixed(1)} s where it is kept already`,
    );
    const off = await offBy(report, world.eventsPath, join(found, "clusters.ndjson"));
    for (const line of off.slice(0, 20)) console.log(`  off: ${line}`);
    console.log(`  figures that are not what counting the events gives: ${off.length}`);
    const sizes: string[][] = [];
    for (const format of values.formats.split(",") as (typeof FORMATS)[number][]) {
      const file = join(out, FILE_OF[format]);
      const verified = await measure([MAIN, "report", "verify", file, "--data", data], env);
      sizes.push([format, formatCount((await stat(file)).size), `${verified.seconds.toFixed(1)} s`]);
    }
    console.log(formatTable([["format", "bytes", "verified in"], ...sizes]));
    const size = async (format: "pdf" | "html") =>
      values.formats.includes(format) ? (await stat(join(out, FILE_OF[format]))).size / 1e6 : 0;
    printBounds(
      [
        { what: "all formats", measured: made.seconds, most: MOST.seconds, unit: " s" },
        { what: "peak memory, with the store's", measured: made.peak / 1e6, most: MOST.peak / 1e6, unit: " MB" },
        { what: "the PDF", measured: await size("pdf"), most: MOST.pdf / 1e6, unit: " MB" },
        { what: "the HTML", measured: await size("html"), most: MOST.html / 1e6, unit: " MB" },
      ],
      accounts,
      FULL,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

type Counted = Pick<
  OperatorReport,
  "accounts" | "exchanges" | "input_tokens" | "output_tokens" | "capabilities" | "countries" | "suspended" | "reinstated"
> & { by_day: Record<string, [number, number]> };

/** By the events alone, knowing nothing of how the store counts. */
async function offBy(report: Report, events: string, clusters: string): Promise<string[]> {
  const of = new Map<string, string>();
  for (const line of readFileSync(clusters, "utf8").trim().split("\n")) {
    const { accounts, disposition, attribution = [], stranger } = JSON.parse(line) as Found;
    const first = attribution[0]?.operator ?? "unknown";
    const operator = first === "unknown" ? (stranger ?? first) : first;
    if (disposition === "fraudulent") for (const account of accounts) of.set(account, operator);
  }
  const counting = new Map(report.operators.map(({ operator }) => [operator, new Counting()]));
  const seen = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(events) })) {
    const event = JSON.parse(line) as Event;
    const operator = of.get(event.account);
    if (operator === undefined || seen.has(event.id)) continue;
    seen.add(event.id);
    counting.get(operator)?.add(event, report.period);
  }
  return report.operators.flatMap((told) => {
    const expected = counting.get(told.operator)!.counted();
    return Object.entries(expected).flatMap(([name, value]) => {
      const given =
        name === "by_day"
          ? Object.fromEntries(told.by_day.map(({ day, accounts, exchanges }) => [day, [accounts, exchanges]]))
          : told[name as keyof OperatorReport];
      return sorted(given) === sorted(value) ? [] : [`${told.operator} ${name}: ${sorted(given)} is told, ${sorted(value)} is so`];
    });
  });
}

const sorted = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(Object.entries(value).sort()) : JSON.stringify(value);

interface Found {
  accounts: readonly string[];
  disposition: string;
  attribution?: readonly { operator: string }[];
  stranger?: string;
}

interface Event {
  type: string;
  id: string;
  time: string;
  account: string;
  exchanges?: number;
  input_tokens?: number;
  output_tokens?: number;
  capability?: string;
  status?: string;
  network?: { country?: string };
}

class Counting {
  readonly #sums = { exchanges: 0, input_tokens: 0, output_tokens: 0 };
  readonly #capabilities = new Map<string, number>();
  readonly #countries = new Map<string, Set<string>>();
  readonly #days = new Map<string, { accounts: Set<string>; exchanges: number }>();
  readonly #by = { suspended: new Set<string>(), reinstated: new Set<string>() };

  add({ type, time, account, exchanges = 1, ...event }: Event, { from, to }: Report["period"]): void {
    const country = event.network?.country;
    if (type === "usage" && country) setIn(this.#countries, country).add(account);
    if (time < from || time >= to) return;
    const day = this.#days.get(time.slice(0, 10)) ?? { accounts: new Set(), exchanges: 0 };
    this.#days.set(time.slice(0, 10), day);
    day.accounts.add(account);
    if (event.status === "suspended" || event.status === "reinstated") this.#by[event.status].add(account);
    if (type !== "usage") return;
    day.exchanges += exchanges;
    this.#sums.exchanges += exchanges;
    this.#sums.input_tokens += event.input_tokens ?? 0;
    this.#sums.output_tokens += event.output_tokens ?? 0;
    const capability = event.capability ?? "unsaid";
    this.#capabilities.set(capability, (this.#capabilities.get(capability) ?? 0) + exchanges);
  }

  counted(): Counted {
    const days = [...this.#days].map(([day, { accounts, exchanges }]): [string, [number, number]] => [day, [accounts.size, exchanges]]);
    return {
      ...this.#sums,
      accounts: new Set([...this.#days.values()].flatMap(({ accounts }) => [...accounts])).size,
      by_day: Object.fromEntries(days),
      capabilities: Object.fromEntries([...this.#capabilities].filter(([, sum]) => sum > 0)),
      countries: Object.fromEntries([...this.#countries].map(([country, accounts]) => [country, accounts.size])),
      suspended: this.#by.suspended.size,
      reinstated: this.#by.reinstated.size,
    };
  }
}

function setIn(sets: Map<string, Set<string>>, key: string): Set<string> {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set);
  return set;
}
