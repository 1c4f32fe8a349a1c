/** Reports that are due: which days each is of, what was missed, and that each is made once and sent once, whenever a process dies. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { dropReport } from "../../../src/adapters/files/report-drop.js";
import { reportFailures } from "../../../src/app/alerts/report-failures.js";
import { reportHeads } from "../../../src/app/report/kept.js";
import { reportMessage } from "../../../src/app/report/message.js";
import { type Parcel, runSchedules, type SchedulePorts } from "../../../src/app/report/run-schedules.js";
import { addSchedule, type Receiver, removeSchedule, type Schedule } from "../../../src/app/report/schedules.js";
import { openLayouts } from "../../../src/cli/report-layouts.js";
import { PermanentError } from "../../../src/errors.js";
import { LaterError } from "../../../src/ports/delivery.js";
import { silentLog } from "../../../src/ports/log.js";
import { checkCronLine, duesOf } from "../../../src/report/schedule.js";
import { dayText } from "../../../src/tools/zone.js";
import { KEY, temporaryFolders } from "../../ingest/worlds.js";
import { feed, LINKS, runOf, signup } from "../enforcement/store.js";

const folder = temporaryFolders();
const layouts = await openLayouts();
const at = (text: string) => Date.parse(text);

const periods = (cron: string, zone: string, storeZone: string, since: string, now: string) =>
  duesOf({ cron, zone }, storeZone, { since: at(since), told: null, now: at(now) }).map(
    ({ from, to, isLate }) => `${dayText(from)} ${dayText(to)}${isLate ? " late" : ""}`,
  );

describe("what is due", () => {
  it("is of the days since the moment before, and late where another has passed or an hour has", () => {
    expect(periods("0 6 * * 1", "UTC", "UTC", "2026-05-01T00:00:00Z", "2026-05-18T06:30:00Z")).toEqual([
      "2026-04-27 2026-05-04 late",
      "2026-05-04 2026-05-11 late",
      "2026-05-11 2026-05-18",
    ]);
  });

  it.each(["Europe/Berlin", "America/New_York", "America/Santiago", "Asia/Kathmandu", "Pacific/Apia"])(
    "in %s has every day in one period, over days of 23 and 25 hours",
    (zone) => {
      for (const [cron, lineZone] of [
        ["30 0 * * *", zone],
        ["30 2 * * *", "Europe/Berlin"],
        ["0 6 1 * *", "UTC"],
      ]) {
        const dues = [];
        let told: number | null = null;
        let since = at("2026-02-27T00:00:00Z");
        for (let now = since; now < at("2026-11-05T00:00:00Z"); now += 5 * 86_400_000) {
          const some = duesOf({ cron, zone: lineZone }, zone, { since, told, now });
          dues.push(...some);
          told = some.at(-1)?.to ?? told;
          since = some.at(-1)?.at ?? since;
        }
        expect(dues.length).toBeGreaterThan(5);
        for (const [i, { from }] of dues.entries()) if (i > 0) expect(from).toBe(dues[i - 1].to);
      }
    },
  );

  it("is twelve reports at the most: what was missed before them is in the first", () => {
    const dues = periods("0 6 * * *", "UTC", "UTC", "2026-05-01T07:00:00Z", "2026-05-31T07:30:00Z");
    expect(dues).toHaveLength(12);
    expect(dues[0]).toBe("2026-05-01 2026-05-20 late");
    expect(dues.at(-1)).toBe("2026-05-30 2026-05-31 late");
  });

  it.each([
    ["* * * * *", "due twice"],
    ["0 6,18 * * *", "due twice"],
    ["0 6 31 2 *", "never due"],
    ["61 * * * *", "no cron line"],
    ["0 6 * *", "no cron line"],
    ["0 0 6 * * *", "no cron line"],
  ])("by %s is refused: %s", (cron, why) => {
    expect(() => checkCronLine({ cron, zone: "UTC" }, "UTC", at("2026-05-01T00:00:00Z"))).toThrow(why);
  });
});

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

const WEEKLY: Omit<Schedule, "to"> = {
  name: "weekly",
  cron: "0 6 * * 1",
  zone: "UTC",
  since: at("2026-05-01T00:00:00Z"),
  marking: "partner",
  formats: ["json", "md"],
  operator: null,
  cluster: null,
};

/** `dies`: at which sending a process dies, before or after it was taken; it is started again then, as another would be. */
async function office(to: (dir: string) => Receiver[], { name = "weekly" } = {}) {
  const dir = folder();
  const store = duckDbStore(`${dir}/data`);
  await store.open("check");
  opened.push(store);
  await feed(
    store,
    dir,
    ["a", "b", "c", "d", "e"].map((account) => signup(account, { time: "2026-05-05T00:00:00Z" })),
    { merge: true },
  );
  await store.saveRun(runOf({ "c-1": "a b c d e" }, LINKS), { at: at("2026-05-20T00:00:00Z"), ledger: 1 });
  await addSchedule(store, { ...WEEKLY, name, to: to(dir) });
  const now = { at: at("2026-05-20T12:00:00Z") };
  const sent: { to: string; parcel: Parcel }[] = [];
  const failing = new Map<string, Error>();
  const ports: SchedulePorts = {
    store,
    clock: { now: () => now.at },
    key: KEY,
    log: silentLog,
    layouts,
    async send(receiver, parcel) {
      if (receiver.is === "folder") return await dropReport(receiver.dir, parcel.name, parcel.files);
      const failure = failing.get(receiver.to);
      if (failure !== undefined) throw failure;
      sent.push({ to: receiver.to, parcel });
    },
  };
  return { dir, store, ports, now, sent, failing, run: () => runSchedules(ports, new AbortController().signal) };
}

/** At every second write or sending of the first report, and at some of the others'. */
const DEATHS = [...Array.from({ length: 14 }, (_, i) => 2 * i), 33, 46, 59, 70];

const drop = (dir: string): Receiver[] => [{ is: "folder", dir: join(dir, "out") }];

describe("three missed periods", () => {
  it("are three late reports, oldest first, each once", async () => {
    const { dir, store, run } = await office(drop);
    expect(await run()).toEqual({ made: 3, sent: 3, failed: 0 });
    expect(await run()).toEqual({ made: 0, sent: 0, failed: 0 });
    const heads = await reportHeads(store);
    expect(heads.map(({ from, due }) => `${dayText(from)} ${due === null ? "" : "late"}`)).toEqual([
      "2026-04-27 late",
      "2026-05-04 late",
      "2026-05-11 late",
    ]);
    expect(readdirSync(join(dir, "out")).sort()).toEqual([
      "weekly-2026-04-27-to-2026-05-04-late",
      "weekly-2026-05-04-to-2026-05-11-late",
      "weekly-2026-05-11-to-2026-05-18-late",
    ]);
    expect(readdirSync(join(dir, "out", "weekly-2026-05-04-to-2026-05-11-late")).sort()).toEqual(["report.json", "report.md"]);
  });

  it("are told once to each of several receivers, also where one of them is away for a while", async () => {
    const away = "https://away.example/hook";
    const { run, sent, failing, now, store } = await office((dir) => [
      ...drop(dir),
      { is: "message", to: away },
      { is: "message", to: "mailto:lead@example.org" },
    ]);
    failing.set(away, new LaterError("it is away"));
    expect(await run()).toEqual({ made: 3, sent: 6, failed: 3 });
    expect((await reportFailures(store)).map(({ report }) => report.slice(0, 7))).toEqual(["weekly/", "weekly/", "weekly/"]);
    now.at += 3_600_000;
    failing.clear();
    expect(await run()).toEqual({ made: 0, sent: 3, failed: 0 });
    for (const to of [away, "mailto:lead@example.org"]) expect(sent.filter((each) => each.to === to)).toHaveLength(3);
    expect(new Set(sent.map(({ parcel }) => parcel.id)).size).toBe(6);
  });

  /** Every write of the store, and every sending, before and after: a process may die at each. */
  it("are each made once and in the folder once, wherever a process dies; a message repeats at most once, under its id", async () => {
    for (const step of DEATHS) {
      const { dir, store, ports, sent } = await office((place) => [...drop(place), { is: "message", to: "mailto:lead@example.org" }]);
      let left = step;
      const dying = (work: () => Promise<unknown>) => async () => {
        if (left-- === 0) throw new Error("killed");
        const done = await work();
        if (left-- === 0) throw new Error("killed");
        return done;
      };
      const mortal: SchedulePorts = {
        ...ports,
        store: new Proxy(store, {
          get(target, name: keyof typeof store) {
            const method = target[name];
            if (name !== "keepRecord") return typeof method === "function" ? (method as () => unknown).bind(target) : method;
            return (...args: Parameters<typeof store.keepRecord>) => dying(() => store.keepRecord(...args))();
          },
        }),
        send: (receiver, parcel) => dying(() => ports.send(receiver, parcel))() as Promise<void>,
      };
      await runSchedules(mortal, new AbortController().signal).catch(() => {});
      expect(left, `step ${step}: nobody died`).toBeLessThan(0);
      await runSchedules(ports, new AbortController().signal);
      await runSchedules(ports, new AbortController().signal);
      const heads = await reportHeads(store);
      expect(
        heads.map(({ from }) => dayText(from)),
        `step ${step}`,
      ).toEqual(["2026-04-27", "2026-05-04", "2026-05-11"]);
      expect(readdirSync(join(dir, "out"))).toHaveLength(3);
      const times = new Map<string, number>();
      for (const { parcel } of sent) times.set(parcel.id, (times.get(parcel.id) ?? 0) + 1);
      expect(times.size).toBe(3);
      expect([...times.values()].reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(4);
      await store.close();
      opened.pop();
    }
  }, 240_000);
});

describe("a schedule", () => {
  it("tells in the formats that can be made, where one cannot", async () => {
    const { dir, run, ports, store } = await office(drop);
    await removeSchedule(store, "weekly");
    await addSchedule(store, { ...WEEKLY, formats: ["pdf", "json"], to: drop(dir) });
    const none = async () => {
      throw new PermanentError("no PDF can be made");
    };
    ports.layouts = { ...layouts, pdf: { ...layouts.pdf, render: none } };
    expect(await run()).toEqual({ made: 3, sent: 3, failed: 0 });
    expect(readdirSync(join(dir, "out", "weekly-2026-05-04-to-2026-05-11-late"))).toEqual(["report.json"]);
  });

  it("goes on after what it told, where it was removed and is added again", async () => {
    const { store, run, dir, now } = await office(drop);
    await run();
    await removeSchedule(store, "weekly");
    expect(await run()).toEqual({ made: 0, sent: 0, failed: 0 });
    await addSchedule(store, { ...WEEKLY, to: drop(dir) });
    now.at = at("2026-05-25T06:10:00Z");
    expect(await run()).toEqual({ made: 1, sent: 1, failed: 0 });
    expect(readdirSync(join(dir, "out"))).toContain("weekly-2026-05-18-to-2026-05-25");
  });

  it("is nobody else's with a name that begins alike", async () => {
    const { store, run } = await office(drop, { name: "week" });
    await addSchedule(store, { ...WEEKLY, name: "week-2", to: drop(folder()) });
    expect((await run())?.made).toBe(6);
    expect((await run())?.made).toBe(0);
  });

  it("whose folder cannot be written to fails, and is made up for later", async () => {
    const { dir, run } = await office(drop);
    mkdirSync(join(dir, "data"), { recursive: true });
    writeFileSync(join(dir, "out"), "a file");
    expect(await run()).toMatchObject({ sent: 0, failed: 3 });
    rmSync(join(dir, "out"));
    expect(await run()).toEqual({ made: 0, sent: 3, failed: 0 });
    expect(existsSync(join(dir, "out", "weekly-2026-05-11-to-2026-05-18-late", "report.json"))).toBe(true);
  });

  it("tells by mail the key judgements, with the files beside, the same bytes each time", async () => {
    const { run, sent } = await office(() => [{ is: "message", to: "mailto:lead@example.org" }]);
    await run();
    const [{ parcel }] = sent;
    const message = reportMessage(parcel);
    expect(message).toEqual(reportMessage(parcel));
    expect(message.id).toMatch(/^[\w-]{1,100}$/);
    expect(message.subject).toBe("Attribution report 2026-04-27 to 2026-05-03 (late)");
    for (const judgement of parcel.keyJudgements) expect(message.text).toContain(judgement);
    expect(message.attachments?.map(({ name }) => name)).toEqual(["report.json", "report.md"]);
    expect(JSON.parse(message.body)).toMatchObject({ type: "cautery.report", marking: "partner", report: parcel.head.id });
  });
});
