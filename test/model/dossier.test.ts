/** What `operators.json` may hold, and how a wrong one is refused. */
import { describe, expect, it } from "vitest";
import { PermanentError } from "../../src/errors.js";
import { parseDossiers } from "../../src/model/dossier.js";

const indicator = {
  kind: "asn",
  value: "64511",
  reliability: "B",
  credibility: 2,
  first_seen: "2026-01-05T00:00:00Z",
  last_seen: null,
  source: "partner",
};
const parse = (value: unknown) => parseDossiers(JSON.stringify(value));

describe("dossiers", () => {
  it("come out as they went in", () => {
    const dossier = {
      id: "op-a",
      name: "Operator A",
      aliases: ["Alder"],
      indicators: [indicator],
      profile: { timezone: "Asia/Singapore", capabilities: { coding: 0.6, agentic: 0.4 }, models: ["frontier-4"] },
    };
    expect(parse([dossier])).toEqual([dossier]);
  });

  it("take what is absent as not known", () => {
    expect(parse([{ id: "op-a", indicators: [{ kind: "asn", value: 64511 }], profile: {} }])).toEqual([
      {
        id: "op-a",
        name: "op-a",
        aliases: [],
        indicators: [{ kind: "asn", value: "64511", reliability: "F", credibility: 6, first_seen: null, last_seen: null, source: "" }],
        profile: { timezone: null, capabilities: {}, models: [] },
      },
    ]);
  });

  it("may be none", () => {
    expect(parse([])).toEqual([]);
  });

  it.each([
    ["no JSON", "[{", /not JSON/],
    ["no array", { id: "op-a" }, /array of dossiers/],
    ["an unknown reliability", [{ id: "a", indicators: [{ ...indicator, reliability: "G" }] }], /\[0\]\.indicators\[0\]\.reliability/],
    ["a credibility of 7", [{ id: "a", indicators: [{ ...indicator, credibility: 7 }] }], /\[0\]\.indicators\[0\]\.credibility/],
    [
      "a time without an offset",
      [{ id: "a", indicators: [{ ...indicator, last_seen: "2026-01-05 00:00" }] }],
      /last_seen.*2026-01-05T00:00:00Z/,
    ],
    ["a negative share", [{ id: "a", profile: { capabilities: { coding: -1 } } }], /profile\.capabilities\.coding/],
    ["an empty id", [{ id: "" }], /\[0\]\.id/],
    ["the id unknown", [{ id: "unknown" }], /take another id/],
    ["the id unknown-7", [{ id: "unknown-7" }], /take another id/],
    ["the same id twice", [{ id: "a" }, { id: "a" }], /two dossiers have the id "a"/],
  ])("are refused with the place: %s", (_, value, message) => {
    const act = () => (typeof value === "string" ? parseDossiers(value) : parse(value));
    expect(act).toThrow(PermanentError);
    expect(act).toThrow(message);
  });
});
