/** Reports over a small store: what is counted, that it never changes, and that what comes late is corrected later, to the unit. */
import { afterEach, describe, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import type { ControlPorts } from "../../../src/app/enforcement/control.js";
import { editionOf, type ReportHead, reportHeads } from "../../../src/app/report/kept.js";
import { makeReport, type ReportAsked } from "../../../src/app/report/make.js";
import { renderReport } from "../../../src/app/report/render.js";
import { verifyReport } from "../../../src/app/report/verify.js";
import { openLayouts } from "../../../src/cli/report-layouts.js";
import type { ReportMarking } from "../../../src/contract/report/fields.js";
import type { Report } from "../../../src/contract/report.js";
import { NotFoundError, UsageError } from "../../../src/errors.js";
import { KEY, temporaryFolders } from "../../ingest/worlds.js";
import { feed, LINKS, runOf, signup } from "../enforcement/store.js";

const folder = temporaryFolders();
const layouts = await openLayouts();

const usage = (account: string, time: string, exchanges: number, more: object = {}) => ({
  type: "usage",
  time,
  account,
  exchanges,
  input_tokens: 10 * exchanges,
  output_tokens: exchanges,
  capability: "coding",
  model: "m-1",
  network: { country: "br", ip: "203.0.113.7" },
  ...more,
});
const status = (account: string, time: string, what: string) => ({ type: "status", time, account, status: what, actor: "trust" });

const MAY = [
  ...["a", "b", "d", "e", "f", "g"].map((account) => signup(account, { time: "2026-05-01T00:00:00Z", network: { country: "DE" } })),
  usage("a", "2026-05-01T00:00:00Z", 5),
  usage("a", "2026-05-31T23:59:59.999Z", 7, { capability: "chat", model: "m-2" }),
  usage("a", "2026-06-01T00:00:00Z", 11),
  usage("b", "2026-05-02T12:00:00Z", 13, { capability: undefined, network: { country: "VN" } }),
  usage("f", "2026-05-02T12:00:00Z", 1000),
  status("b", "2026-05-03T10:00:00Z", "suspended"),
  signup("c", { time: "2026-05-03T10:12:00Z" }),
  status("b", "2026-05-04T10:00:00Z", "reinstated"),
];

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

/** A store with what came in May, and a clustering in which c-1 is op-a's. */
async function office(zone?: string) {
  const dir = folder();
  const store = duckDbStore(`${dir}/data`);
  await store.open("check", zone === undefined ? {} : { zone });
  opened.push(store);
  const clock = { now: () => Date.UTC(2026, 6, 1) };
  const ports: ControlPorts = { store, clock, key: KEY };
  let ledger = 1;
  const run = async (clusters: Record<string, string>, operator = "op-a") =>
    await store.saveRun(
      runOf(clusters, LINKS, {
        attribution: [
          { operator, confidence: 0.9, likelihood: "very likely" },
          { operator: "unknown", confidence: 0.1, likelihood: "very unlikely" },
        ],
      }),
      { at: Date.UTC(2026, 5, 10) + ledger, ledger: ledger++ },
    );
  const take = (events: readonly object[]) => feed(store, dir, events, { merge: true });
  const make = (asked: ReportAsked) => makeReport(ports, asked);
  const read = (head: ReportHead, marking: ReportMarking = "internal") => editionOf(store, head, marking);
  await take(MAY);
  await run({ "c-1": "a b c d e" });
  return { store, ports, run, take, make, read };
}

const MONTH = { from: "2026-05-01", to: "2026-06-01" };

describe("a report", () => {
  it("counts the events of fraudulent accounts in the period, both ends as they should be", async () => {
    const { make, read } = await office();
    const report = await read(await make(MONTH));
    expect(report.period).toEqual({ from: "2026-05-01T00:00:00.000Z", to: "2026-06-01T00:00:00.000Z", zone: "UTC" });
    expect(report.totals).toEqual({ clusters: 1, accounts: 5, exchanges: 25, input_tokens: 250, output_tokens: 25 });
    const [operator] = report.operators;
    expect(operator).toMatchObject({
      operator: "op-a",
      probability: 0.9,
      likelihood: "very likely",
      clusters: ["c-1"],
      accounts: 5,
      exchanges: 25,
      capabilities: { coding: 5, chat: 7, unsaid: 13 },
      countries: { BR: 1, VN: 1 },
      suspended: 1,
      reinstated: 1,
      relink_median_s: 720,
    });
    expect(operator.by_day.map(({ day, accounts, exchanges }) => [day, accounts, exchanges])).toEqual([
      ["2026-05-01", 4, 5],
      ["2026-05-02", 1, 13],
      ["2026-05-03", 2, 0],
      ["2026-05-04", 1, 0],
      ["2026-05-31", 1, 7],
    ]);
    expect(report.succession.takeovers).toMatchObject([{ suspended: "b", successor: "c", seconds: 720 }]);
  });

  it("is of days in the store's zone", async () => {
    const { make, read } = await office("Asia/Kathmandu");
    const report = await read(await make(MONTH));
    expect(report.period.from).toBe("2026-04-30T18:15:00.000Z");
    expect(report.totals.exchanges).toBe(5 + 13); // the end of 31 May UTC is June there
    await expect(make({ from: "2026-05-01T00:00:00Z", to: "2026-06-01" })).rejects.toThrow(UsageError);
    await expect(make({ ...MONTH, zone: "UTC" })).rejects.toThrow("counts days in Asia/Kathmandu");
  });

  it("is made once of a period and run, and never changes", async () => {
    const { store, make, read, take, run } = await office();
    const head = await make(MONTH);
    const before = await read(head);
    expect(await make(MONTH)).toEqual(head);
    await take([usage("a", "2026-05-20T00:00:00Z", 17)]);
    await run({ "c-1": "a b c d e" });
    expect(await read(head)).toEqual(before);
    const again = await make(MONTH);
    expect(again.id).not.toBe(head.id);
    expect((await reportHeads(store)).map(({ id }) => id)).toEqual([head.id, again.id]);
  });

  it("tells in the next what came late, who was found, cleared and moved, so that all of it adds up", async () => {
    const { make, read, take, run } = await office();
    const may = await read(await make(MONTH));
    await take([usage("a", "2026-05-20T00:00:00Z", 17), usage("b", "2026-06-02T00:00:00Z", 3)]);
    await run({ "c-1": "a b c", "c-2": "f g" });
    const june = await read(await make({ from: "2026-06-01", to: "2026-07-01" }));
    expect(june.corrections.map(({ operator, exchanges, why, period }) => [period.from.slice(0, 10), operator, exchanges, why])).toEqual([
      ["2026-05-01", "op-a", 1000, "accounts were found to be fraudulent since"],
      ["2026-05-01", "op-a", 17, "events of these accounts came late"],
    ]);
    await run({ "c-1": "a b c" }, "op-b");
    const july = await read(await make({ from: "2026-07-01", to: "2026-08-01" }));
    const told = [may, june, july].reduce((sum, { totals }) => sum + Number(totals.exchanges), 0);
    const corrected = [june, july].flatMap(({ corrections }) => corrections).reduce((sum, { exchanges }) => sum + Number(exchanges), 0);
    expect(told + corrected).toBe(5 + 7 + 11 + 13 + 17 + 3);
    const last = await read(await make({ from: "2026-08-01", to: "2026-09-01" }));
    expect(last.corrections).toEqual([]);
  });

  it("is of one operator, or of one cluster by an id of any time, and adds up by itself", async () => {
    const { make, read } = await office();
    expect((await read(await make({ ...MONTH, operator: "op-a" }))).totals.exchanges).toBe(25);
    expect((await read(await make({ ...MONTH, cluster: "c-1" }))).scope).toEqual({ operator: null, cluster: "c-1" });
    await expect(make({ ...MONTH, operator: "op-x" })).rejects.toThrow(NotFoundError);
    await expect(make({ ...MONTH, cluster: "c-x" })).rejects.toThrow(NotFoundError);
  });

  it("of two made at once is made one after the other", async () => {
    const { store, make } = await office();
    const heads = await Promise.all([make(MONTH), make(MONTH), make({ from: "2026-05-01", to: "2026-05-02" })]);
    expect(heads[0]).toEqual(heads[1]);
    expect((await reportHeads(store)).map(({ order }) => order)).toEqual([1, 2]);
  });
});

describe("a marking", () => {
  const textOf = async (report: Report) =>
    (await Promise.all((["json", "csv", "stix", "md"] as const).map((format) => renderReport(report, format, layouts)))).join("\n");

  it("keeps accounts' ids within the house", async () => {
    const { make, read, take, run } = await office();
    await take([
      status("account-to-hide", "2026-05-03T09:00:00Z", "suspended"),
      signup("successor-to-hide", { time: "2026-05-03T09:01:00Z" }),
    ]);
    await run({ "c-1": "a b c account-to-hide successor-to-hide" });
    const head = await make(MONTH);
    expect(await textOf(await read(head))).toContain("successor-to-hide");
    for (const marking of ["partner", "public"] as const) expect(await textOf(await read(head, marking))).not.toContain("to-hide");
  });

  it("tells the public small counts as few, also in sentences, and nothing that gives them away", async () => {
    const { make, read } = await office();
    const report = await read(await make(MONTH), "public");
    expect(report.tlp).toBe("TLP:CLEAR");
    expect(report.totals).toEqual({ clusters: "<10", accounts: "<10", exchanges: 25, input_tokens: 250, output_tokens: 25 });
    expect(report.operators[0]).toMatchObject({ suspended: "<10", capabilities: { coding: "<10", unsaid: 13 }, relink_median_s: null });
    expect(report.facts.find(({ id }) => id === "totals")!.text).toContain("<10 accounts in <10 clusters");
    expect(report.succession).toMatchObject({ suspended: "<10", share: null, median_s: null });
    expect(report.succession.takeovers).toBeUndefined();
  });
});

describe("verify", () => {
  it.each(["json", "csv", "stix", "md"] as const)("counts every figure of a %s file again, and names what is off", async (format) => {
    const { store, make, read, take, run } = await office();
    const head = await make(MONTH);
    await take([usage("a", "2026-05-20T00:00:00Z", 17)]);
    await run({ "c-1": "a b" }); // what is so today is of no matter
    for (const marking of ["internal", "public"] as const) {
      const report = await read(head, marking);
      const bytes = await renderReport(report, format, layouts);
      const verified = await verifyReport(store, bytes, layouts);
      expect(verified).toEqual({ report: head.id, marking, format, figures: report.figures.length, off: [] });
      const changed = Buffer.from(Buffer.from(bytes).toString().replaceAll("250", "251"));
      expect((await verifyReport(store, changed, layouts)).off.length).toBeGreaterThan(0);
    }
  });

  it("refuses what is no report's file, and one that is not kept here", async () => {
    const { store, make, read } = await office();
    const other = await office();
    await expect(verifyReport(store, Buffer.from("hello"), layouts)).rejects.toThrow("no file of a report");
    const bytes = await renderReport(await read(await make(MONTH)), "json", layouts);
    await expect(verifyReport(other.store, bytes, layouts)).rejects.toThrow(NotFoundError);
  });
});
