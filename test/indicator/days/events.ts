/** Events of a few accounts, arbitrary or written down -> segments, their activity merged, and what it should be by plain counting. */
import fc from "fast-check";
import type { Event } from "../../../src/event/event.js";
import { readActivity } from "../../../src/indicator/days/read.js";
import { type MergedWithDays, mergeWithDays } from "../../../src/indicator/merge.js";
import { pseudonymiser } from "../../../src/indicator/normalise/pseudonym.js";
import { packSegments } from "../../../src/indicator/slice/segment.js";
import { Slice } from "../../../src/indicator/slice/slice.js";
import { Values } from "../../../src/indicator/slice/values.js";
import type { AccountActivity } from "../../../src/model/activity.js";
import { zoneOf } from "../../../src/tools/zone.js";

const token = pseudonymiser(Buffer.alloc(32, 1));

export function segment(events: readonly Event[]): Uint8Array[] {
  const slice = new Slice(new Values(token));
  for (const event of events) slice.add(event);
  return packSegments(slice, new Uint8Array(events.length).fill(1), 1).map(({ bytes }) => bytes);
}

const NOTHING: MergedWithDays[] = [];

/** Pieces of events, merged at once into what was merged before. */
export function merged(pieces: readonly (readonly Event[])[], zone = "UTC", known = NOTHING): MergedWithDays[] {
  const before = {
    footprints: new Map(known.map(({ account, bytes }) => [account, bytes])),
    activity: new Map(known.map(({ account, activity }) => [account, activity])),
  };
  const changed = mergeWithDays(before, pieces.flatMap(segment), zoneOf(zone));
  const all = new Map([...known, ...changed].map((row) => [row.account, row]));
  return [...all.values()].sort((a, b) => (a.account < b.account ? -1 : 1));
}

export const activities = (events: readonly Event[], zone = "UTC"): AccountActivity[] =>
  merged([events], zone).map(({ account, activity }) => readActivity(account, activity));

export const hex = (rows: readonly MergedWithDays[]): string[] =>
  rows.map(({ account, activity }) => `${account} ${Buffer.from(activity).toString("hex")}`);

let number = 0;
/** A usage event of account `a`, one exchange of it. */
export const usage = (time: string, more: object = {}): Event => ({ type: "usage", id: `u${number++}`, time, account: "a", ...more });

/** Over a few days around changes of the clock, or over more than a hundred years. */
export const times = (from: string, days: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: days * 1440 }).map((minute) => new Date(Date.parse(from) + minute * 60_000).toISOString());

export function eventsIn(time: fc.Arbitrary<string>, models = 30): fc.Arbitrary<Event> {
  const head = { id: fc.uuid(), time, account: fc.constantFrom("a", "b") };
  const tokens = fc.oneof(fc.nat(5000), fc.constant(Number.MAX_SAFE_INTEGER));
  const said = {
    model: fc.nat(models).map((n) => `m${n}`),
    capability: fc.constantFrom("coding", "chat", "other"),
    exchanges: fc.nat(9),
    input_tokens: tokens,
    output_tokens: tokens,
  };
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ type: fc.constant("usage"), ...head, ...said }, { requiredKeys: ["type", "id", "time", "account"] }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("signup", "update"), ...head }) },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant("status"), ...head, status: fc.constant("closed"), actor: fc.constant("cautery") }),
    },
  ) as fc.Arbitrary<Event>;
}
