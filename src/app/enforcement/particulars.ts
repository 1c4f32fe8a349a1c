/** The store -> accounts' particulars, and conduct, some accounts at a time: as of the last merge, or with all that was applied since. */
import { type Conduct, ConductReader } from "../../indicator/conduct.js";
import { mergePart } from "../../indicator/merge.js";
import { readPage } from "../../indicator/page.js";
import { type Particulars, ParticularsReader } from "../../indicator/particulars.js";
import { partOf } from "../../indicator/slice/segment.js";
import type { Footprints } from "../../ports/footprints.js";

interface Known {
  particulars: Map<string, Particulars>;
  conduct: Map<string, Conduct>;
}

/** As they were merged at the last clustering; those that the store does not have are left out. */
export async function mergedParticulars(store: Footprints, accounts: readonly string[]): Promise<Known> {
  const found: Known = { particulars: new Map(), conduct: new Map() };
  const [particulars, conduct] = [new ParticularsReader(), new ConductReader()];
  for (const some of dealt(store, accounts).values())
    for (const { account, bytes } of await store.footprintsOf([...some])) {
      found.particulars.set(account, particulars.read(bytes));
      found.conduct.set(account, conduct.read(bytes));
    }
  return found;
}

/** With every event that is applied, merged or not. */
export async function presentParticulars(store: Footprints, accounts: readonly string[]): Promise<Map<string, Particulars>> {
  const found = new Map<string, Particulars>();
  const reader = new ParticularsReader();
  for (const [part, wanted] of dealt(store, accounts)) {
    const { footprints, segments } = await store.part(part);
    const known = new Map(
      readPage(footprints)
        .filter(({ account }) => wanted.has(account))
        .map(({ account, bytes }) => [account, bytes]),
    );
    for (const { account, bytes } of mergePart(known, segments, (account) => wanted.has(account))) known.set(account, bytes);
    for (const [account, bytes] of known) found.set(account, reader.read(bytes));
  }
  return found;
}

function dealt(store: Footprints, accounts: readonly string[]): Map<number, Set<string>> {
  const parts = new Map<number, Set<string>>();
  for (const account of accounts) {
    const part = partOf(account, store.parts());
    const some = parts.get(part) ?? new Set();
    parts.set(part, some.add(account));
  }
  return parts;
}
