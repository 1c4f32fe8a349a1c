/** CloudEvents -> the events in them: one id whatever else differs, and one line an envelope. */
import { expect, it } from "vitest";
import { cloudEventLines } from "../../src/contract/cloud-events.js";

const EVENT = { type: "signup", time: "2026-06-01T00:00:00Z", account: "a" };
const envelope = (more: object = {}) => ({
  specversion: "1.0",
  id: "7",
  source: "/shop",
  type: "com.example.signup",
  data: EVENT,
  ...more,
});
const linesOf = (chunk: Uint8Array) => Buffer.from(chunk).toString().trimEnd().split("\n");
const read = (envelopes: readonly unknown[]) =>
  [...cloudEventLines(envelopes)].flatMap((chunk) =>
    chunk instanceof Uint8Array ? linesOf(chunk).map((line) => JSON.parse(line)) : [chunk],
  );
const only = (more: object = {}) => read([envelope(more)])[0];

it("an event is its data, with an id made of source and id", () => {
  expect(only()).toEqual({ ...EVENT, id: "ce-6c03254678fd6789631c42eaaa459a0a" });
  expect(only({ type: "other", subject: "s", extension: 3, datacontenttype: "application/json", time: null })).toEqual(only());
});

it("the id is of the envelope, whatever id the event has", () => {
  expect(only({ data: { ...EVENT, id: "mine" } })).toEqual(only());
});

it("another source, or another id, is another event, and where one ends and the other begins counts", () => {
  const ids = [{}, { id: "8" }, { source: "/shop2" }, { source: "/sho", id: "p7" }, { source: "/shop,7" }].map((more) => only(more).id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("the envelope's time is used where the event has none", () => {
  const time = "2026-07-01T00:00:00Z";
  expect(only({ time }).time).toBe(EVENT.time);
  expect(only({ time, data: { type: "signup", account: "a" } }).time).toBe(time);
  expect(only({ data: { type: "signup", account: "a" } })).not.toHaveProperty("time");
});

it("a key that names the prototype is a key", () => {
  const [line] = [...cloudEventLines([envelope({ data: JSON.parse('{"__proto__": {"x": 1}}') })])];
  expect(Buffer.from(line as Uint8Array).toString()).toMatch(/^\{"__proto__":\{"x":1\},"id":"ce-[0-9a-f]{32}"\}\n$/);
});

it.each([
  [null, "not a CloudEvent: must be a JSON object"],
  [[], "not a CloudEvent: must be a JSON object"],
  ["text", "not a CloudEvent: must be a JSON object"],
  [envelope({ specversion: undefined }), "specversion: missing"],
  [envelope({ specversion: "0.3" }), 'specversion: must be "1.0"'],
  [envelope({ id: undefined }), "id: missing"],
  [envelope({ id: 7 }), "id: must be a string"],
  [envelope({ id: "" }), "id: must not be empty"],
  [envelope({ source: null }), "source: missing"],
  [envelope({ type: "" }), "type: must not be empty"],
  [envelope({ time: 5 }), "time: must be a string"],
  [envelope({ data: undefined }), "data: must be the event, a JSON object; data_base64 is not read"],
  [envelope({ data: [EVENT] }), "data: must be the event, a JSON object; data_base64 is not read"],
])("%j is refused, and says why: %s", (each, error) => {
  expect(read([envelope(), each, envelope()])).toEqual([only(), { error, raw: JSON.stringify(each) }, only()]);
});

it("a long batch comes in chunks of whole lines", () => {
  const batch = Array.from({ length: 2000 }, (_, n) => envelope({ id: `${n}` }));
  expect([...cloudEventLines(batch)].length).toBeLessThan(10);
  expect(new Set(read(batch).map(({ id }) => id)).size).toBe(2000);
});
