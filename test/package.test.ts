/**
 * The package as npm gives it out -> installed in an empty folder, where the command runs, the examples run, and the declarations compile.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlatform } from "../src/adapters/platform/open.js";
import * as cautery from "../src/index.js";
import type { PlatformCall } from "../src/model/enforcement/platform.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "cautery-package-"));
const home = join(work, "program");
const examples = readdirSync(join(root, "examples")).sort();

/** The Node that runs these tests, first in line, and a pseudonym key of their own. */
const env = {
  ...process.env,
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
  CAUTERY_KEY_FILE: join(work, "key"),
};

let tarball = "";
let files: string[] = [];

async function run(command: string, args: readonly string[], cwd = home): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd, env, maxBuffer: 64 * 2 ** 20 }).catch((error) => {
    throw new Error(`${command} ${args.join(" ")}: ${error.message}\n${error.stdout}`, { cause: error });
  });
  return stdout;
}

/** An example that was compiled in the program's folder. */
const example = (name: string, ...args: string[]) => run(process.execPath, [join("built", `${name}.js`), ...args]);

/** Compiles the program as a careful one would: strict, and the declarations of all libraries too. */
const compile = () => run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", home]);

beforeAll(async () => {
  mkdirSync(home);
  // the build is there already: to make it again would take it away from tests that run beside this one
  const [packed] = JSON.parse(await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", work], root));
  tarball = join(work, packed.filename);
  files = packed.files.map(({ path }: { path: string }) => path);
  writeFileSync(join(home, "package.json"), JSON.stringify({ name: "program", private: true, type: "module" }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball]);
  cpSync(join(root, "examples"), join(home, "src"), { recursive: true });
  writeFileSync(
    join(home, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: false,
        skipLibCheck: false,
        module: "nodenext",
        target: "es2023",
        lib: ["es2023"],
        types: ["node"],
        typeRoots: [join(root, "node_modules", "@types")],
        rootDir: "src",
        outDir: "built",
      },
      include: ["src"],
    }),
  );
  await compile();
}, 300_000);

afterAll(() => rmSync(work, { recursive: true, force: true }));

describe("the package", () => {
  it("holds what runs, its declarations, its statements and its licence, and nothing else", () => {
    const wanted = ["dist/src/index.js", "dist/src/index.d.ts", "dist/src/cli/main.js", "dist/workers/main.js", "dist/ui/index.html"];
    const kernels = ["dist/src/event/kernel.wasm", "dist/src/cluster/search/kernel.wasm", "dist/src/link/near/kernel.wasm"];
    expect(files).toEqual(expect.arrayContaining([...wanted, ...kernels, "README.md", "LICENSE", "CHANGELOG.md"]));
    const allowed =
      /^(dist\/(src|workers)\/.*\.(js|d\.ts|wasm)|dist\/ui\/(index\.html|assets\/[\w-]+\.(js|css))|cypher\/.*\.cypher|typst\/.*\.typ|fonts\/(.*\.(ttf|woff2)|OFL\.txt)|examples\/.*\.ts|docs\/.*\.(md|svg|png|yaml)|[A-Z]+\.md|LICENSE|package\.json)$/;
    expect(files.filter((path) => !allowed.test(path))).toEqual([]);
  });

  it("holds every page and picture of docs/ that its README leads to", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const paths = [...readme.matchAll(/(?:\]\(|src=")(docs\/[^)#"]+)/g)].map(([, path]) => path);
    expect(paths).toContain("docs/data.md");
    expect(paths.filter((path) => !files.includes(path))).toEqual([]);
  });

  it("gives publint nothing to say", async () => {
    const { messages, pkg } = await publint({
      pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg as never))).toEqual([]);
  });

  it("runs no script where it is installed", () => {
    const { scripts } = JSON.parse(readFileSync(join(home, "node_modules", "cautery", "package.json"), "utf8"));
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
  });

  it("declares itself without the types of any library", () => {
    const seen = new Set<string>();
    const foreign: string[] = [];
    const look = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const [, name] of readFileSync(path, "utf8").matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)) {
        if (name.startsWith(".")) look(join(dirname(path), name.replace(/\.js$/, ".d.ts")));
        else if (/^[@a-z]/.test(name)) foreign.push(`${path} imports ${name}`);
      }
    };
    look(join(home, "node_modules", "cautery", "dist", "src", "index.d.ts"));
    expect(seen.size).toBeGreaterThan(50);
    expect(foreign).toEqual([]);
  });
});

describe("the command, installed", () => {
  it("plays the demo", async () => {
    const said = await run("npx", ["--no-install", "cautery", "demo", "--accounts", "500", "--fraud", "0.1"]);
    expect(said).toContain("The largest clusters called fraudulent");
    expect(said).toMatch(/npx cautery show \S+ --data/);
  }, 120_000);
});

describe("the public names", () => {
  it("are these, and no others without notice", () => {
    expect(Object.keys(cautery).sort()).toMatchInlineSnapshot(`
      [
        "PermanentError",
        "TransientError",
        "UsageError",
        "addToDossier",
        "applied",
        "cloudEventLines",
        "cluster",
        "clusterNamed",
        "clusterRowOf",
        "communitiesOf",
        "decodeEvidence",
        "decodeGraph",
        "detect",
        "dossierOf",
        "evaluate",
        "explainCluster",
        "explainPair",
        "feedFile",
        "findClusters",
        "fitAll",
        "heirsOf",
        "importDossiers",
        "ingest",
        "judgeDisposition",
        "judgeInnocence",
        "judgeLink",
        "judgeOperator",
        "keepFits",
        "listInputs",
        "loadPopulation",
        "openFolder",
        "openIntake",
        "openServices",
        "parseDossiers",
        "pruneRuns",
        "qualityOf",
        "readClusters",
        "readTruth",
        "recluster",
        "resolveAccount",
        "runOf",
        "settle",
        "shareOperators",
        "standing",
        "summarise",
        "timelineOf",
        "weighPair",
        "withdraw",
        "writeResults",
        "writeWorld",
      ]
    `);
  });

  it("are functions that say what they take and give, where they are declared", () => {
    const folder = join(home, "node_modules", "cautery", "dist", "src");
    const declared = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".d.ts"))
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("\n");
    const said = (name: string) => new RegExp(`\\*/\\nexport declare (async )?(function|class) ${name}\\b`).test(declared);
    expect(Object.keys(cautery).filter((name) => !said(name))).toEqual([]);
  });

  it("come from the installed package too", async () => {
    const said = await run(process.execPath, [
      "-e",
      'import("cautery").then((all) => console.log(JSON.stringify(Object.keys(all).sort())))',
    ]);
    expect(JSON.parse(said)).toEqual(Object.keys(cautery).sort());
  });

  it("open services by what the environment names, and say what it does not", async () => {
    await expect(cautery.openServices({ env: {} })).rejects.toThrow("REDIS_URL is not set");
  });
});

describe("the examples", () => {
  it("are ten to twenty lines or so, forty for a platform's receiver, each with a comment that says what it does", () => {
    expect(examples.length).toBeGreaterThan(4);
    for (const name of examples) {
      const text = readFileSync(join(root, "examples", name), "utf8");
      expect(text, name).toMatch(/^\/\*\*(\n \*)? \S/);
      expect(text.trimEnd().split("\n").length, name).toBeLessThanOrEqual(name === "receive-suspensions.ts" ? 40 : 26);
    }
  });

  it("measure what is found in a world of known truth", async () => {
    expect(await example("measure")).toMatch(/^precision (1\.000|0\.9\d\d), recall (1\.000|0\.9\d\d)$/m);
  }, 120_000);

  it("find clusters in files of events, and say whose they are and why", async () => {
    await run("npx", ["--no-install", "cautery", "simulate", "--out", "case", "--accounts", "600", "--fraud", "0.1", "--quiet"]);
    const found = (await example("find-clusters", "case/events.ndjson")).trimEnd().split("\n");
    const fraudulent = found.filter((line) => line.includes(" fraudulent "));
    expect(fraudulent.length).toBeGreaterThan(0);
    expect(found.filter((line) => !/^\S+ (fraudulent|benign|unclear) [01]\.\d\d \d+ accounts$/.test(line))).toEqual([]);

    const [cluster] = fraudulent[0].split(" ");
    const [account] = JSON.parse(await run("npx", ["--no-install", "cautery", "show", cluster, "--json", "--data", "data"])).accounts;
    expect(await example("explain-account", account)).toMatch(/^\S+: fraudulent, likeliest \S+\n\S+ [\d.]+ bits: \w+/);

    const attributed = await example("operators", "case/operators.json");
    expect(attributed).toContain(`${cluster}: `);
    expect(JSON.parse(readFileSync(join(home, "operators.stix.json"), "utf8"))).toMatchObject({ type: "bundle" });

    expect(await example("judge", cluster)).toMatch(/^j-\w+: fraudulent so far\nbenign from now on$/m);
  }, 180_000);

  it("receive suspensions as a platform does: verified, done once, taken back", async () => {
    const secret = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
    const receiver = spawn(process.execPath, [join("built", "receive-suspensions.js"), "0"], {
      cwd: home,
      env: { ...env, CAUTERY_PLATFORM_SECRET: secret },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(createInterface(receiver.stdout), "line");
    const at = { CAUTERY_PLATFORM_URL: `http://127.0.0.1:${JSON.parse(line).port}/` };
    const platform = openPlatform({ ...at, CAUTERY_PLATFORM_SECRET: secret });
    const forger = openPlatform({ ...at, CAUTERY_PLATFORM_SECRET: `whsec_${Buffer.alloc(32, 4).toString("base64")}` });
    const data = { account: "acc-1", batch: "b-1", until: null, reason: "one operator's", expect: "active" };
    const call: PlatformCall = { id: "m-1", type: "account.suspend", timestamp: "2026-04-01T00:00:00Z", data };
    const restore: PlatformCall = { ...call, id: "m-2", type: "account.restore", data: { ...data, expect: "suspended", version: "v1" } };
    try {
      expect(await forger.send(call)).toMatchObject({ is: "refused" });
      expect(await forger.look("acc-1")).toMatchObject({ is: "unclear" });
      expect(await platform.look("acc-1")).toEqual({ account: "acc-1", state: "active", version: "v0", id: null });
      const suspended = { is: "answered", before: "active", after: "suspended", changed: true, version: "v1" };
      for (let tries = 0; tries < 2; tries++) expect(await platform.send(call)).toEqual(suspended);
      expect(await platform.send({ ...call, data: { ...data, reason: "another" } })).toMatchObject({ is: "conflict" });
      expect(await platform.send({ ...call, id: "m-3" })).toMatchObject({ before: "suspended", changed: false });
      expect(await platform.send({ ...call, id: "m-4", data: { ...data, account: "acc-2" } })).toEqual({ is: "missing" });
      expect(await platform.look("acc-1")).toEqual({ account: "acc-1", state: "suspended", version: "v1", id: "m-1" });
      expect(await platform.look("acc-2")).toBeNull();
      expect(await platform.send(restore)).toMatchObject({ before: "suspended", after: "active", changed: true });
      expect(await platform.send({ ...restore, id: "m-5" })).toMatchObject({ is: "conflict" });
    } finally {
      await Promise.all([platform.close(), forger.close()]);
      receiver.kill();
    }
  });

  it("plan a suspension over HTTP and approve it with a key that stays where it is", async () => {
    const command = (...args: string[]) => run("npx", ["--no-install", "cautery", ...args]);
    await command("simulate", "--out", "served", "--accounts", "600", "--fraud", "0.1", "--seed", "5", "--quiet");
    await command("run", "served/events.ndjson", "--data", "served/data", "--out", "served/out");
    await command("people", "add", "bob", "--role", "approver", "--key", "served/bob.pem", "--data", "served/data");
    const { secret } = JSON.parse(await command("tokens", "create", "job", "--role", "approver", "--data", "served/data", "--json"));
    const cluster = readFileSync(join(home, "served/out/clusters.ndjson"), "utf8")
      .split("\n")
      .map((line) => JSON.parse(line || "{}"))
      .find(({ disposition }) => disposition === "fraudulent").cluster;
    const main = join(home, "node_modules", "cautery", "dist", "src", "cli", "main.js");
    const server = spawn(process.execPath, [main, "serve", "--data", "served/data", "--port", "0"], {
      cwd: home,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [line] = await once(createInterface(server.stdout), "line");
      const said = await example("suspend-over-http", line.split(" at ")[1], secret, cluster, "bob", "served/bob.pem");
      expect(said).toMatch(/state: 'approved',\s+approvals: 1,\s+approvals_needed: 1/);
    } finally {
      server.kill();
      await once(server, "exit");
    }
  }, 120_000);

  it("find the communities of a graph", async () => {
    expect((await example("communities")).trimEnd().split("\n")).toEqual(["ada, ben, cleo", "dan, eve, finn"]);
  });
});
