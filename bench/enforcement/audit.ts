/**
 * `npm run bench -- audit [--entries N]`: an audit log of a million entries -> what it takes to append it to an embedded store page by
 * page, and to verify all of it; beside it, the same bodies hashed once each and nothing else.
 */
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openFolder } from "../../src/adapters/folder.js";
import { proveEntry, verifyAudit } from "../../src/app/audit.js";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { signerOf } from "../../src/enforcement/audit/note.js";
import { sealPage } from "../../src/enforcement/audit/seal.js";
import { SALT_BYTES } from "../../src/enforcement/audit/tree.js";
import { printBounds } from "../whole/bounds.js";

const SELF = fileURLToPath(import.meta.url);
const PAGE = 200;
const MOST_SECONDS = 15;
const FULL = 1_000_000;

/** A process each, as peak memory is the process's. */
export async function benchAudit(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...words], options: { entries: { type: "string", default: String(FULL) } } });
  const entries = Number(values.entries);
  if (!(Number.isSafeInteger(entries) && entries > 0)) throw new Error(`bench: --entries ${values.entries}: give a whole number`);
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  try {
    console.log(`${formatCount(entries)} entries of ${body(0).length} characters or so, ${PAGE} a page`);
    const rows = [["", "s", "CPU s", "peak MB", ""]];
    const seconds: Record<string, number> = {};
    for (const [name, what] of Object.entries(STEPS)) {
      const { status, stdout } = spawnSync(process.execPath, [SELF, name, dir, String(entries)], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, CAUTERY_KEY_FILE: join(dir, "key") },
      });
      if (status !== 0) throw new Error(`bench: ${what} ended with ${status}`);
      const told: Told = JSON.parse(stdout);
      seconds[name] = told.seconds;
      rows.push([what, told.seconds.toFixed(2), told.cpu.toFixed(2), (told.peak / 1e6).toFixed(0), told.also]);
    }
    console.log(formatTable(rows));
    printBounds([{ what: `${formatCount(entries)} entries verified`, measured: seconds.verify, most: MOST_SECONDS, unit: " s" }], entries);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const STEPS = {
  append: "appended and signed, each page on the disk",
  verify: "verified, with its reading",
  prove: "one entry proved",
  peer: "bodies made, and hashed once by createHash",
};

interface Told {
  seconds: number;
  cpu: number;
  /** Bytes. */
  peak: number;
  also: string;
}

/** What became of one account, as a batch logs it. */
const body = (number: number): string =>
  JSON.stringify({
    type: "outcome",
    batch: "b-0123456789abcdef",
    account: `acc-${number}`,
    call: `msg_${createHash("sha256").update(`${number}`).digest("hex").slice(0, 32)}`,
    measure: "suspend",
    outcome: number % 50 ? "changed" : "unchanged",
    before: "active",
    after: "suspended",
    version: `v-${number * 7}`,
    at: new Date(1_770_000_000_000 + number).toISOString(),
  });

async function append(dir: string, entries: number): Promise<string> {
  const { store, key } = await openFolder(join(dir, "data"));
  const signer = signerOf(key);
  const took: number[] = [];
  for (let first = 0; first < entries; first += PAGE) {
    const numbers = Array.from({ length: Math.min(PAGE, entries - first) }, (_, i) => first + i);
    const [bodies, salts] = [numbers.map(body), numbers.map(() => randomBytes(SALT_BYTES).toString("hex"))];
    const began = performance.now();
    await store.appendAudit((head) =>
      sealPage({ head, stream: "outcomes/b-0123456789abcdef", at: 1_770_000_000_000 + first, bodies, salts, signer }),
    );
    took.push(performance.now() - began);
  }
  await store.close();
  took.sort((a, b) => a - b);
  const megabytes = readdirSync(join(dir, "data")).reduce((sum, name) => sum + statSync(join(dir, "data", name)).size, 0) / 1e6;
  const at = (share: number) => took[Math.floor(share * (took.length - 1))].toFixed(1);
  return `a page: median ${at(0.5)} ms, 99 % within ${at(0.99)} ms, most ${at(1)} ms; ${megabytes.toFixed(0)} MB`;
}

async function verify(dir: string, entries: number): Promise<string> {
  const { store, key } = await openFolder(join(dir, "data"));
  const verdict = await verifyAudit({ store, key });
  await store.close();
  if (!verdict.whole || verdict.entries !== entries) throw new Error(`bench: the log is not whole: ${JSON.stringify(verdict)}`);
  return `root ${verdict.root.slice(0, 16)}…`;
}

async function prove(dir: string, entries: number): Promise<string> {
  const { store, key } = await openFolder(join(dir, "data"));
  const { path } = await proveEntry({ store, key }, entries >> 1);
  await store.close();
  return `a path of ${path.length} hashes, ${JSON.stringify(path).length} bytes`;
}

async function peer(_: string, entries: number): Promise<string> {
  let last = "";
  for (let i = 0; i < entries; i++) last = createHash("sha256").update(body(i)).digest("hex");
  return `and nothing else; the last ${last.slice(0, 8)}…`;
}

if (process.argv[1] === SELF) {
  const [what, dir, entries] = process.argv.slice(2);
  if (process.platform === "linux") writeFileSync("/proc/self/clear_refs", "5");
  const [at, cpu] = [performance.now(), process.cpuUsage()];
  const also = await { append, verify, prove, peer }[what as keyof typeof STEPS](dir, Number(entries));
  const used = process.cpuUsage(cpu);
  const told: Told = { seconds: (performance.now() - at) / 1000, cpu: (used.user + used.system) / 1e6, peak: peakRss(), also };
  console.log(JSON.stringify(told));
}

function peakRss(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1]) * 1024;
}
