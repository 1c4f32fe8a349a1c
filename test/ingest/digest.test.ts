/** Lines read from their bytes are what they would be read by the JSON parser and the schema. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeLine, survey } from "../../src/event/decode.js";
import { parseEvent } from "../../src/event/parse.js";
import { mergePart } from "../../src/indicator/merge.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import { packSegments } from "../../src/indicator/slice/segment.js";
import { Slice } from "../../src/indicator/slice/slice.js";
import { Values } from "../../src/indicator/slice/values.js";
import { Digester } from "../../src/ingest/digest.js";

const token = pseudonymiser(Buffer.alloc(32, 1));
const digester = new Digester(token); // one for all lines: what it learned of one must not spoil another

interface Outcome {
  ids: number[];
  footprints: string[];
  dropped: number;
  ignored: number;
  refused: number;
}

function footprintsOf(slice: Slice): string[] {
  const segments = packSegments(slice, new Uint8Array(slice.size).fill(1), 1).map(({ bytes }) => bytes);
  return mergePart(new Map(), segments).map(({ account, bytes }) => `${account} ${Buffer.from(bytes).toString("hex")}`);
}

function fromBytes(lines: readonly Buffer[]): Outcome {
  const { digest, slice } = digester.digest([Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")]))]);
  const footprints = footprintsOf(slice);
  digester.takeBack(slice);
  return {
    ids: [...digest.ids],
    footprints,
    dropped: digest.droppedFields,
    ignored: digest.ignoredFields,
    refused: digest.refusals.length,
  };
}

function fromSchema(lines: readonly Buffer[]): Outcome {
  const slice = new Slice(new Values(token));
  const counts = { dropped: 0, ignored: 0 };
  let refused = 0;
  for (const line of lines) {
    if (line.toString("latin1").trim() === "") continue;
    try {
      const event = parseEvent(decodeLine(line, 0, line.length, survey(line)), counts);
      if (typeof event === "string") refused++;
      else slice.add(event);
    } catch {
      refused++; // not JSON
    }
  }
  return { ids: [...slice.ids.subarray(0, 3 * slice.size)], footprints: footprintsOf(slice), ...counts, refused };
}

const word = fc.integer({ min: 0, max: 30 }).map((n) => `v${n}`);
const odd = fc.constantFrom<unknown>(
  "",
  " ",
  " x ",
  "ü",
  "\ud83d",
  "a\0",
  "\\",
  '"',
  "}",
  "__proto__",
  null,
  true,
  -1,
  1.5,
  1e21,
  0,
  [],
  {},
  [1],
);
const or = (usual: fc.Arbitrary<unknown>) => fc.oneof({ arbitrary: usual, weight: 20 }, { arbitrary: odd, weight: 1 });
const record = (shape: Record<string, fc.Arbitrary<unknown>>, required: string[] = []) =>
  fc.record(Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, or(value)])), { requiredKeys: required });

const time = fc.oneof(
  fc.date({ min: new Date("1970-01-01"), max: new Date("2107-01-01"), noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    "2026-02-30T01:02:03Z",
    "2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.12Z",
    "2026-01-02T03:04:60Z",
    "2026-01-02T24:00:00Z",
  ),
  fc.constantFrom(
    "2026-01-02t03:04:05z",
    "2026-01-02T03:04:05+01:00",
    "2026-01-02 03:04:05Z",
    "2026-1-2T03:04:05Z",
    "+026-01-02T03:04:05Z",
  ),
);
const ip = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom("::ffff:1.2.3.4", "1.2.3.400", "fe80::1%eth0"));
const shape = {
  id: fc.oneof(word, fc.constantFrom("x".repeat(200), "x".repeat(201))),
  time,
  account: word,
  api_key: word,
  model: word,
  capability: fc.constantFrom("coding", "chat", "poetry"),
  prompt: fc.oneof(fc.lorem(), fc.string()),
  prompt_simhash: fc.oneof(
    fc.stringMatching(/^[0-9a-fA-F]{16}$/),
    word,
    fc.constantFrom("0123456789abcdeg", "0123456789abcde:", "@@@@@@@@@@@@@@@@"),
  ),
  input_tokens: fc.oneof(fc.nat(), fc.maxSafeNat()),
  output_tokens: fc.nat(100),
  exchanges: fc.nat(50),
  network: record({
    ip,
    asn: fc.oneof(
      fc.nat(100),
      fc.nat(100).map(String),
      fc.nat(100).map((n) => `AS${n}`),
      fc.constantFrom(4294967295, 4294967296, "x1"),
    ),
    country: fc.constantFrom("DE", "de", "us"),
    kind: fc.constantFrom("mobile", "vpn", "space"),
    city: word,
  }),
  client: record({ device: word, user_agent: fc.oneof(word, fc.constant("u".repeat(1500))), ja4: word, language: word, timezone: word }),
  attributes: fc.dictionary(fc.oneof(word, fc.constantFrom("__proto__", "7", "")), or(word), { maxKeys: 20 }),
  email: word,
};
const event = fc.oneof(
  { arbitrary: record({ type: fc.constant("usage"), ...shape }, ["type", "id", "time", "account"]), weight: 8 },
  {
    arbitrary: record({ type: fc.constantFrom("signup", "update", "status", "login"), ...shape }, ["type", "id", "time", "account"]),
    weight: 1,
  },
);
/** As Node, and as Python writes them; and with white space where nobody would. */
const written = fc.tuple(event, fc.constantFrom(0, 1, 2)).map(([value, form]) => {
  const text = JSON.stringify(value);
  if (form === 0) return text;
  return form === 1 ? text.replaceAll('":', '": ').replaceAll(',"', ', "') : JSON.stringify(value, null, "\t").replaceAll("\n", " \r");
});
const untouched = written.map((text) => Buffer.from(text));
/** A byte replaced, taken out or put in, a piece said twice, or the line cut short. */
const mutated = fc
  .tuple(
    written,
    fc.nat(),
    fc.constantFrom('"', "\\", "{", "}", ",", ":", "0", "-", " ", "\r", "\u0000", "é", "\\u0041", '"id":"v1",'),
    fc.nat(3),
  )
  .map(([text, place, piece, how]) => {
    const at = place % text.length;
    if (how === 0) return Buffer.from(text.slice(0, at) + piece + text.slice(at + 1), "latin1");
    if (how === 1) return Buffer.from(text.slice(0, at) + text.slice(at + 1));
    if (how === 2) return Buffer.from(text.slice(0, at) + piece + text.slice(at));
    return Buffer.from(text.slice(0, at));
  });

describe("reading bytes and parsing JSON agree", () => {
  it("on every kind of event, right or wrong", () => {
    fc.assert(
      fc.property(fc.array(untouched, { minLength: 1, maxLength: 12 }), (lines) => {
        expect(fromBytes(lines)).toEqual(fromSchema(lines));
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it("on lines that somebody spoiled", () => {
    fc.assert(
      fc.property(fc.array(mutated, { minLength: 1, maxLength: 12 }), (lines) => {
        expect(fromBytes(lines)).toEqual(fromSchema(lines));
      }),
      { numRuns: 400, seed: 8 },
    );
  });

  const head = '"type":"usage","id":"e","time":"2026-01-02T03:04:05Z","account":"a"';
  it.each([
    ["a field that comes twice", `{${head},"model":"a","model":"b"}`],
    ["an object that comes twice", `{${head},"network":{"ip":"1.2.3.4"},"network":{"asn":5}}`],
    ["an attribute that comes twice", `{${head},"attributes":{"a":"1","b":"2","a":"3"}}`],
    ["a number that begins with nought", `{${head},"exchanges":07}`],
    ["a number with a point", `{${head},"exchanges":7.0}`],
    ["a comma too many", `{${head},}`],
    ["a comma too many in an object", `{${head},"network":{"asn":5,}}`],
    ["a brace too few", `{${head},"network":{"asn":5}`],
    ["a brace too many", `{${head}}}`],
    ["two objects", `{${head}} {${head}}`],
    ["empty objects", `{${head},"network":{},"client":{},"attributes":{}}`],
    ["an object where a text belongs", `{${head},"model":{}}`],
    ["a text where an object belongs", `{${head},"client":"x"}`],
    ["a name of another object", `{${head},"ip":"1.2.3.4","client":{"ip":"1.2.3.4","device":"d"}}`],
    ["an escaped name", `{${head},"mod\\u0065l":"m"}`],
    ["a control character", `{${head},"model":"a\tb"}`],
    ["a carriage return at its end", `{${head},"model":"m"}\r`],
    ["an empty object alone", "{}"],
    ["white space alone", " \r"],
  ])("on a line with %s", (_, line) => {
    const lines = [Buffer.from(line), Buffer.from(`{${head},"model":"next"}`)];
    expect(fromBytes(lines)).toEqual(fromSchema(lines));
  });

  it("where an address is spelt as a number's digits are", () => {
    const lines = ["4", '"4"', '"AS4"', "4"].map((asn, i) => Buffer.from(`{${head.replace('"e"', `"e${i}"`)},"network":{"asn":${asn}}}`));
    expect(fromBytes(lines)).toEqual(fromSchema(lines));
  });
});
