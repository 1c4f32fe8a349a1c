/** Every command with `--data`, on a folder that is free and on one that another process holds -> the same said, and the same done. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Holder, startHolder } from "../adapters/socket/start-holder.js";
import { cautery, type Outcome } from "./command.js";
import { dataCommands } from "./data-commands.js";

/** What a step may name; ids that chance makes are noted as they are said. */
interface Known {
  out: string;
  clusters: readonly string[];
  /** Of the largest cluster, two accounts; of the next one, one. */
  accounts: readonly string[];
  other: string;
  batch: string;
  hash: string;
  second: string;
  judgement: string;
  rule: string;
}

interface Step {
  /** As `dataCommands` names it. */
  command: string;
  args?: (known: Known) => readonly string[];
  /** On the held folder by two at once, who both end as one does on the free one. */
  twice?: true;
  /** The exit code. */
  code?: number;
  note?: (said: string) => Partial<Known>;
}

let dir: string;
const by = (name: string) => ["--by", name, "--key", join(dir, `${name}.pem`)];
const because = ["--reason", "one campaign"];
const judged = [...because, "--analyst", "ann"];
const planned = ["--by", "ann", ...because, "--window", "0", "--rate", "500", "--json"];
const first = (pattern: RegExp, said: string) => pattern.exec(said)?.[1] ?? "";
const judgement = (said: string) => ({ judgement: first(/^(\S+): holds/m, said) });
const batchOf = (said: string) => {
  const { batch, hash } = JSON.parse(said) as { batch: string; hash: string };
  return { batch, hash };
};

const STEPS: readonly Step[] = [
  { command: "recluster" },
  { command: "tokens create", args: () => ["ann", "--role", "viewer"] },
  { command: "tokens list" },
  { command: "tokens revoke", args: () => ["t-nobody"], code: 1 },
  { command: "sessions list" },
  { command: "sessions revoke", args: () => ["s-nobody"], code: 1 },
  { command: "runs list" },
  { command: "show" },
  { command: "show", args: ({ clusters }) => [clusters[0], "--json"] },
  { command: "show", args: () => ["c-nobody"], code: 1 },
  { command: "explain", args: ({ clusters }) => [clusters[0]] },
  { command: "explain", args: ({ accounts }) => [accounts[0], accounts[1]] },
  { command: "timeline", args: ({ clusters }) => [clusters[0]] },
  { command: "resolve", args: ({ accounts }) => [accounts[0]] },
  { command: "operators add", args: () => ["op-mine", "--name", "Mine", "--indicator", "asn=64511"] },
  { command: "operators import", args: () => [join(dir, "operators.json")] },
  { command: "operators list" },
  { command: "operators show", args: () => ["op-a"] },
  { command: "operators export", args: ({ out }) => ["--out", join(out, "operators.json")] },
  { command: "judge operator", args: ({ clusters }) => [clusters[0], "op-a", "confirm", ...judged] },
  { command: "judge disposition", args: ({ clusters }) => [clusters[0], "confirm", ...judged] },
  { command: "judge link", args: ({ accounts }) => [accounts[0], accounts[1], "confirm", ...judged] },
  { command: "judge innocence", args: ({ other }) => [other, "confirm", ...judged], note: judgement },
  { command: "judge withdraw", args: ({ judgement }) => [judgement, ...judged] },
  { command: "judge list" },
  { command: "share", args: ({ out }) => ["--out", join(out, "shared.json")] },
  {
    command: "report make",
    args: ({ out }) => ["--from", "2026-01-01", "--to", "2027-01-01", "--out", join(out, "report"), "--format", "json,md"],
  },
  { command: "report verify", args: ({ out }) => [join(out, "report", "report.json")] },
  { command: "report list", args: () => ["--json"] },
  { command: "report schedule add", args: ({ out }) => ["weekly", "--cron", "0 6 * * 1", "--to", join(out, "told")] },
  { command: "report schedule list" },
  { command: "report schedule run" },
  { command: "report schedule remove", args: () => ["weekly"] },
  { command: "calibrate", args: () => ["--dry-run"] },
  {
    command: "alerts add",
    args: () => ["--on", "cluster", "--least", "3", "--to", "http://127.0.0.1:9/hooks"],
    note: (said) => ({ rule: first(/^(ar-\S+) tells/, said) }),
  },
  { command: "alerts list" },
  { command: "alerts test", args: ({ rule }) => [rule], code: 1 },
  { command: "alerts run" },
  { command: "alerts remove", args: ({ rule }) => [rule] },
  { command: "people list" },
  { command: "people add", args: () => ["dan", "--role", "viewer"] },
  { command: "people remove", args: () => ["dan"] },
  { command: "suspend", args: ({ clusters }) => [clusters[0], ...planned], note: batchOf },
  { command: "batches" },
  { command: "execute", args: ({ batch }) => [batch], code: 1 },
  { command: "approve", args: ({ batch, hash }) => [batch, "--hash", hash, ...by("bea")] },
  { command: "pause", args: ({ batch }) => [batch], code: 1 },
  { command: "execute", args: ({ batch }) => [batch], twice: true },
  { command: "resume", args: ({ batch }) => [batch], code: 1 },
  { command: "batch", args: ({ batch }) => [batch] },
  { command: "appeal", args: ({ accounts }) => [accounts[0], ...because], code: 1 }, // a dry run holds nobody
  { command: "appeals" },
  { command: "decide", args: () => ["a-nobody", "uphold", ...by("cem"), ...because], code: 1 },
  { command: "reverse", args: ({ batch }) => [batch, ...by("bea"), ...because] },
  { command: "suspend", args: ({ clusters }) => [clusters[1], ...planned], note: (said) => ({ second: batchOf(said).batch }) },
  { command: "deny", args: ({ second }) => [second, ...by("cem"), ...because] },
  { command: "halt" },
  { command: "audit verify" },
  { command: "audit checkpoint" },
  { command: "audit prove", args: ({ out }) => ["1", "--out", join(out, "proof.json")] },
  { command: "audit consistent", args: () => [join(dir, "checkpoint")] },
  { command: "audit erase", args: () => ["0", ...because], code: 1 },
  { command: "audit export", args: ({ out }) => ["--out", join(out, "audit")] },
  { command: "run", args: ({ out }) => [join(dir, "later.ndjson"), "--out", join(out, "found")] },
  { command: "runs list" },
  { command: "runs prune", args: () => ["--days", "1"] },
  { command: "export", args: ({ out }) => ["--format", "parquet", "--out", join(out, "export")] },
];

/** What is of the moment, of chance, or the folder's own: times, ids, salted hashes and signatures. */
function masked(text: string): string {
  return text
    .replaceAll(dir, "DIR")
    .replace(/DIR\/(free|held)/g, "DIR/FOLDER")
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?/g, "TIME")
    .replace(/\b(j|a)-[\w-]+/g, "$1-ID")
    .replace(/\bcautery_[\w-]{43}/g, "SECRET")
    .replace(/\b(t|ar)-[0-9a-f]{12}\b/g, "$1-ID")
    .replace(/\br-[0-9a-f]{16}\b/g, "r-ID")
    .replace(/\b[0-9a-f]{32,}\b/g, "HEX")
    .replace(/[\w+/]{40,}={0,2}/g, "BYTES");
}

let holder: Holder;
const outcomes: Record<"free" | "held", Outcome[]> = { free: [], held: [] };
const env = () => ({ CAUTERY_KEY_FILE: join(dir, "key") });
const call = (folder: string, ...args: string[]) => cautery([...args, "--data", join(dir, folder)], env());

async function prepare(): Promise<Known> {
  await cautery(["simulate", "--accounts", "300", "--fraud", "0.15", "--seed", "3", "--out", join(dir, "world"), "--quiet"]);
  const lines = readFileSync(join(dir, "world", "events.ndjson"), "utf8")
    .trim()
    .split("\n");
  const half = Math.floor(lines.length / 2);
  writeFileSync(join(dir, "early.ndjson"), `${lines.slice(0, half).join("\n")}\n`);
  writeFileSync(join(dir, "later.ndjson"), `${lines.slice(half).join("\n")}\nno event\n`);
  cpSync(join(dir, "world", "operators.json"), join(dir, "operators.json"));
  const ran = await call("free", "run", join(dir, "early.ndjson"), "--out", join(dir, "first"));
  expect(ran.code, ran.stderr).toBe(0);
  for (const [name, role] of [
    ["ann", "analyst"],
    ["bea", "approver"],
    ["cem", "approver"],
  ])
    await call("free", "people", "add", name, "--role", role, "--key", join(dir, `${name}.pem`));
  writeFileSync(join(dir, "checkpoint"), (await call("free", "audit", "checkpoint")).stdout);
  const clusters = readFileSync(join(dir, "first", "clusters.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { cluster: string; disposition: string; accounts: string[] })
    .filter(({ disposition }) => disposition === "fraudulent");
  return {
    out: "",
    clusters: clusters.map(({ cluster }) => cluster),
    accounts: clusters[0].accounts,
    other: clusters[1].accounts[0],
    batch: "",
    hash: "",
    second: "",
    judgement: "",
    rule: "",
  };
}

async function walk(folder: "free" | "held", start: Known): Promise<void> {
  const known = { ...start, out: join(dir, `${folder}-out`) };
  for (const { command, args, note, twice } of STEPS) {
    const step = () => call(folder, ...command.split(" "), ...(args?.(known) ?? []));
    const [outcome, other] = await Promise.all(twice && folder === "held" ? [step(), step()] : [step()]);
    if (other) expect(masked(other.stdout), other.stderr).toBe(masked(outcome.stdout));
    outcomes[folder].push(outcome);
    if (outcome.code === 0 && note) Object.assign(known, note(outcome.stdout));
  }
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "cautery-held-"));
  const known = await prepare();
  cpSync(join(dir, "free"), join(dir, "held"), { recursive: true });
  for (const folder of ["free-out", "held-out"]) cpSync(join(dir, "first"), join(dir, folder), { recursive: true });
  holder = await startHolder(join(dir, "held"), env());
  await Promise.all([walk("free", known), walk("held", known)]);
});
afterAll(async () => {
  await holder.end();
  rmSync(dir, { recursive: true, force: true });
});

describe("a folder that another process holds", () => {
  it("is walked through by every command that takes --data", async () => {
    // whoever serves a folder is the one that holds it
    const others = (await dataCommands()).filter((command) => command !== "serve");
    expect([...new Set(STEPS.map(({ command }) => command))].sort()).toEqual(others);
  });

  it.each(STEPS.map(({ command, code = 0 }, i) => ({ step: `${i} ${command}`, i, code })))(
    "is to $step as if it were free",
    ({ i, code }) => {
      const [free, held] = [outcomes.free[i], outcomes.held[i]];
      expect(free.code, free.stderr).toBe(code);
      expect(held.code, held.stderr).toBe(code);
      expect(masked(held.stdout)).toBe(masked(free.stdout));
    },
  );

  it("leaves the same files", () => {
    const names = (folder: string) => readdirSync(join(dir, folder), { recursive: true, encoding: "utf8" }).sort();
    expect(names("held-out")).toEqual(names("free-out"));
    for (const name of ["found/clusters.ndjson", "found/quarantine.ndjson", "export/clusters.ndjson", "operators.json"])
      expect(readFileSync(join(dir, "held-out", name), "utf8"), name).toBe(readFileSync(join(dir, "free-out", name), "utf8"));
  });
});
