/** Who is behind a cluster: small worlds written down, and what must be said of each. */
import { beforeAll, describe, expect, it } from "vitest";
import { type Attribution, attribute, type Knowledge } from "../../src/attribution/attribute.js";
import { type Dossier, type DossierIndicator, UNKNOWN } from "../../src/model/dossier.js";
import type { Judgement } from "../../src/model/judgement.js";
import { Rng } from "../../src/simulate/random.js";
import { type Person, populationOf, START } from "./population.js";

const known = (kind: string, value: string, more: Partial<DossierIndicator> = {}): DossierIndicator => ({
  kind,
  value,
  reliability: "A",
  credibility: 1,
  first_seen: null,
  last_seen: null,
  source: "own case",
  ...more,
});
const dossier = (id: string, ...indicators: DossierIndicator[]): Dossier => ({
  id,
  name: id,
  aliases: [],
  indicators,
  profile: { timezone: null, capabilities: {}, models: [] },
});

/** Fingerprints that nobody else has, by a name. */
function prompt(name: string): string {
  const rng = new Rng([...name].reduce((seed, letter) => (seed * 31 + letter.charCodeAt(0)) >>> 0, 7));
  return Array.from({ length: 16 }, () => rng.int(16).toString(16)).join("");
}

const innocents: Person[] = Array.from({ length: 400 }, (_, i) => ({
  account: `innocent-${i}`,
  seen: {
    prompt: [prompt(`own-${i}`)],
    email_domain: [i % 2 ? "gmail.com" : "proton.me"],
    asn: [`${64500 + (i % 8)}`],
    ja4: [`ja4-${i % 5}`],
    payment: [`card-${i}`],
  },
}));

/** `size` accounts that are all seen with the same. */
const campaign = (name: string, size: number, seen: Person["seen"], more: Partial<Person> = {}): Person[] =>
  Array.from({ length: size }, (_, i) => ({ account: `${name}-${i}`, seen: { payment: [`${name}-card-${i}`], ...seen }, ...more }));

/** Each campaign is a fraudulent cluster by the name of its accounts. */
function resolve(campaigns: Record<string, Person[]>, knowledge: Knowledge): Record<string, Attribution> {
  const population = populationOf([...innocents, ...Object.values(campaigns).flat()]);
  const subjects = Object.entries(campaigns).map(([id, people]) => ({
    id,
    accounts: people.map(({ account }) => population.indexOf(account)),
    disposition: "fraudulent" as const,
  }));
  return Object.fromEntries(attribute(population, subjects, knowledge).map((attribution) => [attribution.cluster, attribution]));
}

const top = ({ shares }: Attribution) => shares[0];

const alder = dossier("alder", known("prompt_simhash", prompt("alder")), known("email_domain", "alder.example"), known("ja4", "ja4-alder"));
const birch = dossier("birch", known("prompt_simhash", prompt("birch")), known("email_domain", "birch.example"), known("ja4", "ja4-birch"));
const dossiers = [alder, birch];

describe("a cluster that shows what is known of an operator", () => {
  let found: Attribution;
  beforeAll(() => {
    const seen = { prompt: [prompt("alder")], email_domain: ["alder.example"], ja4: ["ja4-alder"] };
    found = resolve({ c: campaign("c", 20, seen) }, { dossiers }).c;
  });

  it("is that operator's, almost certainly", () => {
    expect(top(found)).toMatchObject({ operator: "alder", likelihood: "almost certain" });
  });

  it("has confidences that sum to one, with unknown among them", () => {
    expect(found.shares.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 9);
    expect(found.shares.map(({ operator }) => operator)).toContain(UNKNOWN);
  });

  it("has the evidence for its operator and against the other, which sums to their bits", () => {
    const [first, second] = found.cases;
    expect(first.operator).toBe("alder");
    expect(first.evidence.filter(({ bits }) => bits > 0).map(({ kind }) => kind)).toEqual(["prompt_simhash", "email_domain", "ja4"]);
    expect(second.evidence.every(({ bits }) => bits < 0)).toBe(true);
    for (const { bits, evidence } of found.cases) expect(evidence.reduce((sum, one) => sum + one.bits, 0)).toBeCloseTo(bits, 9);
  });
});

describe("a cluster is nobody's that is known", () => {
  it("where it shows nothing of any dossier", () => {
    const { c } = resolve(
      { c: campaign("c", 20, { prompt: [prompt("new")], email_domain: ["new.example"], ja4: ["ja4-1"] }) },
      { dossiers },
    );
    expect(top(c).operator).toBe(UNKNOWN);
  });

  it("where there are no dossiers at all", () => {
    const { c } = resolve({ c: campaign("c", 20, { prompt: [prompt("new")] }) }, { dossiers: [] });
    expect(c.shares).toEqual([{ operator: UNKNOWN, confidence: 1, likelihood: "almost certain" }]);
  });

  it.each(["email_domain", "ja4", "asn"])("where only a planted %s points to one and its own traffic does not", (kind) => {
    const victim = dossier("alder", ...alder.indicators, known("asn", "65001"));
    const value = { email_domain: "alder.example", ja4: "ja4-alder", asn: "65001" }[kind]!;
    const seen = { prompt: [prompt("new")], email_domain: ["new.example"], ja4: ["ja4-new"], asn: ["64500"], [kind]: [value] };
    const { c } = resolve({ c: campaign("c", 40, seen) }, { dossiers: [victim, birch] });
    expect(top(c).operator).toBe(UNKNOWN);
  });

  it.each([
    ["ja4", "ja4-rare", true],
    ["device", "device-rare", false],
    ["phone_prefix", "8613070", false],
  ])("a lone %s is doubted only where anyone can plant it", (kind, value, doubted) => {
    const victim = dossier("alder", known("prompt_simhash", prompt("alder")), known(kind, value));
    const seen = { prompt: [prompt("new")], [kind]: [value] };
    const evidence = resolve({ c: campaign("c", 20, seen) }, { dossiers: [victim] }).c.cases[0].evidence.find((one) => one.kind === kind)!;
    expect(evidence.detail.includes("may be planted")).toBe(doubted);
  });

  it("where what it shows is what many innocent accounts show", () => {
    const common = dossier("common", known("email_domain", "gmail.com"), known("asn", "64500"), known("ja4", "ja4-1"));
    const { c } = resolve(
      { c: campaign("c", 20, { email_domain: ["gmail.com"], asn: ["64500"], ja4: ["ja4-1"] }) },
      { dossiers: [common] },
    );
    expect(top(c).operator).toBe(UNKNOWN);
  });

  it("where what is known is unreliable, improbable or out of date", () => {
    const seen = { c: campaign("c", 20, { email_domain: ["alder.example"] }) };
    const confidence = (more: Partial<DossierIndicator>) =>
      resolve(seen, { dossiers: [dossier("alder", known("email_domain", "alder.example", more))] }).c.shares.find(
        ({ operator }) => operator === "alder",
      )!.confidence;
    const sure = confidence({});
    expect(confidence({ reliability: "E" })).toBeLessThan(sure);
    expect(confidence({ credibility: 5 })).toBeLessThan(sure);
    expect(confidence({ last_seen: "2020-01-01T00:00:00Z" })).toBeLessThan(sure);
    expect(confidence({ valid_until: "2026-01-01T00:00:00Z" })).toBeLessThan(0.5);
  });
});

it("what all people of a country have marks nobody who is at home there", () => {
  const people = Array.from({ length: 60 }, (_, i) => ({
    account: `home-${i}`,
    seen: { country: [i < 12 ? "LU" : "FR"], bin: [i < 10 ? "400001" : `4100${i}`] },
  }));
  const bitsAt = (country: string): number => {
    const cluster = campaign("c", 20, { country: [country], bin: ["400001"] });
    const far = Array.from({ length: 600 }, (_, i) => ({ account: `far-${i}`, seen: { country: ["US"], bin: [`4200${i % 50}`] } }));
    const population = populationOf([...people, ...far, ...cluster]);
    const accounts = cluster.map(({ account }) => population.indexOf(account));
    const [{ cases }] = attribute(population, [{ id: "c", accounts, disposition: "fraudulent" }], {
      dossiers: [dossier("alder", known("bin", "400001"))],
    });
    return cases[0].evidence.find(({ kind }) => kind === "bin")!.bits;
  };
  expect(bitsAt("US")).toBeGreaterThan(1);
  expect(bitsAt("LU")).toBeLessThan(bitsAt("US") / 2);
});

it("an operator's own traffic outweighs another's planted mail domain", () => {
  const { c } = resolve(
    { c: campaign("c", 40, { prompt: [prompt("birch")], email_domain: ["alder.example"], ja4: ["ja4-1"] }) },
    { dossiers },
  );
  expect(top(c).operator).toBe("birch");
});

it("what two operators have in common counts little for either", () => {
  const shared = (id: string) => dossier(id, known("asn", "65010"), known("prompt_simhash", prompt(id)));
  const seen = { asn: ["65010"], prompt: [prompt("alder")] };
  const { c } = resolve({ c: campaign("c", 20, seen) }, { dossiers: [shared("alder"), shared("birch")] });
  expect(top(c).operator).toBe("alder");
  const asn = c.cases.map(({ evidence }) => evidence.find(({ kind }) => kind === "asn")!.bits);
  expect(Math.max(...asn)).toBeLessThan(1.5);
});

describe("a profile", () => {
  it("speaks for an operator whose hours and work are the cluster's, and against one whose are not", () => {
    const profiled = (id: string, timezone: string, capability: string): Dossier => ({
      ...dossier(id),
      profile: { timezone, capabilities: { [capability]: 1 }, models: [] },
    });
    const night = Array.from({ length: 24 }, (_, hour) => (hour >= 1 && hour <= 10 ? 20 : 0)); // the working day of Singapore, in UTC
    const people = campaign("c", 20, {}, { hours: night, capabilities: { coding: 10 } });
    const { c } = resolve(
      { c: people },
      { dossiers: [profiled("near", "Asia/Singapore", "coding"), profiled("far", "America/New_York", "vision")] },
    );
    expect(c.cases.map(({ operator }) => operator)).toEqual(["near", "far"]);
    expect(c.cases[0].bits).toBeGreaterThan(0);
    expect(c.cases[1].bits).toBeLessThan(0);
  });
});

describe("what is missing", () => {
  const missed = (kinds: number): number => {
    const values = ["email_domain", "ja4", "prompt_simhash", "payment"].slice(0, kinds);
    const alderToo = dossier("alder", ...values.map((kind) => known(kind, kind === "prompt_simhash" ? prompt("alder") : `alder-${kind}`)));
    const seen = { prompt: [prompt("new")], email_domain: ["new.example"], ja4: ["ja4-new"] };
    return resolve({ c: campaign("c", 40, seen) }, { dossiers: [alderToo] }).c.cases[0].bits;
  };

  it("counts against an operator, but no more than one that starts afresh", () => {
    expect(missed(1)).toBeLessThan(0);
    expect(missed(4)).toBeLessThan(missed(1));
    expect(missed(4)).toBeGreaterThan(-2);
  });
});

describe("a cluster of few accounts", () => {
  const unknownOf = (size: number): number =>
    resolve({ c: campaign("c", size, { prompt: [prompt("new")] }) }, { dossiers }).c.shares.find(({ operator }) => operator === UNKNOWN)!
      .confidence;

  it("is a stranger's more likely than a large one that shows as little", () => {
    expect(unknownOf(3)).toBeGreaterThan(unknownOf(30));
    expect(unknownOf(3)).toBeGreaterThan(0.95);
  });

  it("is its operator's all the same where it shows what is known", () => {
    const seen = { prompt: [prompt("alder")], email_domain: ["alder.example"], ja4: ["ja4-alder"] };
    const { c } = resolve({ c: campaign("c", 4, seen) }, { dossiers });
    expect(top(c).operator).toBe("alder");
    expect(c.cases[0].evidence.find(({ kind }) => kind === "size")).toMatchObject({ value: "4", bits: -2 });
  });
});

describe("one proxy service that carries two operators", () => {
  const both = [
    ...campaign("a", 20, { prompt: [prompt("alder")], asn: ["65020"] }),
    ...campaign("b", 12, { prompt: [prompt("birch")], asn: ["65020"] }),
  ];

  it("is attributed in parts, by the accounts' own traffic", () => {
    const { c } = resolve({ c: both }, { dossiers });
    expect(c.parts.map(({ accounts, attribution }) => [accounts.length, attribution[0].operator])).toEqual([
      [20, "alder"],
      [12, "birch"],
    ]);
    expect(c.shares.slice(0, 2).map(({ operator }) => operator)).toEqual(["alder", "birch"]);
    expect(top(c).confidence).toBeCloseTo(20 / 32, 1);
  });

  it("is one where the traffic is one", () => {
    expect(resolve({ c: campaign("a", 30, { prompt: [prompt("alder")] }) }, { dossiers }).c.parts).toEqual([]);
  });
});

describe("clusters of one hand", () => {
  const shared = { prompt: [prompt("stranger")], device: ["stranger-device"] };

  it("lend each other their attribution, as evidence that is shown", () => {
    const seen = { prompt: [prompt("alder"), prompt("next")], email_domain: ["alder.example"], ja4: ["ja4-alder"] };
    const { later } = resolve(
      { first: campaign("first", 20, seen), later: campaign("later", 20, { prompt: [prompt("next")] }) },
      { dossiers },
    );
    expect(later.cases[0].operator).toBe("alder");
    expect(later.cases[0].evidence.find(({ family }) => family === "continuity")).toMatchObject({ value: "first" });
  });

  it("hand on what they show, not what they do: both do it, and it is weighed in each already", () => {
    const work: Dossier = {
      ...dossier("worker", known("asn", "65099")),
      profile: { timezone: null, capabilities: { coding: 1 }, models: [] },
    };
    const seen = { prompt: [prompt("next")], device: ["one-device"] };
    const people = (name: string) => campaign(name, 20, seen, { capabilities: { coding: 10 } });
    const others = campaign("others", 20, {}, { capabilities: { vision: 10 } });
    const { first } = resolve({ first: people("first"), later: people("later"), others }, { dossiers: [work] });
    const [{ evidence }] = first.cases;
    expect(evidence.find(({ kind }) => kind === "capabilities")!.bits).toBeGreaterThan(0);
    expect(evidence.find(({ family }) => family === "continuity")?.bits ?? 0).toBeCloseTo(0);
  });

  it("have one lasting name where nobody is known to be behind them", () => {
    const clusters = {
      one: campaign("one", 10, shared),
      two: campaign("two", 10, shared, { at: START + 1 }),
      other: campaign("other", 10, {}),
    };
    const { one, two, other } = resolve(clusters, { dossiers });
    expect(one.stranger).toMatch(/^unknown-\d+$/);
    expect(two.stranger).toBe(one.stranger);
    expect(other.stranger).toBeNull();
    const later = resolve({ ...clusters, three: campaign("three", 10, shared, { at: START + 2 }) }, { dossiers });
    expect(later.three.stranger).toBe(one.stranger);
  });
});

describe("a judgement", () => {
  const people = campaign("c", 20, { prompt: [prompt("new")], email_domain: ["new.example"] });
  const more = campaign("d", 20, { prompt: [prompt("new")], email_domain: ["new.example"] });
  const accounts = people.map(({ account }) => account);
  const judgement = (verdict: Judgement["verdict"], operator: string, id = "j-1", at = 1): Judgement => ({
    id,
    at,
    analyst: "ana",
    reason: "their own chat says so",
    about: { type: "attribution", cluster: "c", accounts, operator },
    verdict,
  });
  const withdrawal: Judgement = { ...judgement("positive", "alder", "j-2", 2), about: { type: "withdrawal", judgement: "j-1" } };

  it("that confirms holds, and is named", () => {
    const { c } = resolve({ c: people }, { dossiers, judgements: [judgement("positive", "alder")] });
    expect(top(c)).toMatchObject({ operator: "alder", confidence: 0.99 });
    expect(c.judgement).toBe("j-1");
  });

  it("teaches what marks the operator's next cluster", () => {
    const { d } = resolve({ c: people, d: more }, { dossiers, judgements: [judgement("positive", "alder")] });
    expect(top(d).operator).toBe("alder");
  });

  it("that is withdrawn holds no longer, and what it taught is gone", () => {
    const { c, d } = resolve({ c: people, d: more }, { dossiers, judgements: [judgement("positive", "alder"), withdrawal] });
    expect([top(c).operator, top(d).operator]).toEqual([UNKNOWN, UNKNOWN]);
  });

  it("that rejects an operator leaves nothing to it", () => {
    const own = campaign("c", 20, { prompt: [prompt("alder")], email_domain: ["alder.example"], ja4: ["ja4-alder"] });
    const { c } = resolve({ c: own }, { dossiers, judgements: [judgement("negative", "alder")] });
    expect(c.shares.map(({ operator }) => operator)).not.toContain("alder");
  });

  it("may name an operator that has no dossier yet", () => {
    const { d } = resolve({ c: people, d: more }, { dossiers, judgements: [judgement("positive", "cedar")] });
    expect(top(d).operator).toBe("cedar");
  });
});

it("clusters that are not fraudulent are nobody's to attribute", () => {
  const population = populationOf(innocents);
  expect(attribute(population, [{ id: "c", accounts: [0, 1], disposition: "benign" }], { dossiers })).toEqual([]);
});

it("the order in which dossiers come makes no difference", () => {
  const clusters = { c: campaign("c", 20, { prompt: [prompt("alder")], email_domain: ["birch.example"] }) };
  expect(resolve(clusters, { dossiers: dossiers.toReversed() })).toEqual(resolve(clusters, { dossiers }));
});
