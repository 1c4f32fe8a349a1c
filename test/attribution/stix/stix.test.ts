/** What is shared as STIX, and what of others' sharing is taken in. */
import { describe, expect, it } from "vitest";
import { mergeDossiers } from "../../../src/attribution/dossiers/merge.js";
import { pseudonymiseDossiers } from "../../../src/attribution/dossiers/pseudonymise.js";
import { uuid5 } from "../../../src/attribution/stix/ids.js";
import { importBundle } from "../../../src/attribution/stix/import.js";
import { patternOf, readPattern } from "../../../src/attribution/stix/pattern.js";
import { type ShareOptions, share } from "../../../src/attribution/stix/share.js";
import { PermanentError } from "../../../src/errors.js";
import { pseudonymiser } from "../../../src/indicator/normalise/pseudonym.js";
import type { Cluster } from "../../../src/model/cluster.js";
import { type Dossier, type DossierIndicator, parseDossiers } from "../../../src/model/dossier.js";

const pseudonymise = pseudonymiser(new Uint8Array(32).fill(1));
const DAY = 86_400_000;
const AT = Date.UTC(2026, 5, 1);
const options: ShareOptions = { producer: "Org", marking: "amber", at: AT, expiresAt: AT + 90 * DAY, pseudonymise };

const given = parseDossiers(
  JSON.stringify([
    {
      id: "op-a",
      name: "Operator A",
      aliases: ["Alder"],
      indicators: [
        { kind: "asn", value: "64511", reliability: "B", credibility: 2, first_seen: "2026-01-05T00:00:00+02:00", source: "partner" },
        { kind: "ip", value: "203.0.113.9", reliability: "A", credibility: 1, last_seen: "2026-02-05T00:00:00Z" },
        { kind: "ip", value: "2001:db8::1" },
        { kind: "cidr", value: "198.51.100.0/24" },
        { kind: "email_domain", value: "mail.example" },
        { kind: "user_agent", value: 'odd\'agent \\ 1.0 ("x")' },
        { kind: "payment", value: "pay-1" },
        { kind: "document", value: "doc-1" },
        { kind: "prompt_simhash", value: "9f3a5c7700e1b2d4" },
        { kind: "friend", value: "a'b" },
      ],
      profile: { timezone: "Asia/Singapore", capabilities: { coding: 0.6, agentic: 0.4 }, models: ["m"] },
    },
    { id: "op-b", name: "Operator B" },
  ]),
);
const dossiers = pseudonymiseDossiers(given, pseudonymise);

const cluster: Cluster = {
  id: "c-1",
  accounts: ["anna@example.org", "berta"],
  score: 1,
  disposition: "fraudulent",
  firstSeen: AT - 30 * DAY,
  lastSeen: AT - DAY,
  exchanges: 120,
  attribution: [
    { operator: "op-a", confidence: 0.91, likelihood: "very likely" },
    { operator: "unknown", confidence: 0.09, likelihood: "very unlikely" },
  ],
  evidence: [],
  explanations: [],
  relinkMs: null,
};

const bare = ({ marking: _m, valid_until: _v, ...indicator }: DossierIndicator) => indicator;
const sorted = (all: readonly Dossier[]) =>
  all.map(({ marking: _m, ...dossier }) => ({
    ...dossier,
    indicators: dossier.indicators.map(bare).sort((a, b) => (a.kind + a.value < b.kind + b.value ? -1 : 1)),
  }));

describe("what is shared", () => {
  it("gives the same dossiers where it is taken in, with its marking and an end", () => {
    const { dossiers: back, skipped } = importBundle(JSON.stringify(share(dossiers, [cluster], options)));
    expect(skipped).toBe(0);
    expect(sorted(back)).toEqual(sorted(dossiers));
    expect(back.map(({ marking }) => marking)).toEqual(["amber", "amber"]);
    for (const { marking, valid_until } of back[0].indicators)
      expect({ marking, valid_until }).toEqual({ marking: "amber", valid_until: new Date(options.expiresAt).toISOString() });
  });

  it("is the same whenever the same is shared, but for the time of sharing", () => {
    const later = share(dossiers, [cluster], { ...options, at: AT + DAY });
    const ids = (bundle: typeof later) =>
      bundle.objects.map(({ id, created }) => ({ id, created: id.startsWith("report") ? "" : created }));
    expect(ids(later)).toEqual(ids(share(dossiers, [cluster], options)));
  });

  it("names no account, no card and no document", () => {
    const text = JSON.stringify(share(dossiers, [cluster], options));
    for (const secret of ["anna@example.org", "berta", "pay-1", "doc-1"]) expect(text).not.toContain(secret);
  });

  it("has values as keyed hashes where that is asked", () => {
    const text = JSON.stringify(share(dossiers, [], { ...options, hash: true }));
    for (const value of ["203.0.113.9", "mail.example", "9f3a5c7700e1b2d4"]) expect(text).not.toContain(value);
  });

  it("says how sure an attribution is, once", () => {
    const relations = share(dossiers, [cluster], options).objects.filter(({ relationship_type }) => relationship_type === "attributed-to");
    expect(relations.map(({ confidence }) => confidence)).toEqual([91]);
  });

  it("leaves out what came in under a stronger marking", () => {
    const secret = [{ ...dossiers[0], indicators: [{ ...dossiers[0].indicators[0], marking: "red" as const }] }];
    expect(JSON.stringify(share(secret, [], options))).not.toContain("64511");
    expect(JSON.stringify(share(secret, [], { ...options, marking: "red" }))).toContain("64511");
  });
});

describe("patterns", () => {
  it.each(dossiers[0].indicators.map(({ kind, value }) => [kind, value]))("of %s %s are read as they were written", (kind, value) => {
    expect(readPattern(patternOf({ kind, value }))).toEqual({ kind, value });
  });

  it("that say more than one thing are not guessed at", () => {
    expect(readPattern("[ipv4-addr:value = '192.0.2.1' AND ipv4-addr:value = '192.0.2.2']")).toBeNull();
    expect(readPattern("[file:hashes.MD5 = 'x']")).toBeNull();
  });
});

describe("a bundle of others", () => {
  const id = (type: string, n: number) => `${type}--00000000-0000-4000-8000-00000000000${n}`;
  const actor = { type: "threat-actor", id: id("threat-actor", 1), name: "Somebody" };
  const indicator = {
    type: "indicator",
    id: id("indicator", 2),
    pattern: "[autonomous-system:number = 64520]",
    pattern_type: "stix",
    valid_from: "2026-01-01T00:00:00Z",
    valid_until: "2026-12-31T00:00:00Z",
    confidence: 70,
  };
  const relation = {
    type: "relationship",
    id: id("relationship", 3),
    relationship_type: "indicates",
    source_ref: indicator.id,
    target_ref: actor.id,
  };
  const bundle = (...objects: object[]) => JSON.stringify({ type: "bundle", id: id("bundle", 9), objects });

  it("gives a dossier: trusted as far as its confidence goes, kept to amber where nothing is said", () => {
    const [dossier] = importBundle(bundle(actor, indicator, relation)).dossiers;
    expect(dossier).toMatchObject({ id: actor.id, name: "Somebody" });
    expect(dossier.indicators).toMatchObject([
      {
        kind: "asn",
        value: "64520",
        reliability: "F",
        credibility: 2,
        marking: "amber",
        valid_until: "2026-12-31T00:00:00Z",
        source: "a shared bundle",
      },
    ]);
  });

  it("counts the indicators that it cannot hold", () => {
    const other = { ...indicator, pattern: "[file:hashes.MD5 = 'x']" };
    expect(importBundle(bundle(actor, other, relation)).skipped).toBe(1);
    expect(importBundle(bundle(actor, indicator)).skipped).toBe(1);
  });

  it("gives nothing of what was revoked", () => {
    expect(importBundle(bundle(actor, { ...indicator, revoked: true }, relation)).dossiers[0].indicators).toEqual([]);
  });

  it.each([
    ["no JSON", "{", /not JSON/],
    ["an array so deep that it is none", "[".repeat(200_000), /not JSON|bundle/],
    ["no bundle", JSON.stringify({ type: "report", id: id("report", 1) }), /type "bundle"/],
    ["an object without an id", bundle({ type: "threat-actor", name: "x" }), /objects\[0\]\.id/],
    ["an id of another type", bundle({ ...actor, id: id("campaign", 1) }), /objects\[0\]\.id is not of the type/],
    ["an id twice", bundle(actor, actor), /comes twice/],
    ["an actor without a name", bundle({ ...actor, name: "" }), /objects\[0\]\.name/],
    ["a time that is none", bundle(actor, { ...indicator, valid_from: "yesterday" }), /objects\[1\]\.valid_from/],
    ["an end before the start", bundle(actor, { ...indicator, valid_until: "2025-01-01T00:00:00Z" }), /later than valid_from/],
    ["a relation to nothing", bundle(actor, relation), /not in the bundle/],
    ["a confidence of 1000", bundle({ ...indicator, confidence: 1000 }), /objects\[0\]\.confidence/],
    ["an actor that calls itself unknown", JSON.stringify(share([{ ...dossiers[1], id: "unknown" }], [], options)), /unknown/],
    [
      "a reliability that is none",
      JSON.stringify(share(dossiers, [], options)).replace('"reliability":"B"', '"reliability":"Z"'),
      /reliability/,
    ],
  ])("is refused whole: %s", (_, text, message) => {
    expect(() => importBundle(text)).toThrow(PermanentError);
    expect(() => importBundle(text)).toThrow(message);
  });

  it("cannot reach into the language by its names", () => {
    const text = bundle({ ...actor, name: "constructor" }).replace('"name"', '"__proto__":{"polluted":true},"name"');
    expect(importBundle(text).dossiers[0].name).toBe("constructor");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("dossiers that come in beside known ones", () => {
  const own = dossiers[0];

  it("add what is new, once, and overwrite nothing", () => {
    const { dossiers: back } = importBundle(JSON.stringify(share([own], [], options)));
    expect(mergeDossiers([own], back)).toEqual([own]);
    expect(mergeDossiers([{ ...own, indicators: [] }], back)[0].indicators).toHaveLength(own.indicators.length);
  });

  it("are refused where another operator has the id", () => {
    expect(() => mergeDossiers([own], [{ ...dossiers[1], id: own.id }])).toThrow(/--as/);
  });
});

it("ids are those of RFC 9562", () => {
  expect(uuid5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com")).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
});
