/** Footprints of an embedded store, read while another merges. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { DuckDbClient } from "../../../src/adapters/duckdb/client.js";
import { footprints as footprintsOf } from "../../../src/adapters/duckdb/footprints.js";
import { type EmbeddedLog, log as logOf } from "../../../src/adapters/duckdb/log.js";
import { SCHEMA } from "../../../src/adapters/duckdb/schema.js";
import { readPage, writePages } from "../../../src/indicator/page.js";
import { slice } from "../../contracts/graph-store.js";

const PART = 3;
const dir = mkdtempSync(join(tmpdir(), "cautery-footprints-"));
let close = async () => {};
afterEach(async () => {
  await close();
  rmSync(dir, { recursive: true, force: true });
});

it("a part that is merged, and its log freed and written anew, in mid-read is read as it is then", async () => {
  const client = new DuckDbClient(dir);
  await client.open();
  await client.query(SCHEMA);
  await client.query("INSERT INTO parts (part) SELECT range FROM range(64)");
  const log = logOf(client);
  await log.open();
  close = async () => {
    await log.close();
    await client.close();
  };
  const add = async (ledger: number) =>
    log.commit({ ...slice("a", ledger, await log.mark("a")), segments: [{ part: PART, bytes: Uint8Array.of(ledger) }] });
  let meanwhile = async () => {};
  const watched: EmbeddedLog = {
    ...log,
    async segmentsOf(part, from) {
      const once = meanwhile;
      meanwhile = async () => {};
      await once(); // between the page, which is read before, and the segments
      return log.segmentsOf(part, from);
    },
  };
  const footprints = footprintsOf(client, watched);
  await footprints.open();
  /** Merges the slice of that number, as a clustering does, and lets the next take its place in the log. */
  const merge = async (ledger: number) => {
    for (let part = 0; part < 64; part++) {
      const { receipt, segments } = await footprints.part(part);
      if (segments.length > 0)
        await footprints.replacePart(
          part,
          writePages([{ account: `of ${ledger}`, bytes: Uint8Array.of(ledger), activity: new Uint8Array() }]),
          receipt,
        );
    }
    await add(ledger + 1);
  };
  const read = async () => {
    const part = await footprints.part(PART);
    return { merged: readPage(part.footprints).map(({ account }) => account), waiting: part.segments.map(([ledger]) => ledger) };
  };

  await add(0);
  meanwhile = () => merge(0);
  expect(await read()).toEqual({ merged: ["of 0"], waiting: [1] });
  meanwhile = () => merge(1);
  expect(await read()).toEqual({ merged: ["of 0", "of 1"], waiting: [2] });
});
