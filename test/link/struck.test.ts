/** Values that are struck from the evidence -> links as if nobody had been seen with them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindingEvidence } from "../../src/cluster/identity/binding-evidence.js";
import type { Population } from "../../src/indicator/population.js";
import { alone } from "../../src/link/crew/crew.js";
import { keptLinks } from "../../src/link/kept.js";
import { type Links, link } from "../../src/link/link.js";
import { PairScorer } from "../../src/link/score.js";
import { withoutStruck } from "../../src/link/struck.js";
import { findTemplates } from "../../src/link/templates.js";
import type { LinkEvidence } from "../../src/model/link.js";
import { type Person, populationOf, START } from "../attribution/population.js";

const HOUR = 3_600_000;
type Struck = Readonly<Record<string, readonly string[]>>;
const struckOf = (struck: Struck) => new Map(Object.entries(struck).map(([kind, values]) => [kind, new Set(values)]));
const linkWithout = (population: Population, struck: Struck): Links =>
  link(population, () => {}, alone, { accounts: new Set(), struck: struckOf(struck) });
const strangers = (count: number): Person[] =>
  Array.from({ length: count }, (_, i) => ({
    account: `stranger-${i}`,
    at: START + i * HOUR,
    seen: {
      device: [`own-device-${i}`],
      payment: [`own-card-${i}`],
      email_domain: [`domain-${i % 7}`],
    },
  }));
const twins = (seen: Person["seen"], others: readonly Person["seen"][] = [{}, {}]): Person[] =>
  others.map((own, i) => ({ account: `twin-${i}`, at: START + (900 + 50 * i) * HOUR, seen: { ...seen, ...own } }));
const rowsOf = ({ model }: Links, population: Population) => {
  const rows: LinkEvidence[] = [];
  new PairScorer(model).score(population.indexOf("twin-0"), population.indexOf("twin-1"), rows);
  return rows;
};
const shows = (rows: readonly LinkEvidence[], kind: string) => rows.some((row) => row.kind === kind);

describe("a struck value", () => {
  const population = populationOf([...strangers(300), ...twins({ device: ["dev-x"], payment: ["card-x"] })]);
  const pair = [population.indexOf("twin-0"), population.indexOf("twin-1")];

  it("ties nobody, is in no link's evidence and in none that binds a cluster, and counts against nobody", () => {
    const struck = linkWithout(population, { device: ["dev-x"] });
    const [before, after] = [rowsOf(link(population), population), rowsOf(struck, population)];
    expect(shows(before, "device")).toBe(true);
    expect(after.filter(({ kind }) => kind === "device")).toEqual([]); // neither for the two nor "none shared"
    expect(shows(after, "payment")).toBe(true);
    const cluster = Int32Array.from({ length: population.size }, (_, a) => (pair.includes(a) ? 0 : -1));
    for (const { evidence } of keptLinks(struck, cluster)) expect(shows(evidence, "device")).toBe(false);
    expect(bindingEvidence(pair, struck.model).map(({ kind }) => kind)).not.toContain("device");
    expect(linkWithout(population, { device: ["dev-x"], payment: ["card-x"] }).source.length).toBe(0);
  });

  it("of another kind with the same text says what it said", () => {
    const { weight } = link(population);
    expect(linkWithout(population, { payment: ["dev-x"], unheard: ["dev-x"] }).weight).toEqual(weight);
  });

  it("takes its near forms with it, and a near form the texts that it stands for", () => {
    const named = populationOf([
      ...strangers(300).map((person, i) => ({ ...person, seen: { ...person.seen, "attributes.school": [`school ${i % 150}`] } })),
      ...twins({ device: ["dev-x"] }, [{ "attributes.school": ["Vane House"] }, { "attributes.school": ["Vane Hause"] }]),
    ]);
    const before = rowsOf(link(named), named);
    const near = before.find(({ kind }) => kind === "attributes.school~");
    expect(near?.bits).toBeGreaterThan(0);
    expect(shows(rowsOf(linkWithout(named, { "attributes.school": ["Vane House"] }), named), "attributes.school~")).toBe(false);
    expect(shows(rowsOf(linkWithout(named, { "attributes.school~": [near!.value] }), named), "attributes.school~")).toBe(false);
  });

  it("gives the links of a world where nobody was seen with it", () => {
    const values = fc.array(fc.nat(5), { maxLength: 2 });
    const few = fc.array(fc.record({ device: values, payment: values, bin: values }), { minLength: 6, maxLength: 14 });
    fc.assert(
      fc.property(few, fc.record({ device: values, payment: values }), (all, gone) => {
        const texts = (kind: string, numbers: readonly number[]) => [...new Set(numbers)].map((n) => `${kind}-${n}`);
        const struck: Struck = { device: texts("device", gone.device), payment: texts("payment", gone.payment) };
        const worldWithout = (left: Struck) =>
          populationOf([
            ...strangers(40),
            ...all.map(({ device, payment, bin }, i) => ({
              account: `a-${i}`,
              at: START + (100 + i) * HOUR,
              seen: {
                device: texts("device", device).filter((value) => !left.device?.includes(value)),
                payment: texts("payment", payment).filter((value) => !left.payment?.includes(value)),
                bin: texts("bin", bin),
              },
            })),
          ]);
        const [found, unseen] = [linkWithout(worldWithout({}), struck), link(worldWithout(struck))];
        for (const column of ["source", "target", "weight"] as const) expect(found[column]).toEqual(unseen[column]);
      }),
    );
  });

  it("changes nothing where there is none: the population is the same one", () => {
    expect(withoutStruck(population, findTemplates(population), new Map())).toBe(population);
    expect(link(population).model.population).toBe(population);
  });
});

describe("a struck template", () => {
  const prompt = "9e3779b97f4a7c15";
  const near = "9e3779b97f4a7c14"; // one bit differs
  const far = "61c8864680b583ea";
  const people = [...strangers(300), ...twins({ device: ["dev-x"] }, [{ prompt: [prompt] }, { prompt: [near], prompt_value: [far] }])];
  const population = populationOf(people);

  it.each([
    ["by the fingerprint that it is shown by", prompt],
    ["by another of its own", near],
    ["by one near to it that nobody at hand has", "9e3779b97f4a7c17"],
  ])("is gone with all its prompts %s", (_, label) => {
    expect(shows(rowsOf(link(population), population), "template")).toBe(true);
    const struck = linkWithout(population, { template: [label] });
    expect(shows(rowsOf(struck, population), "template")).toBe(false);
    expect(struck.uses.template.length).toBe(0); // nor did anybody act together on it
    const { start } = struck.model.population.sightings.get("prompt_value")!;
    expect(start[start.length - 1]).toBe(1); // a prompt of another template stays
  });
});
