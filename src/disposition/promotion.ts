/** A cluster's accounts -> how they took a promotion: codes used in a row, referrals among themselves. */

import type { Population } from "../indicator/population.js";
import type { Ground } from "./baseline.js";
import { liftBits, withAny } from "./members.js";

/** Codes that follow one another (`FREE-0041`, `FREE-0042`) are one row, as one campaign of the platform's hands them out. */
export interface CodeRows {
  /** By value of `promo`: its row. */
  rowOf: Int32Array;
  /** By row: accounts that used a code of it, one of several codes counting as several. */
  holders: Float64Array;
}

/** Numbers of one stem that are at most so far apart follow one another: one was left out. */
const GAP = 2;

export function codeRows(population: Population): CodeRows {
  const promo = population.sightings.get("promo");
  if (!promo) return { rowOf: new Int32Array(0), holders: new Float64Array(0) };
  const codes = Array.from(promo.keyHi, (_, v) => {
    const text = promo.text(v);
    const digits = /\d{1,9}$/.exec(text)?.[0] ?? "";
    return { v, stem: text.slice(0, text.length - digits.length), number: digits === "" ? Number.NEGATIVE_INFINITY : Number(digits) };
  });
  codes.sort((x, y) => (x.stem < y.stem ? -1 : x.stem > y.stem ? 1 : x.number - y.number || x.v - y.v));
  const rowOf = new Int32Array(codes.length);
  let row = -1;
  codes.forEach(({ v, stem, number }, i) => {
    const before = codes[i - 1];
    if (!before || before.stem !== stem || !(number - before.number <= GAP)) row++;
    rowOf[v] = row;
  });
  const holders = new Float64Array(row + 1);
  for (const v of promo.value) holders[rowOf[v]]++;
  return { rowOf, holders };
}

/**
 * `promo`: members in the row of codes that most use, against the row's share of those with a code; [0, 1]. `ownCode`: that they are its
 * only users; [0, 1]. `coded`: that members use codes at all, against everybody; [-1, 1].
 */
export function codeFeatures(members: readonly number[], { population, rates, codes }: Ground) {
  const promo = population.sightings.get("promo");
  if (!promo) return { promo: 0, ownCode: 0, coded: 0 };
  const { any } = rates.of("promo");
  const withCode = withAny(promo, members);
  const coded = liftBits(withCode, members.length, any / Math.max(1, population.size)) / 6;
  const users = new Map<number, number>();
  for (const a of members)
    for (let s = promo.start[a]; s < promo.start[a + 1]; s++) {
      const row = codes.rowOf[promo.value[s]];
      users.set(row, (users.get(row) ?? 0) + 1);
    }
  let top = -1;
  let most = 1;
  for (const [row, n] of users)
    if (n > most || (n === most && top >= 0 && row < top)) {
      top = row;
      most = n;
    }
  if (top < 0) return { promo: 0, ownCode: 0, coded };
  const inRow = Math.min(most, withCode);
  return {
    promo: Math.max(0, liftBits(inRow, withCode, codes.holders[top] / Math.max(1, any), 12)) / 12,
    ownCode: (most / codes.holders[top]) * Math.min(1, most / members.length),
    coded,
  };
}

/**
 * Of the cluster that `inside` is at, shares of the members: `referred` by a member; `referring` a member; `oneReferrer`: by the account
 * that referred most, be it a member or not. A star has one that refers, a chain many.
 */
export function referralFeatures(members: readonly number[], { population, referrers, inside, held }: Ground) {
  const sightings = population.sightings.get("referrer");
  if (!sightings) return { referred: 0, referring: 0, oneReferrer: 0 };
  const { start, value } = sightings;
  const referring = new Set<number>();
  let referred = 0;
  for (const a of members) {
    let any = false;
    for (let s = start[a]; s < start[a + 1]; s++) {
      const referrer = referrers[value[s]];
      if (referrer < 0 || referrer === a || !inside.has(referrer)) continue;
      any = true;
      referring.add(referrer);
    }
    if (any) referred++;
  }
  return {
    referred: referred / members.length,
    referring: referring.size / members.length,
    oneReferrer: held.look(sightings, members).topShare(),
  };
}
