/** Statements in a folder: only its owner reads it, each file is whole, and it says what the last call wrote. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeStatements } from "../../../src/adapters/files/statements-folder.js";
import { statementsOf } from "../../../src/enforcement/statements/statements.js";
import { PermanentError } from "../../../src/errors.js";
import { HASH, plannedAccount, planOf } from "../../enforcement/example-plan.js";
import { dsaLot } from "../../enforcement/statements/dsa-schema.js";
import { temporaryFolders } from "../../ingest/worlds.js";

const folder = temporaryFolders();
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const rows = (path: string) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

function statements(accounts: number) {
  const items = Array.from({ length: accounts }, (_, i) => plannedAccount(`acc-${i}`));
  const taken = items.map(({ account }) => ({
    account,
    measure: "suspend" as const,
    at: Date.UTC(2026, 4, 1),
    automated: true,
    until: null,
  }));
  return statementsOf(planOf(items), HASH, taken, { approvals: ["Ada"] });
}

it("has users, internal and lots of a hundred, which nobody else may read", async () => {
  const out = join(folder(), "statements");
  await writeStatements(out, statements(230));
  expect(readdirSync(out).sort()).toEqual(["dsa-0001.ndjson", "dsa-0002.ndjson", "dsa-0003.ndjson", "internal.ndjson", "users.ndjson"]);
  expect([mode(out), ...readdirSync(out).map((name) => mode(join(out, name)))]).toEqual(["700", "600", "600", "600", "600", "600"]);
  expect([1, 2, 3].map((lot) => dsaLot.parse(rows(join(out, `dsa-000${lot}.ndjson`))).length)).toEqual([100, 100, 30]);
  expect(rows(join(out, "users.ndjson")).map(({ account }) => account)).toEqual(
    rows(join(out, "internal.ndjson")).map(({ account }) => account),
  );
});

it("keeps no lot of an earlier call, and nothing half written; a folder that was open is closed", async () => {
  const out = join(folder(), "statements");
  mkdirSync(out, { mode: 0o755 });
  writeFileSync(join(out, `users.ndjson.${process.pid}.part`), "half", { mode: 0o644 });
  await writeStatements(out, statements(230));
  await writeStatements(out, statements(1));
  expect(readdirSync(out).sort()).toEqual(["dsa-0001.ndjson", "internal.ndjson", "users.ndjson"]);
  expect([mode(out), mode(join(out, "users.ndjson"))]).toEqual(["700", "600"]);
});

it("says where it cannot write", async () => {
  const file = join(folder(), "file");
  writeFileSync(file, "");
  await expect(writeStatements(file, statements(1))).rejects.toThrow(PermanentError);
});
