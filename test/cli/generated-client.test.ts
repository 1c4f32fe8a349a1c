/** The OpenAPI document -> a client that another generator makes of it: it compiles, and the contract's operations are in it. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openApiOf } from "../../src/http/openapi.js";
import { type Office, office } from "../http/office.js";

const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "cautery-client-"));

/** As the contract names them; those of reports are not served yet. */
const CONTRACT = [
  "health",
  "ready",
  "metrics",
  "postEvents",
  "listClusters",
  "getCluster",
  "listMembers",
  "getClusterGraph",
  "getClusterTimeline",
  "explainCluster",
  "getLineage",
  "getAccount",
  "explainPair",
  "search",
  "listOperators",
  "getOperator",
  "putOperator",
  "importOperators",
  "shareOperators",
  "listJudgements",
  "postJudgement",
  "withdrawJudgement",
  "planBatch",
  "listBatches",
  "getBatch",
  "approveBatch",
  "denyBatch",
  "executeBatch",
  "pauseBatch",
  "resumeBatch",
  "reverseBatch",
  "halt",
  "postAppeal",
  "listAppeals",
  "decideAppeal",
  "listRuns",
  "postRun",
  "changes",
];

/** What a program would write: an operation's query, its answer and its problems are of the document's types. */
const CLIENT = `
import type { operations } from "./schema.js";
type Json<Id extends keyof operations, Status extends keyof operations[Id]["responses"]> =
  operations[Id]["responses"][Status] extends { content: { "application/json": infer Body } } ? Body : never;
const query: operations["listClusters"]["parameters"]["query"] = { sort: "growth", min_size: 20, disposition: "fraudulent" };
export function sizes(page: Json<"listClusters", 200>): number {
  return page.items.reduce((sum, { size }) => sum + size, query?.limit ?? 0) + (page.next === null ? 0 : page.next.length);
}
export const next = (plan: Json<"planBatch", 201>): string => plan.batch + plan.hash + plan.approvals_needed.toFixed();
export type Names = ${CONTRACT.map((id) => `operations["${id}"]`).join(" | ")};
// @ts-expect-error: no such order
export const wrong: operations["listClusters"]["parameters"]["query"] = { sort: "luck" };
`;

let at: Office;
const run = (command: string, args: readonly string[]) => promisify(execFile)(command, args, { cwd: dir, maxBuffer: 64 << 20 });

beforeAll(async () => {
  at = await office();
  writeFileSync(join(dir, "openapi.json"), JSON.stringify(openApiOf(at.routes, "0.0.0")));
  writeFileSync(join(dir, "package.json"), JSON.stringify({ private: true, type: "module" }));
  // with a TypeScript of its own, whose syntax trees it prints
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "openapi-typescript@7.13.0", "typescript@5.9.3"]);
});
afterAll(async () => {
  await at.close();
  rmSync(dir, { recursive: true, force: true });
});

it("compiles strictly, with each of the contract's operations under its name", async () => {
  await run(process.execPath, [join(dir, "node_modules/openapi-typescript/bin/cli.js"), "openapi.json", "-o", "schema.ts"]);
  writeFileSync(join(dir, "client.ts"), CLIENT);
  const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2023", "--skipLibCheck"];
  const { stdout } = await run(process.execPath, [tsc, ...options, "client.ts"]).catch((error) => error as { stdout: string });
  expect(stdout).toBe("");
});
