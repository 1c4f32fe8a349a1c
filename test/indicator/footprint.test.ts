/** Footprints: the same events give the same bytes, however they are cut and in whatever order they come. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/event/event.js";
import { populationOfRows } from "../../src/indicator/build.js";
import { mergePart } from "../../src/indicator/merge.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import type { Population } from "../../src/indicator/population.js";
import { packSegments } from "../../src/indicator/slice/segment.js";
import { MOST_TYPE, NO_CAPABILITY, Slice } from "../../src/indicator/slice/slice.js";
import { Values } from "../../src/indicator/slice/values.js";

const token = pseudonymiser(Buffer.alloc(32, 1));

function segment(events: readonly Event[]): Uint8Array[] {
  const slice = new Slice(new Values(token));
  for (const event of events) slice.add(event);
  return packSegments(slice, new Uint8Array(events.length).fill(1), 1).map(({ bytes }) => bytes);
}

const footprints = (slices: readonly (readonly Event[])[], known = new Map<string, Uint8Array>()) =>
  mergePart(known, slices.flatMap(segment)).map(({ account, bytes }) => `${account} ${Buffer.from(bytes).toString("hex")}`);

const population = (events: readonly Event[]): Population => populationOfRows(mergePart(new Map(), segment(events)));

/** Enough values for every kind to push some out. */
const word = fc.integer({ min: 0, max: 200 }).map((n) => `v${n}`);
const time = fc.integer({ min: 0, max: 100_000 }).map((s) => new Date(1.77e12 + s * 1000).toISOString());
const context = {
  network: fc.record({ ip: fc.ipV4(), asn: fc.nat(100), country: fc.constantFrom("DE", "us") }, { requiredKeys: [] }),
  client: fc.record({ device: word, user_agent: word, ja4: word, language: word, timezone: word }, { requiredKeys: [] }),
  attributes: fc.dictionary(word, word, { maxKeys: 6 }),
};
const head = { id: fc.uuid(), time, account: fc.constantFrom("a", "b", "ü") };
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    type: fc.constant("signup"),
    ...head,
    email: word.map((local) => `${local}@x.de`),
    name: fc.string(),
    phone: fc.stringMatching(/^\d{5,12}$/),
    ...context,
  }),
  fc.record({
    type: fc.constant("usage"),
    ...head,
    model: word,
    prompt_simhash: fc.stringMatching(/^[0-9a-f]{16}$/),
    input_tokens: fc.nat(),
    exchanges: fc.nat(50),
    ...context,
  }),
  fc.record(
    {
      type: fc.constant("status"),
      ...head,
      time: fc.oneof(time, fc.constant(new Date(1.77e12).toISOString())), // some at once, told differently
      status: fc.constantFrom("suspended", "reinstated", "closed"),
      actor: fc.constantFrom("cautery", "kim", "lee", ""),
      reason: fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("abuse", "batch-1")),
    },
    { requiredKeys: ["type", "id", "time", "account"] },
  ),
) as fc.Arbitrary<Event>;
const events = fc.array(event, { minLength: 1, maxLength: 150 });

describe("merging", () => {
  it("gives the same bytes for any cut and any order", () => {
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat(6)), (all, cut) => {
        const slices: Event[][] = Array.from({ length: 7 }, () => []);
        for (const one of all.toReversed()) slices[cut.next().value as number].push(one);
        expect(footprints(slices)).toEqual(footprints([all]));
      }),
      { numRuns: 60 },
    );
  });

  it("into what was merged before gives the same bytes as merging all at once", () => {
    fc.assert(
      fc.property(events, events, (before, after) => {
        const known = new Map(mergePart(new Map(), segment(before)).map(({ account, bytes }) => [account, bytes]));
        const accounts = new Set(after.map(({ account }) => account));
        const whole = footprints([[...before, ...after]]).filter((line) => accounts.has(line.split(" ")[0]));
        expect(footprints([after], known)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it("is bounded: ten times the events and values, hardly more bytes", () => {
    const various = (i: number): Event => ({
      type: "usage",
      id: `e${i}`,
      time: new Date(1.77e12 + i * 1000_000).toISOString(),
      account: "a",
      prompt_simhash: i.toString(16).padStart(16, "0"),
      network: { ip: `10.${i >> 8}.${i & 255}.1`, asn: i },
      client: { device: `d${i}`, user_agent: `u${i}` },
      attributes: { [`k${i}`]: `v${i}`, tag: `v${i}` },
    });
    const size = (events: number) => footprints([Array.from({ length: events }, (_, i) => various(i))])[0].length;
    expect(size(20_000)).toBeLessThan(1.1 * size(2_000));
  });
});

describe("a row", () => {
  it("of a type that a segment has no room for is refused, not taken for another", () => {
    const values = new Values(token);
    const row = (type: number) => () => {
      const exchange = { exchanges: 0, inputTokens: -1, outputTokens: -1, capability: NO_CAPABILITY, print: null };
      new Slice(values).addRow({ hi: 1, lo: 2 }, values.accounts.of("a"), 1.77e12, type, exchange, null);
    };
    expect(row(MOST_TYPE)).not.toThrow();
    expect(row(MOST_TYPE + 1)).toThrow(/room/);
  });
});

describe("the population", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 0, minute)).toISOString(); // a Monday
  const usage = (account: string, minute: number, more: object = {}): Event => ({
    type: "usage",
    id: `${account}${minute}`,
    time: at(minute),
    account,
    ...more,
  });

  it("sums what an account did", () => {
    const found = population([
      { type: "signup", id: "s", time: at(0), account: "a" },
      usage("a", 61, { exchanges: 3, input_tokens: 7, output_tokens: 0, capability: "coding" }),
      usage("a", 62, { capability: "chat" }),
      { type: "status", id: "x", time: at(70), account: "a", status: "suspended" },
    ]);
    expect(found.size).toBe(1);
    expect([found.events[0], found.exchanges[0]]).toEqual([4, 4]);
    expect([found.firstSeen[0], found.lastSeen[0], found.signupAt[0]]).toEqual([at(0), at(70), at(0)].map(Date.parse));
    expect([...found.capability.slice(0, 8)]).toEqual([3, 0, 0, 0, 0, 1, 0, 0]);
    expect(found.hours[1]).toBe(2);
    expect(found.status.get(0)).toEqual([{ at: Date.parse(at(70)), status: "suspended", actor: null, reason: null }]);
  });

  const suspended = (minute: number, more: object = {}): Event => ({
    type: "status",
    id: `s${minute}${JSON.stringify(more)}`,
    time: at(minute),
    account: "a",
    status: "suspended",
    ...more,
  });

  it("says who changed an account's status and why, cut between characters", () => {
    const [change] = population([suspended(1, { actor: ` ${"🐍".repeat(70)}`, reason: `${"ä".repeat(300)}` })]).status.get(0)!;
    expect([change.actor, change.reason]).toEqual(["🐍".repeat(64), "ä".repeat(200)]);
  });

  it("keeps two who told of one change, and what was told twice once", () => {
    const [one, other] = [suspended(1, { actor: "kim" }), suspended(1, { actor: "cautery", reason: "batch-1" })];
    const told = [other, one, { ...one, id: "again" }];
    expect(
      population(told)
        .status.get(0)!
        .map(({ actor, reason }) => [actor, reason]),
    ).toEqual([
      ["cautery", "batch-1"],
      ["kim", null],
    ]);
  });

  it("reckons nothing from when Cautery had an account suspended, but knows it", () => {
    const used = [usage("a", 1), usage("a", 5)];
    const [before, after] = [population(used), population([...used, suspended(90, { actor: "cautery" })])];
    expect([after.events[0], after.firstSeen[0], after.lastSeen[0]]).toEqual([before.events[0], before.firstSeen[0], before.lastSeen[0]]);
    expect(after.status.get(0)).toHaveLength(1);
  });

  it("has an account of which nothing else is known, too", () => {
    const found = population([suspended(9, { actor: "cautery" }), suspended(7, { actor: "cautery" })]);
    expect([found.size, found.events[0], found.firstSeen[0], found.lastSeen[0]]).toEqual([1, 0, Date.parse(at(7)), Date.parse(at(9))]);
  });

  it("takes no notice of a status that nobody said", () => {
    const found = population([suspended(1, { status: undefined, actor: "cautery" })]);
    expect([found.events[0], found.status.size]).toEqual([1, 0]);
  });

  it("orders accounts by what happened, not by their ids", () => {
    const found = population([usage("z", 1), usage("b", 2), usage("a", 2), usage("c", 2, { exchanges: 0 })]);
    expect(Array.from({ length: 4 }, (_, i) => found.account(i))).toEqual(["z", "c", "a", "b"]);
    expect([found.indexOf("a"), found.indexOf("nobody")]).toEqual([2, -1]);
  });

  it("numbers values by first appearance and shows their text", () => {
    const found = population([
      usage("b", 2, { network: { ip: "2001:db8::1" }, client: { device: "two" } }),
      usage("a", 1, { network: { ip: "1.2.3.4" }, client: { device: " one " } }),
      usage("b", 3, { client: { device: "one" } }),
    ]);
    const devices = found.sightings.get("device")!;
    expect([devices.text(0), devices.text(1)]).toEqual(["one", "two"]);
    expect([[...devices.start], [...devices.value]]).toEqual([
      [0, 1, 3],
      [0, 0, 1],
    ]);
    const ips = found.sightings.get("ip")!;
    expect([ips.text(0), ips.text(1)]).toEqual(["1.2.3.4", "2001:db8::/64"]);
    expect(found.sightings.has("payment")).toBe(false);
  });

  it("shows of a person's data only tokens and what was derived", () => {
    const found = population([
      {
        type: "signup",
        id: "s",
        time: at(0),
        account: "a",
        email: "Dana.W+x@googlemail.com",
        phone: "+1 (415) 555-0134",
        name: "Dána Whitfield",
      },
    ]);
    const texts = [...found.sightings].flatMap(([kind, sightings]) =>
      Array.from(sightings.keyLo, (_, v) => `${kind} ${sightings.text(v)}`),
    );
    expect(texts).toContain("email_domain gmail.com");
    expect(texts).toContain("email_shape a4.a1+a1@gmail.com");
    expect(texts).toContain("phone_prefix 1415555");
    expect(texts.join("\n")).not.toMatch(/dana|whitfield|0134/i);
  });

  it("keeps prompts of the same quarter hours in every account", () => {
    const prompts = (account: string) =>
      Array.from({ length: 500 }, (_, i) => usage(account, i * 15, { prompt_simhash: (i * 31).toString(16).padStart(16, "0") }));
    const found = population([...prompts("a"), ...prompts("b")]);
    const { start, first } = found.sightings.get("prompt")!;
    expect([...start]).toEqual([0, 128, 256]);
    const [one, other] = [[...first!.slice(0, 128)], [...first!.slice(128)]];
    expect(one).toEqual(other);
    expect(one).toEqual(one.toSorted((x, y) => x - y));
  });

  it("holds of a sighting what later stages ask of its kind, as narrow as it may be", () => {
    const often = Array.from({ length: 300 }, (_, i) => usage("a", i, { model: "m", network: { ip: "1.2.3.4" }, client: { device: "d" } }));
    const { sightings } = population([...often, usage("b", 1, { model: "m" })]);
    const seconds = (minute: number) => Date.parse(at(minute)) / 1000;
    expect(sightings.get("model")).toMatchObject({ first: null, last: null, count: Uint16Array.of(300, 1) });
    expect(sightings.get("ip")).toMatchObject({ first: Uint32Array.of(seconds(0)), last: Uint32Array.of(seconds(299)), count: null });
    expect(sightings.get("device")).toMatchObject({ first: null, last: null, count: null });
  });
});
