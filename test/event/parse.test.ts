/** What is wrong with a line decides what becomes of it: the contract, case by case. */
import { describe, expect, it } from "vitest";
import { decodeLine, survey } from "../../src/event/decode.js";
import { parseEvent } from "../../src/event/parse.js";

const head = { id: "e", time: "2026-01-02T03:04:05Z", account: "a" };
const usage = { type: "usage", ...head };
const signup = { type: "signup", ...head };

function outcome(value: unknown): unknown {
  const counts = { dropped: 0, ignored: 0 };
  const event = parseEvent(value, counts);
  return typeof event === "string" ? event : { ...event, ...counts };
}

function decoded(bytes: Buffer): unknown {
  return outcome(decodeLine(bytes, 0, bytes.length, survey(bytes)));
}

describe("a line is quarantined", () => {
  it.each([
    ["that is not an object", [1], "not a JSON object"],
    ["without a type", { ...head }, "type: missing"],
    ["of an unknown type", { ...head, type: "login" }, 'type: must be signup, update, usage or status, not "login"'],
    [
      "of a type that every object has",
      { ...head, type: "constructor" },
      'type: must be signup, update, usage or status, not "constructor"',
    ],
    ["without an id", { ...usage, id: undefined }, "id: missing"],
    ["with an empty id", { ...usage, id: "" }, "id: must be a string of 1 to 200 characters"],
    ["with an id of 201 characters", { ...usage, id: "x".repeat(201) }, "id: must be a string of 1 to 200 characters"],
    ["with a number for an account", { ...usage, account: 7 }, "account: must be a string of 1 to 200 characters"],
    [
      "with a time without an offset",
      { ...usage, time: "2026-01-02T03:04:05" },
      "time: must be an RFC 3339 time with an offset, from 1970 to 2106",
    ],
    [
      "with an impossible date",
      { ...usage, time: "2026-02-30T03:04:05Z" },
      "time: must be an RFC 3339 time with an offset, from 1970 to 2106",
    ],
  ])("%s", (_, value, error) => {
    expect(outcome(JSON.parse(JSON.stringify(value)))).toBe(error);
  });

  it.each([
    ["a NUL", Buffer.from(JSON.stringify({ ...usage, account: "a\0b" }))],
    ["a lone surrogate", Buffer.from(JSON.stringify({ ...usage, account: "a\ud800" }))],
    [
      "invalid UTF-8",
      Buffer.concat([
        Buffer.from('{"type":"usage","id":"e","time":"2026-01-02T03:04:05Z","account":"'),
        Buffer.from([0xff]),
        Buffer.from('"}'),
      ]),
    ],
  ])("with %s in its account", (_, bytes) => {
    expect(decoded(bytes)).toBe("account: must be a string of 1 to 200 characters");
  });
});

describe("a wrong field is dropped and counted, and the event stands", () => {
  it.each([
    ["an address that is none", { network: { ip: "300.1.1.1", asn: 5 } }, { network: { asn: 5 } }],
    ["a part that is no object", { network: "x", model: "m" }, { model: "m" }],
    ["a negative count", { input_tokens: -1, exchanges: 2 }, { exchanges: 2 }],
    ["a count that is not whole", { output_tokens: 1.5 }, {}],
    ["an unknown capability", { capability: "poetry" }, {}],
    ["a SimHash that is none", { prompt_simhash: "xyz" }, {}],
    ["an attribute that is no text", { attributes: { a: "1", b: 2 } }, { attributes: { a: "1" } }],
    ["null", { model: null }, {}],
    ["an attribute that is no text and called __proto__", JSON.parse('{"attributes": {"__proto__": 1}, "model": "m"}'), { model: "m" }],
  ])("%s", (_, fields, left) => {
    expect(outcome({ ...usage, ...fields })).toEqual({ ...usage, ...left, dropped: 1, ignored: 0 });
  });

  it("each by itself", () => {
    const wrong = { email: "no address", phone: "none", payment: { kind: "gold", bin: "4242" }, identity: { verified: "yes" } };
    expect(outcome({ ...signup, ...wrong })).toEqual({ ...signup, payment: { bin: "4242" }, identity: {}, dropped: 4, ignored: 0 });
  });

  it("where its text is broken", () => {
    expect(decoded(Buffer.from(JSON.stringify({ ...usage, model: "m\ud800" })))).toEqual({ ...usage, dropped: 1, ignored: 0 });
  });
});

describe("a field that the contract does not name", () => {
  it("is counted, and is no error, in the event and in its parts", () => {
    expect(outcome({ ...usage, shoe_size: 43, network: { ip: "1.2.3.4", city: "Ulm" } })).toMatchObject({ dropped: 0, ignored: 2 });
  });

  it("is counted also where another is wrong", () => {
    expect(outcome({ ...usage, shoe_size: 43, model: 1 })).toMatchObject({ dropped: 1, ignored: 1 });
  });
});

it("keeps U+FFFD where somebody sent it", () => {
  expect(decoded(Buffer.from(JSON.stringify({ ...usage, model: "\ufffd" })))).toMatchObject({ model: "\ufffd", dropped: 0 });
});
