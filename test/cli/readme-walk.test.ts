/** The README's chapter on own events -> every command of it, run one after the other on a small world, as a reader would. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { writeWorld } from "../../src/adapters/files/world-folder.js";
import { settle } from "../../src/simulate/settings.js";
import { cautery } from "./command.js";

const readme = readFileSync(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");
const chapter = readme.match(/## Your own events\n([\s\S]*?)\n## /)?.[1] ?? "";
const lines = [...chapter.matchAll(/^npm run -s cautery -- ([^#\n]+)/gm)].map((match) => match[1].trim());

const dir = mkdtempSync(join(tmpdir(), "cautery-readme-"));
afterAll(() => rmSync(dir, { recursive: true }));

it("does what it says, command by command", async () => {
  expect(lines.length).toBeGreaterThan(8);
  const { eventsPath, operatorsPath } = await writeWorld(settle({ accounts: 600, fraud: 0.1, eventsPerAccount: 15 }), join(dir, "world"));
  const names: Record<string, string> = {
    "events/": eventsPath,
    "operators.json": operatorsPath,
    "cautery-data": join(dir, "data"),
    found: join(dir, "found"),
    "op-a.stix.json": join(dir, "op-a.stix.json"),
    "op-a": JSON.parse(readFileSync(operatorsPath, "utf8"))[0].id,
  };
  const env = { CAUTERY_KEY_FILE: join(dir, "key") };
  for (const line of lines) {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
    const { code, stderr } = await cautery(
      words.map((word) => names[word] ?? word),
      env,
    );
    expect(code, `${line}: ${stderr}`).toBe(0);
    if (names.CLUSTER !== undefined) continue;
    const clusters = readFileSync(join(dir, "found", "clusters.ndjson"), "utf8")
      .trimEnd()
      .split("\n")
      .map((row) => JSON.parse(row));
    const found = clusters.find(({ disposition }) => disposition === "fraudulent");
    Object.assign(names, { CLUSTER: found.cluster, ACCOUNT: found.accounts[0] });
  }
  expect(JSON.parse(readFileSync(join(dir, "op-a.stix.json"), "utf8")).type).toBe("bundle");
}, 180_000);
