/**
 * The served API and its OpenAPI document -> requests that schemathesis (PyPI) makes of the document, with a token of each role: none may
 * be answered 5xx, with a status that the document does not have, or with a body that is not of its schema.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { ACCESS_ROLES } from "../../src/model/access/caller.js";

const MAIN = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));
const VERSION = "4.32.5";
const CASES = 20_000;
const CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"];

/** Exits with 1 where anything was found, or fewer cases were asked than are wanted of the full size. */
export async function benchSchemathesis(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...words], options: { examples: { type: "string", default: "60" } } });
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  const env = { ...process.env, CAUTERY_KEY_FILE: join(dir, "key") };
  const cautery = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { env, maxBuffer: 64 << 20 });
    if (status !== 0) throw new Error(`bench: cautery ${args[0]} ended with ${status}: ${stderr}`);
    return stdout.toString();
  };
  try {
    const st = installed(dir);
    cautery("simulate", "--accounts", "1500", "--fraud", "0.1", "--seed", "3", "--out", join(dir, "world"), "--quiet");
    const data = ["--data", join(dir, "data")];
    cautery(
      "run",
      join(dir, "world", "events.ndjson"),
      "--operators",
      join(dir, "world", "operators.json"),
      "--out",
      join(dir, "out"),
      ...data,
    );
    const secrets = ACCESS_ROLES.map((role) => {
      const marking = role === "partner" ? ["--marking", "green"] : [];
      return JSON.parse(cautery("tokens", "create", `${role} of the bench`, "--role", role, ...marking, ...data, "--json"))
        .secret as string;
    });
    const server = spawn(process.execPath, [MAIN, "serve", ...data, "--port", "0"], { env, stdio: ["ignore", "pipe", "inherit"] });
    try {
      const [line] = await once(createInterface(server.stdout!), "line");
      await ask(st, String(line).split(" at ")[1], secrets, Number(values.examples));
    } finally {
      server.kill();
      await once(server, "exit");
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** In an environment of its own: Python 3 with venv, and a registry, are all that it wants. */
function installed(dir: string): string {
  const venv = join(dir, "venv");
  for (const [command, ...args] of [
    ["python3", "-m", "venv", venv],
    [join(venv, "bin", "pip"), "install", "--quiet", `schemathesis==${VERSION}`],
  ]) {
    const { status } = spawnSync(command, args, { stdio: "inherit" });
    if (status !== 0)
      throw new Error(`bench: ${command} ${args.join(" ")} failed; it wants python3 with venv, and a registry of Python packages`);
  }
  return join(venv, "bin", "schemathesis");
}

async function ask(st: string, url: string, secrets: readonly string[], examples: number): Promise<void> {
  const rows = [["as", "cases", "found", "exit"]];
  let cases = 0;
  let isClean = true;
  for (const [i, secret] of [...secrets, null].entries()) {
    const args = ["run", `${url}/v1/openapi.json`, "--max-examples", String(examples), "--seed", String(i + 1), "--request-timeout", "30"];
    // a stream of changes has no end
    args.push("--exclude-path", "/v1/changes", "--checks", CHECKS.join(","), "--phases", "coverage,fuzzing,stateful");
    if (secret !== null) args.push("--header", `Authorization: Bearer ${secret}`);
    const child = spawn(st, args, { cwd: dirname(st), stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const [code] = await once(child, "close");
    const generated = Number(/(\d+) generated/.exec(said)?.[1] ?? 0);
    cases += generated;
    rows.push([ACCESS_ROLES[i] ?? "nobody", formatCount(generated), /(\d+) unique failures/.exec(said)?.[1] ?? "0", String(code)]);
    if (code !== 0) {
      isClean = false;
      console.log(said.replace(/(.{2000}).*/g, "$1 ..."));
    }
  }
  console.log(formatTable(rows));
  console.log(`${formatCount(cases)} cases`);
  if (!isClean || (cases < CASES && examples >= 60)) process.exitCode = 1;
}
