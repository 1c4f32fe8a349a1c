/** `cautery evaluate` as a person calls it: files in, tables or JSON out. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cautery } from "../command.js";

const truth = [
  { account: "a1", fraud: true, group: "g1", operator: "op-a", kind: "campaign" },
  { account: "a2", fraud: true, group: "g1", operator: "op-a", kind: "campaign" },
  { account: "i1", fraud: false, group: null, operator: null, kind: "individual" },
];
const clusters = [
  { cluster: "c1", accounts: ["a1", "a2"], score: 0.97, disposition: "fraudulent", attribution: [{ operator: "op-a", confidence: 0.9 }] },
];
const ndjson = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cautery-evaluate-"));
  await writeFile(path("truth.ndjson"), ndjson(truth));
  await writeFile(path("truth.ndjson.gz"), gzipSync(ndjson(truth)));
  await writeFile(path("cut.ndjson.gz"), gzipSync(ndjson(truth)).subarray(0, -12));
  await writeFile(path("clusters.ndjson"), `${ndjson(clusters)}\n`);
  await writeFile(path("broken.ndjson"), `${ndjson(clusters)}{"cluster":"c2","accounts":["i1"],"score":1.5,"disposition":"fraudulent"}\n`);
});

afterAll(() => rm(folder, { recursive: true }));

describe("cautery evaluate", () => {
  it("prints tables", async () => {
    const { code, stdout } = await cautery(["evaluate", "--truth", path("truth.ndjson"), "--clusters", path("clusters.ndjson")]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/precision .* 1\.0000/);
    expect(stdout).toMatch(/campaign +2 +2 +1\.000/);
    expect(stdout).toMatch(/of those, most of it their hand's +2 +1\.000/);
    expect(stdout).toMatch(/confidence in the operator +1 +0\.010 +0\.100 +0\.100 +0\.100 to 0\.100/);
  });

  it("gives one JSON object with --json, and reads gzip", async () => {
    const { code, stdout } = await cautery([
      "evaluate",
      "--truth",
      path("truth.ndjson.gz"),
      "--clusters",
      path("clusters.ndjson"),
      "--json",
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      accounts: 3,
      detection: { precision: 1, recall: 1 },
      grouping: { hands: { clustered: 2, accuracy: 1 } },
      attribution: { named: { accuracy: 1 }, confidence: { equalCount: { ece: expect.closeTo(0.1) } } },
    });
  });

  it("names file, line and field of what it cannot take", async () => {
    const { code, stderr } = await cautery(["evaluate", "--truth", path("truth.ndjson"), "--clusters", path("broken.ndjson")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/broken\.ndjson, line 2: "score"/);
  });

  it("says which file it cannot read", async () => {
    const { code, stderr } = await cautery(["evaluate", "--truth", path("nothing.ndjson"), "--clusters", path("clusters.ndjson")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot read .*nothing\.ndjson/);
  });

  it("takes no part of a file for the whole", async () => {
    const { code, stderr } = await cautery(["evaluate", "--truth", path("cut.ndjson.gz"), "--clusters", path("clusters.ndjson")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cut\.ndjson\.gz.*gzip: unexpected end of file/);
  });

  it("exits 2 where it was called wrongly", async () => {
    expect((await cautery(["evaluate", "--truth", path("truth.ndjson")])).code).toBe(2);
  });
});
