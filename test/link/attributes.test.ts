/** Attributes are an open map, each key a kind of its own: however many there are, pairs weigh what they weigh, and nothing wraps. */
import { describe, expect, it } from "vitest";
import { OTHER_ATTRIBUTES } from "../../src/indicator/kinds/registry.js";
import { link } from "../../src/link/link.js";
import { PairScorer } from "../../src/link/score.js";
import type { LinkEvidence } from "../../src/model/link.js";
import { type Person, populationOf, START } from "../attribution/population.js";

/** Accounts that answered eight of `keys` questions each, some of them alike. */
function answering(count: number, keys: number): Person[] {
  return Array.from({ length: count }, (_, i) => ({
    account: `answering-${i}`,
    at: START + i * 60_000,
    seen: {
      email_domain: [`domain-${i % 7}`],
      ...Object.fromEntries(
        Array.from({ length: 8 }, (_, k) => [`attributes.key-${(i * 8 + k) % keys}`, [`answer-${(i * 8 + k) % (keys * 5)}`]]),
      ),
    },
  }));
}

/** Two that share a card, and differ in all else that the strangers differ in too. */
const pair: readonly Person[] = ["p", "q"].map((account, i) => ({
  account,
  at: START + i,
  seen: {
    payment: ["card-x"],
    email: [`${account}@x.de`],
    device: [`device-${account}`],
    toolchain: [`tools-${account}`],
    "attributes.city": [account],
  },
}));

/** Hands of two accounts that agree in everything, so that differing comes to tell something. */
const hands: readonly Person[] = Array.from({ length: 300 }, (_, i) => ({
  account: `hand-${i}`,
  at: START + i * 1000,
  seen: {
    payment: [`card-${i >> 1}`],
    email: [`${i >> 1}@y.de`],
    device: [`device-${i >> 1}`],
    toolchain: [`tools-${i >> 1}`],
    "attributes.city": [`city-${i >> 1}`],
  },
}));

function weighed(people: readonly Person[], a = "p", b = "q"): { weight: number; rows: readonly LinkEvidence[] } {
  const population = populationOf(people);
  const rows: LinkEvidence[] = [];
  const [i, j] = [population.indexOf(a), population.indexOf(b)].sort((x, y) => x - y);
  const weight = new PairScorer(link(population).model).score(i, j, rows);
  return { weight, rows };
}

/** `count` accounts with one key each, nobody else's. */
const alone = (count: number): Person[] =>
  Array.from({ length: 300 }, (_, i) => ({
    account: `alone-${i}`,
    at: START + i,
    seen: { [`attributes.key-${i % count}`]: [`value-${i}`] },
  }));

describe("many attribute keys", () => {
  it.each([110, 130, 300, 1000])("are linked by, each by its own rule: %i of them", (keys) => {
    const { model } = link(populationOf([...answering(400, keys), ...pair, ...hands]));
    model.tokens.kinds.forEach((kind, k) => {
      expect(Array.from(model.tokens.kindOf.subarray(kind.first, kind.last)).every((of) => of === k)).toBe(true);
    });
    expect(model.tokens.kinds.filter(({ rule }) => rule.family === "attribute").length).toBeGreaterThan(keys);
    const { rows } = weighed([...answering(400, keys), ...pair, ...hands]);
    expect(rows.find(({ kind }) => kind === "payment")?.value).toBe("card-x");
  });

  it("make no pair weigh more or less: what it differs in is held against it all the same", () => {
    const few = weighed([...alone(1), ...pair, ...hands]);
    const against = ({ rows }: typeof few) => rows.flatMap(({ kind, value }) => (value === "none shared" ? [kind] : [])).sort();
    expect(against(few)).toEqual(["attributes.city", "device", "email", "tooling"]);
    for (const count of [25, 40, 100, 300]) {
      const many = weighed([...alone(count), ...pair, ...hands]);
      expect(against(many)).toEqual(against(few));
      expect(many.weight).toBeCloseTo(few.weight, 9);
    }
  });

  it("of which few accounts have any count against a pair that differs in them, and never for one", () => {
    const people = (kind: string): Person[] => [
      ...alone(3),
      ...hands.map((hand, i) => ({ ...hand, seen: { ...hand.seen, [kind]: [`answer-${i >> 1}`] } })),
      ...pair.map((one) => ({ ...one, seen: { ...one.seen, [kind]: [one.account] } })),
    ];
    const [apart, together] = [people("attributes.zone"), people(OTHER_ATTRIBUTES)];
    expect(weighed(together).weight).toBeCloseTo(weighed(apart).weight, 1); // what hands agree in is learned anew
    expect(weighed(together).weight).toBeLessThan(weighed([...alone(3), ...pair, ...hands]).weight - 0.5);
    expect(weighed(together, "hand-0", "hand-1").weight).toBeLessThan(weighed(apart, "hand-0", "hand-1").weight);
    expect(weighed(together, "hand-0", "hand-1").rows.find(({ kind }) => kind === OTHER_ATTRIBUTES)?.bits).toBe(0);
  });
});
