import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCoActions } from "../../src/link/coaction.js";
import type { Uses } from "../../src/link/templates.js";
import { poissonTailBits, TOGETHER_SECONDS } from "../../src/link/together/meet.js";
import { populationOf } from "../attribution/population.js";

const ACCOUNTS = 70;
const DAY = 86_400;

/** By account, its uses: a few templates, within some hours. */
const uses = fc.array(fc.array(fc.record({ template: fc.nat(5), time: fc.nat(20_000) }), { maxLength: 12 }), {
  minLength: ACCOUNTS,
  maxLength: ACCOUNTS,
});

interface Met {
  template: number;
  occasions: number;
  bits: number;
}

/** The same by the book: each use and the four of others that follow it within two hours. */
function expected(rows: readonly (readonly { template: number; time: number }[])[]): Map<string, Met[]> {
  const found = new Map<string, Met[]>();
  for (let template = 0; template < 6; template++) {
    const own = rows.flatMap((list, account) => list.filter((use) => use.template === template).map(({ time }) => ({ account, time })));
    if (new Set(own.map(({ account }) => account)).size > 50) continue;
    own.sort((x, y) => x.time - y.time); // stable: by account, then as they were
    const met = new Map<string, { near: number; close: number }>();
    own.forEach(({ account, time }, p) => {
      const next = own.slice(p + 1).filter((other) => other.account !== account && other.time - time <= 7200);
      for (const other of next.slice(0, 4)) {
        const key = [account, other.account].sort((x, y) => x - y).join(" ");
        const pair = met.get(key) ?? { near: 0, close: 0 };
        met.set(key, { near: pair.near + 1, close: pair.close + (other.time - time <= TOGETHER_SECONDS ? 1 : 0) });
      }
    });
    const times = own.map(({ time }) => time);
    const span = Math.max(DAY, Math.max(...times) - Math.min(...times));
    for (const [key, { near, close }] of met) {
      const [a, b] = key.split(" ").map(Number);
      const count = (account: number) => own.filter((use) => use.account === account).length;
      const chance = (count(a) * count(b) * 2 * TOGETHER_SECONDS) / span;
      const minutes = poissonTailBits(close, chance);
      const hours = poissonTailBits(near, (chance * 7200) / TOGETHER_SECONDS);
      if (Math.max(minutes, hours) === 0) continue;
      const row = { template, occasions: minutes >= hours ? close : near, bits: Math.fround(Math.max(minutes, hours)) };
      for (const way of [`${a} ${b}`, `${b} ${a}`]) found.set(way, [...(found.get(way) ?? []), row]);
    }
  }
  return found;
}

describe("co-actions", () => {
  it("are those that going through all uses finds, each both ways round and by partner", () => {
    const population = populationOf(Array.from({ length: ACCOUNTS }, (_, i) => ({ account: `a${i}` })));
    fc.assert(
      fc.property(uses, (rows) => {
        const start = new Uint32Array(ACCOUNTS + 1);
        rows.forEach((list, i) => {
          start[i + 1] = start[i] + list.length;
        });
        const all: Uses = {
          start,
          time: Uint32Array.from(rows.flat(), ({ time }) => time),
          template: Uint32Array.from(rows.flat(), ({ template }) => template),
        };
        population.events = Uint32Array.from(rows, (list) => list.length);
        const found = findCoActions(population, { count: 6, ofPrompt: start, ofPromptValue: start, label: String }, all);
        const byPair = new Map<string, Met[]>();
        for (let a = 0; a < ACCOUNTS; a++) {
          const partners = [...found.partner.subarray(found.start[a], found.start[a + 1])];
          expect(partners).toEqual([...partners].sort((x, y) => x - y));
          for (let r = found.start[a]; r < found.start[a + 1]; r++) {
            const key = `${a} ${found.partner[r]}`;
            const row = { template: found.template[r], occasions: found.occasions[r], bits: found.bits[r] };
            byPair.set(key, [...(byPair.get(key) ?? []), row]);
          }
        }
        expect(byPair).toEqual(expected(rows));
      }),
      { numRuns: 30 },
    );
  });
});
