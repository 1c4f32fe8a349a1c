/** What an indicator is worth by its source, what it says, and its age; what is kept of a raw fingerprint; what is drawn. */
import { describe, expect, it } from "vitest";
import { discount, dossierKind } from "../../src/attribution/dossier-rules.js";
import { pseudonymiseDossiers } from "../../src/attribution/dossiers/pseudonymise.js";
import { supporter } from "../../src/attribution/weigh.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import { type DossierIndicator, parseDossiers } from "../../src/model/dossier.js";
import { reliabilityDiagram, reliabilityRows } from "../../src/report/charts/reliability.js";
import { populationOf } from "./population.js";

const AT = Date.UTC(2026, 5, 1);
const indicator = (more: Partial<DossierIndicator> = {}): DossierIndicator => ({
  kind: "asn",
  value: "64511",
  reliability: "A",
  credibility: 1,
  first_seen: null,
  last_seen: null,
  source: "",
  ...more,
});
const daysAgo = (days: number) => new Date(AT - days * 86_400_000).toISOString();

describe("an indicator's worth", () => {
  it("is whole where the source is reliable, the information confirmed, and nothing said of its age", () => {
    expect(discount(indicator(), AT)).toBe(1);
  });

  it("falls with the reliability of the source and the credibility of what it says", () => {
    const letters = (["A", "B", "C", "D", "E"] as const).map((reliability) => discount(indicator({ reliability }), AT));
    const numbers = ([1, 2, 3, 4, 5] as const).map((credibility) => discount(indicator({ credibility }), AT));
    for (const worths of [letters, numbers]) expect(worths).toEqual(worths.toSorted((a, b) => b - a));
  });

  it("halves with the half-life of its kind since it was last seen", () => {
    expect(discount(indicator({ last_seen: daysAgo(dossierKind("asn").halfLifeDays) }), AT)).toBeCloseTo(0.5, 9);
    expect(discount(indicator({ first_seen: daysAgo(dossierKind("asn").halfLifeDays) }), AT)).toBeCloseTo(Math.SQRT1_2, 9);
  });

  it("is no greater for a time that is yet to come, and nothing after its end", () => {
    expect(discount(indicator({ last_seen: daysAgo(-100) }), AT)).toBe(1);
    expect(discount(indicator({ valid_until: daysAgo(1) }), AT)).toBe(0);
  });
});

it("any kind that the table lacks is an attribute, however it is written", () => {
  expect(dossierKind("friend").sources).toEqual(["attributes.friend"]);
  expect(dossierKind("attributes.friend").sources).toEqual(["attributes.friend"]);
  expect(dossierKind("constructor").sources).toEqual(["attributes.constructor"]);
});

it("raw fingerprints become tokens once, and other values stay as they are", () => {
  const pseudonymise = pseudonymiser(new Uint8Array(32).fill(1));
  const given = parseDossiers(
    JSON.stringify([
      {
        id: "a",
        indicators: [
          { kind: "payment", value: "card" },
          { kind: "asn", value: "1" },
        ],
      },
    ]),
  );
  const kept = pseudonymiseDossiers(given, pseudonymise);
  expect(kept[0].indicators[0]).toMatchObject({ value: expect.stringMatching(/^[0-9a-f]{16}$/), pseudonym: true });
  expect(kept[0].indicators[1]).toEqual(given[0].indicators[1]);
  expect(pseudonymiseDossiers(kept, pseudonymise)).toEqual(kept);
});

it("accounts that show what is known of an operator point to it, and others to none", () => {
  const people = Array.from({ length: 300 }, (_, i) => ({ account: `a${i}`, seen: { "attributes.friend": [i < 30 ? "known" : `f${i}`] } }));
  const dossiers = parseDossiers(
    JSON.stringify([{ id: "op", indicators: [{ kind: "friend", value: "known", reliability: "A", credibility: 1 }] }]),
  );
  const support = supporter(populationOf(people), dossiers);
  const accounts = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  expect(support(accounts(0, 30))).toBeGreaterThan(6);
  expect(support(accounts(100, 130))).toBe(0);
});

describe("a reliability diagram", () => {
  const points = [
    { weight: 4, probability: 0.55, observed: 0.5 },
    { weight: 40, probability: 0.95, observed: 0.975 },
  ];

  it("has a dot for each bin and a title that cannot break it", () => {
    const svg = reliabilityDiagram(points, "a < b & c");
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(svg).toContain("a &lt; b &amp; c");
  });

  it("has a row for each bin as text", () => {
    expect(reliabilityRows(points).map((row) => row.slice(0, 3))).toEqual([
      ["confidence", "right", "cases"],
      ["0.550", "0.500", "4"],
      ["0.950", "0.975", "40"],
    ]);
  });
});
