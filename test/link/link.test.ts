import { describe, expect, it } from "vitest";
import type { Population } from "../../src/indicator/population.js";
import { findCandidates } from "../../src/link/candidates.js";
import { findCoActions } from "../../src/link/coaction.js";
import { LINKS_KEPT, link } from "../../src/link/link.js";
import { CANDIDATES } from "../../src/link/pairs/best.js";
import { ROOM } from "../../src/link/pairs/rooms.js";
import { PairScorer } from "../../src/link/score.js";
import { findSuccessions } from "../../src/link/succession.js";
import { findTemplates, templateUses } from "../../src/link/templates.js";
import { byTime, poissonTailBits } from "../../src/link/together/meet.js";
import { findTokens } from "../../src/link/tokens.js";
import type { LinkEvidence } from "../../src/model/link.js";
import { type Person, populationOf, START } from "../attribution/population.js";

/** `count` strangers, each with particulars of their own. */
function strangers(count: number): Person[] {
  return Array.from({ length: count }, (_, i) => ({
    account: `stranger-${i}`,
    at: START + i * 3_600_000,
    seen: { device: [`own-device-${i}`], payment: [`own-card-${i}`], email_domain: [`domain-${i % 7}`] },
  }));
}

/** Pairs of linked accounts as words, sorted. */
function linked(population: Population): string[] {
  const { source, target } = link(population);
  return Array.from(source, (a, e) => [population.account(a), population.account(target[e])].sort().join(" ")).sort();
}

describe("linking", () => {
  it("ties accounts that share a card and a device, and no strangers", () => {
    const pair = ["twin-1", "twin-2"].map((account, i) => ({ account, at: START + i, seen: { device: ["dev-x"], payment: ["card-x"] } }));
    expect(linked(populationOf([...strangers(300), ...pair]))).toEqual(["twin-1 twin-2"]);
  });

  it("ties those who use a code that hardly anybody uses to who referred them, and to each other where they came in a row", () => {
    const ring = (minutes: number) =>
      Array.from({ length: 4 }, (_, i) => ({
        account: `ring-${i}`,
        at: START + (700 + i * minutes) * 60_000,
        seen: { promo: ["SAVE9"], ...(i === 0 ? {} : { referrer: [`ring-${i - 1}`] }) },
      }));
    const referred = ["ring-0 ring-1", "ring-1 ring-2", "ring-2 ring-3"];
    expect(linked(populationOf([...strangers(600), ...ring(200)]))).toEqual(referred);
    expect(linked(populationOf([...strangers(600), ...ring(1)]))).toEqual(
      [...referred, "ring-0 ring-2", "ring-0 ring-3", "ring-1 ring-3"].sort(),
    );
  });

  it("makes nothing of a value that everybody has", () => {
    const people = strangers(300).map((person) => ({ ...person, seen: { ...person.seen, user_agent: ["Mozilla/5.0"], asn: ["64500"] } }));
    expect(linked(populationOf(people))).toEqual([]);
  });

  it("ties nobody by network or tooling alone, however rare, nor by signing up in a row", () => {
    const pair = (minutes: number, seen: Person["seen"]) =>
      ["p", "q"].map((account, i) => ({ account, at: START + (30 + i * minutes) * 60_000, seen }));
    const tool = { toolchain: ["rare|tool"], ja4: ["rare"], user_agent: ["tool"] };
    const others = strangers(4000).map((person) => ({ ...person, seen: { ...person.seen, toolchain: [person.account] } }));
    const ties = (minutes: number, seen: Person["seen"]) => linked(populationOf([...others, ...pair(minutes, seen)]));
    expect(ties(200, tool)).toEqual([]);
    expect(ties(1, {})).toEqual([]);
    expect(ties(1, tool)).toEqual(["p q"]); // the two facts together do
  });

  it("finds the same whatever the accounts are called", () => {
    const people = [
      ...strangers(200),
      ...Array.from({ length: 12 }, (_, i) => ({
        account: `ring-${i}`,
        at: START + i * 1000,
        seen: { device: [`dev-${i % 4}`], payment: [`card-${i % 3}`], prompt: ["9f3a5c7700e1b2d4"] },
      })),
    ];
    const renamed = people.map((person, i) => ({ ...person, account: `z${(i * 7919) % 100003}` }));
    const back = new Map(renamed.map(({ account }, i) => [account, people[i].account]));
    const names = linked(populationOf(renamed)).map((pair) =>
      pair
        .split(" ")
        .map((name) => back.get(name))
        .sort()
        .join(" "),
    );
    expect(names.sort()).toEqual(linked(populationOf(people)));
    expect(names.length).toBeGreaterThan(10);
  });

  it("keeps a bounded number of links an account, however many share a value", () => {
    const crowd = Array.from({ length: 400 }, (_, i) => ({
      account: `c${i}`,
      at: START + i,
      seen: { payment: ["one-card"], device: ["one-device"] },
    }));
    const population = populationOf([...strangers(4000), ...crowd]);
    const { source } = link(population);
    expect(source.length).toBeGreaterThan(400);
    expect(source.length).toBeLessThanOrEqual(400 * LINKS_KEPT);
  });
});

describe("tokens", () => {
  it("are the values that several share, not what a tenth have: kind by kind, rarest first, and ascending by account", () => {
    const cards = ["two", "four", "three", "two", "four", "three", "four", "three", "four"];
    const shared = cards.map((card, i) => ({ account: `c${i}`, at: START + i, seen: { payment: [card], device: ["everybody's"] } }));
    const others = strangers(60).map((person) => ({ ...person, seen: { ...person.seen, device: ["everybody's"] } }));
    const population = populationOf([...shared, ...others]);
    const { kinds, holders, start, token } = findTokens(population, findTemplates(population));
    const named = kinds.flatMap(({ name, first, last, label }) =>
      Array.from({ length: last - first }, (_, t) => `${name} ${label(first + t)} ${holders[first + t]}`),
    );
    expect(named.filter((name) => !name.startsWith("email_domain"))).toEqual(["payment two 2", "payment three 3", "payment four 4"]);
    for (let a = 0; a < population.size; a++) {
      const own = [...token.subarray(start[a], start[a + 1])];
      expect(own).toEqual([...new Set(own)].sort((x, y) => x - y));
    }
  });
});

describe("candidate pairs", () => {
  it("grow with the holders of a value, not with their square", () => {
    const pairsOf = (holders: number) => {
      const crowd = Array.from({ length: holders }, (_, i) => ({ account: `c${i}`, at: START + i, seen: { payment: ["one-card"] } }));
      const rest = Array.from({ length: holders * 12 }, (_, i) => ({ account: `s${i}`, at: START + i, seen: { payment: [`card-${i}`] } }));
      const population = populationOf([...crowd, ...rest]);
      const tokens = findTokens(population, findTemplates(population));
      return findCandidates(tokens, population.size, { bits: new Float32Array(tokens.holders.length).fill(1), prior: 0 }, []).partner
        .length;
    };
    const [few, many] = [pairsOf(500), pairsOf(1000)];
    expect(few).toBeGreaterThan(0);
    expect(many).toBeLessThan(few * 2.5);
    expect(many).toBeLessThanOrEqual(1000 * ROOM);
  });
});

describe("candidate pairs of one account", () => {
  it("are at most its best few and those that have it among theirs, however many share its values", () => {
    const crowd = Array.from({ length: 90 }, (_, i) => ({ account: `c${i}`, at: START + i, seen: { payment: ["one-card"] } }));
    const population = populationOf([...crowd, ...strangers(900)]);
    const tokens = findTokens(population, findTemplates(population));
    const worth = { bits: new Float32Array(tokens.holders.length).fill(1), prior: 0 };
    const { start, partner } = findCandidates(tokens, population.size, worth, []);
    const met = (90 * 89) / 2; // all of the crowd meet in one room
    expect(partner.length).toBeLessThanOrEqual(90 * CANDIDATES);
    expect(partner.length).toBeLessThan(met);
    for (let a = 0; a < population.size; a++) {
      const own = [...partner.subarray(start[a], start[a + 1])];
      expect(own).toEqual([...new Set(own)].filter((b) => a < b).sort((x, y) => x - y));
    }
  });
});

describe("the quick look at a pair", () => {
  it("turns away nobody that would weigh enough", () => {
    const people = Array.from({ length: 400 }, (_, i) => ({
      account: `a${i}`,
      at: START + i,
      seen: { device: [`dev-${i % 130}`], ip: [`ip-${i % 90}`], email_stem: [`stem-${i % 70}`], toolchain: [`tool-${i % 11}`] },
    }));
    const population = populationOf(people);
    population.status = new Map([[3, [{ at: START + 3, status: "suspended" as const, actor: null, reason: null }]]]);
    const { model } = link(population);
    const scorer = new PairScorer(model);
    const turnedAway = new Map<number, number>();
    const wronged: string[] = [];
    for (const least of [-6, 0, 4]) {
      let count = 0;
      for (let a = 0; a < 400; a++)
        for (let b = a + 1; b < 400; b++) {
          if (scorer.couldReach(least, a, b)) continue;
          count++;
          if (scorer.score(a, b) >= least) wronged.push(`${a} ${b}`);
        }
      turnedAway.set(least, count);
    }
    expect(wronged).toEqual([]);
    expect(turnedAway.get(0)).toBeGreaterThan(1000);
    expect(turnedAway.get(4)).toBeGreaterThan(turnedAway.get(-6)!);
  });
});

describe("the waterfall", () => {
  it("has rows that sum to the weight", () => {
    const people = [
      ...strangers(500),
      ...["a", "b"].map((account, i) => ({
        account,
        at: START + i,
        seen: {
          device: ["dev-x"],
          payment: ["card-x", "card-y"],
          ip: ["203.0.113.9"],
          net: ["203.0.113"],
          name_word: ["ann", "lee"],
          name: ["ann lee"],
        },
      })),
    ];
    const population = populationOf(people);
    const { model } = link(population);
    const rows: LinkEvidence[] = [];
    const weight = new PairScorer(model).score(population.indexOf("a"), population.indexOf("b"), rows);
    expect(rows.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(weight, 6);
    expect(rows.map(({ kind }) => kind)).toContain("prior");
    expect(weight).toBeGreaterThan(0);
  });
});

describe("co-action", () => {
  it("is told from chance by Chernoff's bound, which never promises more than Poisson's tail gives", () => {
    const tail = (n: number, mean: number) => {
      let [below, term] = [0, Math.exp(-mean)];
      for (let k = 0; k < n; k++) {
        below += term;
        term *= mean / (k + 1);
      }
      return -Math.log2(1 - below);
    };
    for (const [n, mean] of [
      [1, 0.1],
      [3, 0.5],
      [8, 2],
      [20, 9],
    ])
      expect(poissonTailBits(n, mean)).toBeLessThanOrEqual(tail(n, mean) + 1e-9);
    expect(poissonTailBits(2, 5)).toBe(0);
  });

  it("goes through uses by time, those of one second as they were, however many there are", () => {
    const time = Uint32Array.from([7, 4_294_967_295, 0, 7, 3, 7, 0]);
    for (const fit of [time.length, 0]) expect([...byTime(time, fit)]).toEqual([2, 6, 4, 0, 3, 5, 1]);
  });

  it("ties two accounts that send one rare template within minutes, and not two that send it a day apart", () => {
    const people = Array.from({ length: 3 }, (_, i) => ({ account: `a${i}`, seen: { prompt: ["9f3a5c7700e1b2d4"] } }));
    const population = populationOf(people);
    const prompt = population.sightings.get("prompt")!;
    prompt.first = Uint32Array.from([START / 1000, START / 1000 + 60, START / 1000 + 86_400]);
    const templates = findTemplates(population);
    const { partner, start } = findCoActions(population, templates, templateUses(population, templates));
    expect(Array.from(partner)).toEqual([1, 0]);
    expect(Array.from(start)).toEqual([0, 1, 2, 2]);
  });
});

describe("succession", () => {
  it("ties a suspended account to the sign-up that follows within minutes, not to one of the next day", () => {
    const people = Array.from({ length: 40 }, (_, i) => ({ account: `a${i}`, at: START + i * 24 * 3_600_000 }));
    people.push({ account: "heir", at: START + 5 * 24 * 3_600_000 + 6 * 60_000 });
    const population: Population = {
      ...populationOf(people),
      status: new Map([[2, [{ at: START + 5 * 24 * 3_600_000 + 60_000, status: "suspended" as const, actor: null, reason: null }]]]),
    };
    const { partner, start, seconds } = findSuccessions(population);
    expect(partner.slice(start[2], start[3])).toEqual(Uint32Array.of(40));
    expect(seconds[start[2]]).toBe(300);
  });

  it("ties a sign-up to a suspension whoever did it, and says which are evidence about the account too", () => {
    const people = strangers(100).map((person, i) => ({ ...person, at: START + i * 6 * 3_600_000 }));
    const population = populationOf([...people, { account: "heir", at: START + 50 * 6 * 3_600_000 + 120_000 }]);
    const at = START + 50 * 6 * 3_600_000 + 1;
    const suspended = (actor: string) => ({ at, status: "suspended" as const, actor, reason: null });
    const reinstated = { at: at + 9e8, status: "reinstated" as const, actor: "kim", reason: null };
    const [head, heir] = [3, population.indexOf("heir")];
    const counts = [[suspended("cautery")], [suspended("kim"), reinstated], [suspended("kim")]].map((changes) => {
      population.status = new Map([[head, changes]]);
      const { start, partner, bits, counts } = findSuccessions(population);
      const row = start[head] + partner.subarray(start[head], start[head + 1]).indexOf(heir);
      expect(bits[row]).toBeGreaterThan(3);
      return counts[row];
    });
    expect(counts).toEqual([0, 0, 1]);
  });
});
