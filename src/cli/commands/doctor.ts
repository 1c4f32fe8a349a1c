/** `cautery doctor`: what is installed and reachable, and how to mend what is not; exits 1 where something needed is broken. */
import { mkdir, stat, statfs } from "node:fs/promises";
import { availableParallelism, freemem, tmpdir, totalmem } from "node:os";
import { Command } from "commander";
import type { Finding } from "../../adapters/diagnose.js";
import { keyPath, readKey } from "../../adapters/files/key-file.js";
import { spoolDir } from "../../adapters/files/spool.js";
import { messageOf } from "../../errors.js";

/** The oldest Node that it runs on, as in package.json. */
const NODE = [20, 19] as const;
const MEMORY_GB = 2;
const DISK_GB = 5;

export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Says what is installed and reachable, and how to mend it.")
    .option("--json", "a line of JSON for each finding")
    .addHelpText("after", "\nEmbedded use (cautery run) needs only Node; the services are looked at where REDIS_URL or NEO4J_URI is set.")
    .action(async ({ json }: { json?: boolean }) => {
      const findings = (await Promise.all([node(), machine(), disk(), duckDb(), key(), redis(), neo4j()])).flat();
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

function machine(): Finding[] {
  const gb = totalmem() / 2 ** 30;
  const says = `${availableParallelism()} cores, ${gb.toFixed(1)} GB of memory, ${(freemem() / 2 ** 30).toFixed(1)} GB free`;
  return [
    tell(
      "Machine",
      gb >= MEMORY_GB ? "fine" : "weak",
      says,
      `a million accounts want ${MEMORY_GB} GB and 3 kB an account: use a larger machine`,
    ),
  ];
}

async function disk(): Promise<Finding[]> {
  const free = async (dir: string) => {
    const { bavail, bsize } = await statfs(dir);
    return (bavail * bsize) / 2 ** 30;
  };
  const here = await free(process.cwd());
  const temporary = await free(tmpdir());
  const says = `${here.toFixed(0)} GB free here, ${temporary.toFixed(0)} GB in ${tmpdir()}`;
  return [tell("Disk", Math.min(here, temporary) >= DISK_GB ? "fine" : "weak", says, "free some, or set TMPDIR to a larger disk")];
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
