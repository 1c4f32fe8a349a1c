/** `cautery doctor`: what is installed and reachable, and how to mend what is not; exits 1 where something needed is broken. */
import { mkdir, stat } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { Command } from "commander";
import type { Finding } from "../../adapters/diagnose.js";
import { keyPath, readKey } from "../../adapters/files/key-file.js";
import { spoolDir } from "../../adapters/files/spool.js";
import { roomOf } from "../../adapters/machine.js";
import { messageOf } from "../../errors.js";
import { listInputs } from "../../event/input.js";
import { accountsFor, gb, needInWords, RATES, type Room, shortages } from "../../model/need.js";
import { jobOf } from "../room.js";

/** The oldest Node that it runs on, as in package.json. */
const NODE = [20, 19] as const;
/** Accounts that a machine is weak without room for. */
const ACCOUNTS = 100_000;

export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Says what is installed and reachable, and how to mend it.")
    .argument("[events...]", "files and folders of a job to be: whether it fits this machine")
    .option("--json", "a line of JSON for each finding")
    .addHelpText("after", "\nEmbedded use (cautery run) needs only Node; the services are looked at where REDIS_URL or NEO4J_URI is set.")
    .action(async (events: string[], { json }: { json?: boolean }) => {
      const findings = (
        await Promise.all([node(), machine(), job(events), duckDb(), key(), redis(), neo4j(), enforcement(), pages()])
      ).flat();
      for (const finding of findings) console.log(json ? JSON.stringify(finding) : line(finding));
      if (findings.some(({ state }) => state === "broken")) process.exitCode = 1;
    });
}

const SIGNS: Record<Finding["state"], string> = { fine: "ok     ", weak: "weak   ", broken: "BROKEN ", absent: "-      " };

function line({ name, state, says, mend }: Finding): string {
  return `${SIGNS[state]} ${name}: ${says}${mend === "" ? "" : `\n         mend: ${mend}`}`;
}

function node(): Finding[] {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const recent = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  return [tell("Node", recent ? "fine" : "broken", process.version, `install Node ${NODE.join(".")} or later`)];
}

/** A folder here, and one where state goes that is not kept. */
const rooms = () =>
  Promise.all([process.cwd(), tmpdir()].map(async (dir) => ({ dir, room: await roomOf({ data: dir, out: process.cwd() }) })));

async function machine(): Promise<Finding[]> {
  const [here, temporary] = await rooms();
  const { memory, free, heap } = here.room;
  const gbs = `${gb(memory)} of memory that this process may use, ${gb(free)} of it free, ${gb(heap)} for Node's heap`;
  const fits = (room: Room) => {
    const accounts = accountsFor(room);
    return { accounts, says: `room for some ${accounts.toLocaleString("en-US")} accounts` };
  };
  const job = fits({ ...here.room, data: Number.POSITIVE_INFINITY, out: Number.POSITIVE_INFINITY });
  const found = (name: string, { accounts, says }: ReturnType<typeof fits>, has: string, mend: string) =>
    tell(name, accounts >= ACCOUNTS ? "fine" : "weak", `${has}: ${says}`, mend);
  const endless = { memory: Number.POSITIVE_INFINITY, free: Number.POSITIVE_INFINITY, heap: Number.POSITIVE_INFINITY };
  return [
    tell("Need", "fine", RATES, ""),
    found(
      "Machine",
      job,
      `${availableParallelism()} cores, ${gbs}`,
      "use a larger machine, or NODE_OPTIONS=--max-old-space-size=MB for the heap",
    ),
    ...[here, temporary].map(({ dir, room }) =>
      found(
        "Disk",
        fits({ ...room, ...endless }),
        `${gb(room.data)} free in ${dir}`,
        "free some, or name --data, --out or TMPDIR on a larger disk",
      ),
    ),
  ];
}

/** The job in a folder that is new. */
async function job(events: readonly string[]): Promise<Finding[]> {
  if (events.length === 0) return [];
  const { need, accounts } = await jobOf(null, await listInputs(events));
  const short = shortages(need, (await rooms())[0].room);
  return [tell("Job", short.length === 0 ? "fine" : "broken", needInWords(need, accounts), short.join("; "))];
}

async function duckDb(): Promise<Finding[]> {
  try {
    const { duckDbVersion } = await import("../../adapters/duckdb/version.js");
    return [tell("DuckDB (embedded)", "fine", duckDbVersion(), "")];
  } catch (error) {
    return [tell("DuckDB (embedded)", "broken", messageOf(error), "install the dependencies again: npm ci")];
  }
}

async function key(): Promise<Finding[]> {
  const path = keyPath(process.env);
  try {
    const { mode, size } = await stat(path);
    await readKey(path);
    const open = (mode & 0o077) !== 0;
    const says = `${path}, ${size} bytes, mode ${(mode & 0o777).toString(8)}`;
    return [tell("Pseudonym key", open ? "weak" : "fine", says, `others can read it: chmod 600 ${path}`)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      return [tell("Pseudonym key", "broken", messageOf(error), `restore ${path}, or name another with CAUTERY_KEY_FILE`)];
    return [tell("Pseudonym key", "absent", `none yet at ${path}: made at first use`, "")];
  }
}

async function redis(): Promise<Finding[]> {
  const { REDIS_URL } = process.env;
  if (!REDIS_URL) return [tell("Redis (services)", "absent", "REDIS_URL is not set", "")];
  return (await import("../../adapters/diagnose.js")).diagnoseRedis(REDIS_URL);
}

async function neo4j(): Promise<Finding[]> {
  const { NEO4J_URI, NEO4J_USERNAME = "neo4j", NEO4J_PASSWORD = "" } = process.env;
  if (!NEO4J_URI) return [tell("Neo4j (services)", "absent", "NEO4J_URI is not set", "")];
  return [
    ...(await (await import("../../adapters/diagnose.js")).diagnoseNeo4j(NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD)),
    ...(await spoolFolder()),
  ];
}

/** Nothing is sent to the platform: whether it answers is seen at the first call. */
async function enforcement(): Promise<Finding[]> {
  const { CAUTERY_PLATFORM_URL, CAUTERY_POLICY } = process.env;
  const findings: Finding[] = [];
  try {
    const { openPlatform } = await import("../../adapters/platform/open.js");
    const platform = openPlatform(process.env);
    await platform.close();
    const says = CAUTERY_PLATFORM_URL ? platform.target : "CAUTERY_PLATFORM_URL is not set: suspensions are a dry run";
    findings.push(tell("Platform", CAUTERY_PLATFORM_URL ? "fine" : "absent", says, ""));
  } catch (error) {
    findings.push(
      tell("Platform", "broken", messageOf(error), "set CAUTERY_PLATFORM_URL and CAUTERY_PLATFORM_SECRET (docs/enforcement.md)"),
    );
  }
  if (!CAUTERY_POLICY) return findings;
  try {
    const { policyFrom } = await import("../../adapters/files/policy-file.js");
    await policyFrom(CAUTERY_POLICY);
    return [...findings, tell("Policy", "fine", CAUTERY_POLICY, "")];
  } catch (error) {
    return [...findings, tell("Policy", "broken", messageOf(error), "mend the file that CAUTERY_POLICY names")];
  }
}

async function pages(): Promise<Finding[]> {
  const { typesetterMissing } = await import("../../adapters/typst/open.js");
  const missing = typesetterMissing();
  return [tell("Reports as PDF", missing ? "weak" : "fine", missing?.says ?? "Typst is installed", missing?.mend ?? "")];
}

async function spoolFolder(): Promise<Finding[]> {
  const dir = spoolDir(process.env);
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    return [tell("Spool", "fine", dir, "")];
  } catch (error) {
    return [tell("Spool", "broken", messageOf(error), "set CAUTERY_SPOOL to a folder that can be written to")];
  }
}

function tell(name: string, state: Finding["state"], says: string, mend: string): Finding {
  return { name, state, says, mend: state === "fine" ? "" : mend };
}
