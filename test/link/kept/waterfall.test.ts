/** A pair's waterfall in numbers -> the same rows and weight as `PairScorer` tells, for every pair. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadPopulation } from "../../../src/ingest/load.js";
import { strongestFirst } from "../../../src/link/kept/inside.js";
import { Texts } from "../../../src/link/kept/texts.js";
import { Waterfall } from "../../../src/link/kept/waterfall.js";
import { type Links, link } from "../../../src/link/link.js";
import { PairScorer } from "../../../src/link/score.js";
import type { LinkEvidence } from "../../../src/model/link.js";
import { mix32 } from "../../../src/tools/mix.js";
import { ingest, temporaryFolders, withStore } from "../../ingest/worlds.js";
import { worldOf } from "../../simulate/world-of.js";

const folder = temporaryFolders();
let links: Links;

beforeAll(async () => {
  const path = join(folder(), "events.ndjson");
  writeFileSync(path, worldOf({ accounts: 400, fraud: 0.3, seed: 11, eventsPerAccount: 12 }).text);
  const dir = folder();
  await ingest(dir, [path]);
  links = link(await withStore(dir, (store) => loadPopulation(store)));
});

const byStrength = (x: LinkEvidence, y: LinkEvidence) =>
  Math.abs(y.bits) - Math.abs(x.bits) || (x.kind < y.kind ? -1 : x.kind > y.kind ? 1 : x.value < y.value ? -1 : 1);

describe("a waterfall", () => {
  it("has each row that the scorer tells, strongest first, and its weight, of links and of strangers", () => {
    const { source, target, model } = links;
    const { size } = model.population;
    const strangers = Array.from({ length: 2000 }, (_, i) => [mix32(2 * i) % size, mix32(2 * i + 1) % size] as const);
    const pairs = [...Array.from(source, (a, e) => [a, target[e]] as const), ...strangers.filter(([a, b]) => a < b)];
    const kinds = new Set<string>();
    let weighedAtHome = 0;
    const waterfall = new Waterfall(model);
    const texts = new Texts(model);
    for (const [a, b] of pairs) {
      const rows: LinkEvidence[] = [];
      const weight = new PairScorer(model).score(a, b, rows);
      waterfall.look(a, b);
      expect([waterfall.weight, texts.of(waterfall)]).toEqual([weight, rows.sort(byStrength)]);
      for (const { kind, value } of rows) kinds.add(value.endsWith("shared") ? value : kind);
      if (new PairScorer({ ...model, home: null }).score(a, b) > weight) weighedAtHome++;
    }
    expect([...kinds]).toEqual(
      expect.arrayContaining(["prior", "cap", "co-action", "succession", "sign-up", "none shared", "device", "asn"]),
    );
    expect(weighedAtHome).toBeGreaterThan(20);
  });

  it("makes equal rows of a value once, however many pairs have it", () => {
    const { source, target, model } = links;
    const waterfall = new Waterfall(model);
    const texts = new Texts(model);
    const made = new Map<string, LinkEvidence>();
    source.forEach((a, e) => {
      waterfall.look(a, target[e]);
      for (const row of texts.of(waterfall)) {
        if (row.kind !== "device") continue;
        const key = JSON.stringify(row);
        expect(made.get(key) ?? row).toBe(row);
        made.set(key, row);
      }
    });
    expect(made.size).toBeGreaterThan(1);
  });
});

describe("links", () => {
  it("come strongest first, then by number", () => {
    const weight = Float32Array.of(2, 0.5, 7.25, 2, 1e-9, 7.25, 300);
    expect([...strongestFirst(Uint32Array.of(0, 1, 2, 3, 4, 5, 6), weight)]).toEqual([6, 2, 5, 0, 3, 1, 4]);
    expect([...strongestFirst(Uint32Array.of(1, 4, 5), weight)]).toEqual([5, 1, 4]);
  });
});
