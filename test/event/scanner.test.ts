/** The compiled scanner against what JSON, `parseTime` and `hash` say. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddress } from "../../src/event/address.js";
import { AN_IPV4, fieldOf, IP, NO_LEAD, NO_TEXT, Scanner } from "../../src/event/scanner.js";
import { parseTime } from "../../src/event/time.js";
import { hash } from "../../src/tools/hash.js";

const ID = fieldOf("id");
const TIME = fieldOf("time");
const PRINT = fieldOf("prompt_simhash");
/** What `open` says of a text that is no IPv4 address. */
const A_TEXT = 1;
const NETWORK = fieldOf("network");
const scanner = new Scanner();

/** Where the newline of the first line is, or -1. */
function scan(text: string): number {
  scanner.load(Buffer.from(text));
  return scanner.scan(0);
}

describe("a scanned line", () => {
  it("has its fields where they are", () => {
    const event = {
      type: "usage",
      id: "e1",
      time: "t",
      account: "a",
      output_tokens: 17,
      prompt_simhash: "00ff",
      network: { ip: "1.2.3.4" },
    };
    const text = `${JSON.stringify(event)}\n`;
    expect(scan(text)).toBe(text.length - 1);
    for (const [name, value] of Object.entries(event)) {
      const field = fieldOf(name);
      const written = typeof value === "string" ? value : JSON.stringify(value);
      expect(text.slice(scanner.from[field], scanner.to[field])).toBe(written);
    }
    expect(scanner.strings).toBe(["type", "id", "time", "account", "prompt_simhash"].reduce((set, name) => set | (1 << fieldOf(name)), 0));
    expect(scanner.digits).toBe(1 << fieldOf("output_tokens"));
    expect(scanner.number[fieldOf("output_tokens")]).toBe(17);
    expect(scanner.objects).toBe(1 << fieldOf("network"));
  });

  it.each([
    '{"id": "a", "time": "b"}\r\n',
    '{"id":"a"}\n{"id":"b"}\n',
    `{"id":"${"x".repeat(100_000)}"}\n`, // more than memory held
    '{"input_tokens":0}\n',
  ])("is plain: %.30s", (text) => {
    expect(text[scan(text)]).toBe("\n");
  });

  it.each([
    "",
    "\n",
    '{"id":"a"}',
    '{"id":"a"\n',
    '{"id":"a\n"}\n',
    '{"id":"\\u0041"}\n',
    '{"id":"ä"}\n',
    '{"id":"a","id":"b"}\n',
    '{"idx":"a"}\n',
    '{ "id":"a"}\n',
    '{"id":"a"} \n',
    '{"id":null}\n',
    '{"input_tokens":01}\n',
    '{"input_tokens":-1}\n',
    '{"input_tokens":1.5}\n',
    '{"input_tokens":1234567890123456}\n',
    '{"network":{"ip":"1.2.3.4"\n',
    '{"id":"a"}}\n',
  ])("is left to the parser: %s", (text) => {
    expect(scan(text)).toBe(-1);
  });

  it("opens with the same hash for what is the same, wherever it stands", () => {
    const hashOf = (text: string) => {
      expect(scan(text)).toBeGreaterThan(0);
      scanner.open(NETWORK, NO_LEAD);
      return scanner.opened[2];
    };
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 40 }),
        fc.string({ unit: fc.constantFrom("a", "b") }),
        (ip, id) => {
          const object = `"network":{"ip":"${ip}"}`;
          expect(hashOf(`{"id":"${id}",${object}}\n`)).toBe(hashOf(`{${object}}\n`));
        },
      ),
    );
    expect(hashOf('{"network":{"ip":"a"}}\n')).not.toBe(hashOf('{"network":{"ip":"b"}}\n'));
  });
});

describe("the text that leads an object", () => {
  /** What `open` says, the text that it takes off, and what is left. */
  function opened(object: string): { is: number; text: string; rest: string } {
    const line = `{"network":${object},"client":{}}\n`;
    expect(scan(line)).toBe(line.length - 1);
    const is = scanner.open(NETWORK, IP);
    const [from, to] = scanner.opened;
    return { is, text: is === NO_TEXT ? "" : line.slice(from, to), rest: line.slice(scanner.from[NETWORK], scanner.to[NETWORK]) };
  }

  it.each([
    ['{"ip":"1.2.3.4","asn":1}', AN_IPV4, "1.2.3.4", ',"asn":1}'],
    ['{"ip": "::1", "asn": 1}', A_TEXT, "::1", ', "asn": 1}'],
    ['{"ip":""}', A_TEXT, "", "}"],
    ['{"asn":1,"ip":"1.2.3.4"}', NO_TEXT, "", '{"asn":1,"ip":"1.2.3.4"}'],
    ['{"ip":"1\\u002e2"}', NO_TEXT, "", '{"ip":"1\\u002e2"}'],
    ['{"ip":7}', NO_TEXT, "", '{"ip":7}'],
    ["{}", NO_TEXT, "", "{}"],
  ])("is taken off: %s", (object, is, text, rest) => {
    expect(opened(object)).toEqual({ is, text, rest });
  });

  it("is the IPv4 address that parseAddress reads", () => {
    const near = fc.string({ unit: fc.constantFrom(..."0129."), maxLength: 16 });
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), near), (text) => {
        const address = parseAddress(text);
        expect(opened(`{"ip":"${text}"}`).is).toBe(address ? AN_IPV4 : A_TEXT);
        if (address) expect([...scanner.key]).toEqual([address.hi, address.lo]);
      }),
    );
  });
});

describe("what a scanned string says", () => {
  it("is the time that parseTime reads, in the forms that machines write", () => {
    const two = fc.nat(99).map((n) => String(n).padStart(2, "0"));
    const written = fc.tuple(fc.integer({ min: 1960, max: 2110 }), two, two, two, two, two, fc.constantFrom("", ".000", ".120", ".999"));
    const plausible = fc.date({ min: new Date(0), max: new Date("2105-01-01"), noInvalidDate: true }).map((date) => date.toISOString());
    const anything = written.map(
      ([year, month, day, hour, minute, second, ms]) => `${year}-${month}-${day}T${hour}:${minute}:${second}${ms}Z`,
    );
    fc.assert(
      fc.property(fc.oneof(plausible, anything), (text) => {
        scan(`{"time":"${text}"}\n`);
        const at = parseTime(text);
        const fits = at >= 0 && at <= 0xffffffff * 1000 && !text.includes(":60");
        expect(scanner.timeIn(TIME)).toBe(fits ? at : Number.NaN);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["2024-02-29T23:59:59Z", "2100-02-28T00:00:00Z", "2106-02-07T06:28:15.000Z"])("is the time %s", (text) => {
    scan(`{"time":"${text}"}\n`);
    expect(scanner.timeIn(TIME)).toBe(Date.parse(text));
  });

  it.each([
    "2100-02-29T00:00:00Z",
    "2106-02-07T06:28:16Z",
    "2026-04-22t08:14:03Z",
    "2026-04-22T08:14:03+00:00",
    "2026-04-22T08:14:6xZ",
    "2026/04/22T08:14:03Z",
    "",
  ])("is no time that machines write: %s", (text) => {
    scan(`{"time":"${text}"}\n`);
    expect(scanner.timeIn(TIME)).toBeNaN();
  });

  it("is hashed as its text is", () => {
    const plain = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)), maxLength: 200 });
    fc.assert(
      fc.property(
        plain.filter((text) => !/["\\]/.test(text)),
        (text) => {
          scan(`{"id":"${text}"}\n`);
          scanner.hashIn(ID);
          expect([...scanner.key]).toEqual([hash(text).hi, hash(text).lo]);
        },
      ),
    );
  });

  it.each(["0123456789abcdef", "FFFFFFFFffffffff", "00000000deadBEEF"])("is 64 bits: %s", (text) => {
    scan(`{"prompt_simhash":"${text}"}\n`);
    expect(scanner.hexIn(PRINT)).toBe(true);
    expect([...scanner.key]).toEqual([Number.parseInt(text.slice(0, 8), 16), Number.parseInt(text.slice(8), 16)]);
  });

  it.each(["0123456789abcde", "0123456789abcdeg", "0123456789abcde/", "0123456789abcde@", "0123456789abcde`", "0123456789abcdef0"])(
    "is not 64 bits: %s",
    (text) => {
      scan(`{"prompt_simhash":"${text}"}\n`);
      expect(scanner.hexIn(PRINT)).toBe(false);
    },
  );
});
