/**
 * The communities that an account is judged by -> the same, to the last, as where each that anything suggests is summed whole: what is left
 * out for being common to many could not have been among them.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Candidates } from "../../../src/cluster/refine/candidates.js";
import { Meetings } from "../../../src/cluster/refine/meetings.js";
import { type Profiles, profilesOf } from "../../../src/cluster/refine/profile.js";
import type { Raised } from "../../../src/cluster/refine/raised.js";
import { loadPopulation } from "../../../src/ingest/load.js";
import { type Links, link } from "../../../src/link/link.js";
import { linkedGraph, searched } from "../../../src/pipeline.js";
import { ingest, temporaryFolders, withStore } from "../../ingest/worlds.js";
import { worldOf } from "../../simulate/world-of.js";

/** By looking at all of the row. */
function bitsIn({ start, profile: profiles, bits }: Raised, row: number, profile: number): number {
  for (let i = start[row]; i < start[row + 1]; i++) if (profiles[i] === profile) return bits[i];
  return 0;
}

const folder = temporaryFolders();

async function linksOf(seed: number): Promise<Links> {
  const path = join(folder(), "events.ndjson");
  writeFileSync(path, worldOf({ accounts: 800, fraud: 0.4, seed, eventsPerAccount: 10 }).text);
  const dir = folder();
  await ingest(dir, [path]);
  return link(await withStore(dir, (store) => loadPopulation(store)));
}

/** All that is suggested, each summed over all that the account has: first what suggests, then what is common. */
function unpruned(a: number, all: Profiles, common: number): number[] {
  const { raised, model } = all;
  const { start, token, kinds, kindOf } = model.tokens;
  const rows = Array.from(token.subarray(start[a], start[a + 1]), (t) => ({ row: raised.row[t], repeat: kinds[kindOf[t]].rule.repeat }));
  const isCommon = (row: number) => raised.start[row + 1] - raised.start[row] > common;
  const suggesting = rows.filter(({ row }) => row >= 0 && !isCommon(row));
  const met = new Map<number, number>();
  const { start: from, partner } = model.coactions;
  for (const other of new Set(partner.subarray(from[a], from[a + 1]))) {
    const profile = all.of[all.community[other]];
    if (profile >= 0) met.set(profile, (met.get(profile) ?? 0) + 1);
  }
  const suggested = new Set(met.keys());
  for (const { row } of suggesting) for (let i = raised.start[row]; i < raised.start[row + 1]; i++) suggested.add(raised.profile[i]);
  const commonRows = rows.filter(({ row }) => row >= 0 && isCommon(row));
  const sums = [...suggested].map((profile) => {
    let sum = met.get(profile) ?? 0;
    for (const { row, repeat } of [...suggesting, ...commonRows]) sum += bitsIn(raised, row, profile) * repeat;
    return { profile, sum };
  });
  return sums
    .sort((x, y) => y.sum - x.sum || x.profile - y.profile)
    .slice(0, 4)
    .map(({ profile }) => profile);
}

describe("an account's candidates", () => {
  it.each([1, 2, 3])("are those of a search that leaves nobody out, whatever counts as common (world %i)", async (seed) => {
    const links = await linksOf(seed);
    const population = links.model.population;
    const all = profilesOf(searched(linkedGraph(population, links)), links.model);
    expect(all.size.length).toBeGreaterThan(8);
    for (const common of [0, 1, 3, 256]) {
      const candidates = new Candidates(all, new Meetings(all), { common });
      const accounts = Array.from({ length: population.size }, (_, a) => a);
      const found = accounts.map((a) => [...candidates.of(a)]);
      expect(found).toEqual(accounts.map((a) => unpruned(a, all, common)));
      if (common > 0) expect(found.filter(({ length }) => length > 1).length).toBeGreaterThan(20);
    }
  });
});
