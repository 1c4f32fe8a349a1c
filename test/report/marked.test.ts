/**
 * A simulated world with canaries planted in everything that is personal, clustered as a whole -> no report under a lower marking has any
 * of them in any byte, and none at all has a person's.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeWorld } from "../../src/adapters/files/world-folder.js";
import { openFolder } from "../../src/adapters/open.js";
import { cluster } from "../../src/app/cluster.js";
import { ingest } from "../../src/app/ingest.js";
import { editionOf, type ReportHead } from "../../src/app/report/kept.js";
import { makeReport } from "../../src/app/report/make.js";
import { renderReport } from "../../src/app/report/render.js";
import { openLayouts } from "../../src/cli/report-layouts.js";
import { MARKINGS, type ReportMarking } from "../../src/contract/report/fields.js";
import { listInputs } from "../../src/event/input.js";
import { parseDossiers } from "../../src/model/dossier.js";
import type { Format } from "../../src/report/formats/names.js";
import { settle } from "../../src/simulate/settings.js";

const FORMATS = ["json", "csv", "stix", "md", "html"] as const satisfies readonly Format[];
const PERSONS = 6;

let dir: string;
let head: ReportHead;
const texts = new Map<string, string>();
/** What was planted: of persons, and accounts' ids. */
const personal: string[] = [];
const accounts: string[] = [];

/** The same event, with values that nothing else has in all that is a person's. */
function planted(line: string, who: ReadonlyMap<string, number>): string {
  const event = JSON.parse(line) as Record<string, unknown>;
  const n = who.get(String(event.account));
  if (n === undefined) return line;
  event.account = `canary-account-${n}`;
  const plant = (value: string): string => {
    personal.push(value);
    return value;
  };
  if (event.email) event.email = `${plant(`canary.mail.${n}`)}@${plant(`canary-domain-${n}.example`)}`;
  if (event.phone) event.phone = `+${plant(`99900011122${n}`)}`;
  if (event.name) event.name = `${plant(`Canaria${n}`)} ${plant(`Namensson${n}`)}`;
  if (event.payment) event.payment = { ...(event.payment as object), fingerprint: plant(`canary-card-${n}`) };
  if (event.type === "signup") event.identity = { document: plant(`canary-document-${n}`), verified: true };
  if (event.type === "usage") event.prompt = plant(`canary prompt ${n}: translate this secret text`);
  return JSON.stringify(event);
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "cautery-marked-"));
  const world = await writeWorld(settle({ accounts: 400, fraud: 0.3, seed: 4 }), dir);
  const truth = readFileSync(world.truthPath, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { account: string; fraud: boolean });
  const who = new Map(
    truth
      .filter(({ fraud }) => fraud)
      .slice(0, PERSONS)
      .map(({ account }, n) => [account, n]),
  );
  for (const n of who.values()) accounts.push(`canary-account-${n}`);
  const path = join(dir, "planted.ndjson");
  const lines = readFileSync(world.eventsPath, "utf8").trim().split("\n");
  writeFileSync(path, `${lines.map((line) => planted(line, who)).join("\n")}\n`);
  const folder = await openFolder(join(dir, "data"), { env: { CAUTERY_KEY_FILE: join(dir, "key") } });
  try {
    await folder.store.saveDossiers(parseDossiers(readFileSync(world.operatorsPath, "utf8")));
    await ingest(folder, { inputs: await listInputs([path]), threads: 1 });
    await cluster(folder);
    head = await makeReport(folder, { from: "2026-01-01", to: "2027-01-01" });
    const layouts = await openLayouts();
    for (const marking of MARKINGS)
      for (const format of FORMATS) {
        const bytes = await renderReport(await editionOf(folder.store, head, marking), format, layouts);
        texts.set(`${marking} ${format}`, Buffer.from(bytes).toString("utf8"));
      }
  } finally {
    await folder.close();
  }
}, 240_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const found = (marking: ReportMarking, format: Format, canaries: readonly string[]): string[] => {
  const text = texts.get(`${marking} ${format}`)!.toLowerCase();
  return canaries.filter((canary) => text.includes(canary.toLowerCase()));
};

describe("canaries", () => {
  it("are forty at the least, and their accounts are told within the house", () => {
    expect(new Set([...personal, ...accounts]).size).toBeGreaterThanOrEqual(40);
    expect(head.totals.accounts).toBeGreaterThan(50);
  });

  it.each(FORMATS.flatMap((format) => MARKINGS.map((marking) => [format, marking] as const)))(
    "of persons are in no byte of the %s under %s",
    (format, marking) => {
      expect(found(marking, format, [...new Set(personal)])).toEqual([]);
    },
  );

  it.each(FORMATS.flatMap((format) => (["partner", "public"] as const).map((marking) => [format, marking] as const)))(
    "that are accounts' ids are in no byte of the %s under %s",
    (format, marking) => {
      expect(found(marking, format, accounts)).toEqual([]);
      expect(texts.get(`${marking} ${format}`)).not.toMatch(/\bacc-[0-9a-z]{6,}/);
    },
  );

  it("that are accounts' ids would be found", () => {
    expect(texts.get("internal json")).toMatch(/\bacc-[0-9a-z]{6,}|canary-account/);
  });
});
