/**
 * A small world, served -> what OASIS's own client fetches of every collection, whether OASIS's validator finds fault with it, what comes
 * at the next poll, and what another Cautery takes in of it.
 */
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import type { Dossier } from "../../src/model/dossier.js";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));
const CLIENT = fileURLToPath(new URL("../../../bench/http/taxii-client.py", import.meta.url));
const LIBRARIES = ["taxii2-client==2.3.0", "stix2-validator==3.3.2"];
const MARKINGS = ["clear", "green", "amber", "amber+strict", "red"];

/** One collection as the client found it. */
interface Found {
  title: string;
  file: string;
  pages: number;
  objects: number;
  revoked: number;
  operators: number;
  last_added: string;
  seconds: number;
  faults: string[];
  warnings: Record<string, number>;
}

/** Exits with 1 where the client, the validator or the import finds fault. */
export async function benchTaxii(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...words], options: { accounts: { type: "string", default: "4000" } } });
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  try {
    const python = await pythonWith(dir);
    if (python === null) process.exitCode = 1;
    else await measure({ dir, python, accounts: values.accounts, env: { ...process.env, CAUTERY_KEY_FILE: join(dir, "key") } });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** In an environment of its own, so that nothing stays; null, having said what is missing, where there is none. */
async function pythonWith(dir: string): Promise<string | null> {
  const python = join(dir, "venv", "bin", "python");
  const steps: [string, string[]][] = [
    ["python3", ["-m", "venv", join(dir, "venv")]],
    [python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...LIBRARIES]],
  ];
  for (const [command, args] of steps) {
    const { status, error, stderr } = spawnSync(command, args, { encoding: "utf8" });
    if (status === 0) continue;
    console.log(`  not run: it needs python3 with venv, and ${LIBRARIES.join(" and ")} from PyPI (pip's own settings say from where)`);
    console.log(`  ${command} ${args[1]}: ${error?.message ?? stderr.trim().split("\n").at(-1)}`);
    return null;
  }
  return python;
}

interface Setting {
  dir: string;
  python: string;
  accounts: string;
  env: NodeJS.ProcessEnv;
}

async function measure({ dir, python, accounts, env }: Setting): Promise<void> {
  const cautery = async (...args: string[]): Promise<string> =>
    (await run(process.execPath, [MAIN, ...args], { env, maxBuffer: 1 << 28 })).stdout;
  const at = (...path: string[]) => join(dir, ...path);
  const world = at("world");
  await cautery("simulate", "--out", world, "--accounts", accounts, "--seed", "1", "--quiet");
  const operators = join(world, "operators.json");
  await cautery("run", join(world, "events.ndjson"), "--operators", operators, "--data", at("data"), "--out", at("found"));
  const token = async (...how: string[]): Promise<string> =>
    (JSON.parse(await cautery("tokens", "create", "lab", ...how, "--data", at("data"), "--json")) as { secret: string }).secret;
  const secrets = { plain: await token("--role", "partner", "--marking", "red"), analyst: await token("--role", "analyst") };
  const hashed = await token("--role", "partner", "--marking", "green", "--hashed");
  const server = spawn(process.execPath, [MAIN, "serve", "--data", at("data"), "--port", "0"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const faults: string[] = [];
  const fetchAll = async (name: string, secret: string, url: string, addedAfter = ""): Promise<Found[]> => {
    await mkdir(at(name));
    const { stdout } = await run(python, [CLIENT, `${url}/taxii2/`, secret, at(name), addedAfter], { env, maxBuffer: 1 << 28 });
    const found = JSON.parse(stdout) as Found[];
    report(name, found);
    faults.push(...found.flatMap((each) => each.faults.map((fault) => `${name}, ${each.title}: ${fault}`)));
    return found;
  };
  try {
    const [line] = await once(createInterface(server.stdout), "line");
    const url = String(line).split(" at ")[1];
    const whole = await fetchAll("whole", secrets.plain, url);
    if (whole.length !== MARKINGS.length) faults.push(`${whole.length} collections, not ${MARKINGS.length}`);
    const hashedFound = await fetchAll("hashed", hashed, url);
    faults.push(...(await withdrawn({ url, analyst: secrets.analyst })));
    const latest = whole
      .map(({ last_added }) => last_added)
      .sort()
      .at(-1);
    const news = await fetchAll("next poll", secrets.plain, url, latest);
    if (news.some(({ objects, revoked }) => revoked === 0 || objects > 10)) faults.push("the next poll is not what changed alone");
    for (const { name, file, operators: sent } of [
      { name: "whole", ...whole[0] },
      { name: "hashed", ...hashedFound[1] },
    ]) {
      await cautery("operators", "import", at(name, file), "--data", at(`other ${name}`));
      const [, ...rows] = (await cautery("operators", "list", "--data", at(`other ${name}`))).trim().split("\n");
      console.log(`  imported from ${name}/${file}: ${rows.length} operators`);
      if (rows.length !== sent || sent === 0) faults.push(`of ${sent} operators in ${name}/${file} ${rows.length} were imported`);
    }
  } finally {
    server.kill();
    await once(server, "exit");
  }
  for (const fault of faults) console.log(`  FAULT ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  else console.log("  the client fetched all there is, the validator found no fault, and what was fetched was imported");
}

/** An analyst takes an indicator out of a dossier. Returns what went wrong. */
async function withdrawn({ url, analyst }: { url: string; analyst: string }): Promise<string[]> {
  const headers = { authorization: `Bearer ${analyst}`, "content-type": "application/json" };
  const { items } = (await (await fetch(`${url}/v1/operators`, { headers })).json()) as {
    items: { operator: string; indicators: number }[];
  };
  const { operator } = items.find(({ indicators }) => indicators > 1)!;
  const path = `${url}/v1/operators/${operator}`;
  const dossier = (await (await fetch(path, { headers })).json()) as Dossier;
  const { id, ...rest } = { ...dossier, indicators: dossier.indicators.slice(1) };
  const { status } = await fetch(path, { method: "PUT", headers, body: JSON.stringify(rest) });
  return status === 200 ? [] : [`putting the dossier ${id} was answered ${status}`];
}

function report(name: string, found: readonly Found[]): void {
  const rows = found.map(({ title, pages, objects, revoked, seconds, faults }) => [
    title,
    formatCount(objects),
    formatCount(revoked),
    String(pages),
    seconds.toFixed(2),
    String(faults.length),
  ]);
  console.log(formatTable([[name, "objects", "revoked", "pages", "s", "faults"], ...rows], "  "));
  const warnings = Object.entries(found[0]?.warnings ?? {}).map(([what, times]) => `    ${times} times: ${what}`);
  if (warnings.length > 0) console.log(["  the validator warns, of the first:", ...warnings].join("\n"));
}
