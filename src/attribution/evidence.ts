/**
 * What a cluster shows and what a dossier says -> the evidence for and against its operator, in bits, capped by family so that one fact
 * isn't counted five times.
 */
import type { CaseEvidence } from "../model/cluster.js";
import type { CaseFamily } from "../model/family.js";
import { gather } from "../tools/gather.js";
import { bayesFactorBits } from "./bayes.js";
import { dossierKind, FAMILY_CAP } from "./dossier-rules.js";
import { chanceOf, type Ranked, type Tally, TIERS } from "./tally.js";

/** Beside a family's strongest kind, the others tell mostly the same again. */
const ECHO = 0.5;

/** Most clusters have at most so many accounts, and what few hits of few are worth is asked again and again. */
const FEW = 64;

/** What is of the last tier many unlike accounts hold: that is no evidence for anybody, whatever dossier names it. */
const COMMON = TIERS.length - 1;

/** What one kind says of a dossier, in bits, and in which tier of its values they are. */
interface Weighed {
  bits: number;
  tier: number;
}

/**
 * Null where the dossier names nothing of this kind, or no account shows the kind. `among`: the accounts were counted with the outsiders,
 * and are taken out again.
 */
export function kindBits(ranked: Ranked, seen: Tally, dossier: number, among = false): Weighed | null {
  const stake = ranked.stakes.get(dossier);
  if (!stake || seen.accounts === 0) return null;
  const found = seen.dossiers.get(dossier);
  const bitsOf = (hits: number, tier: number) => {
    const reckon = () =>
      bayesFactorBits({
        ...ranked.about,
        hits,
        accounts: seen.accounts,
        chance: chanceOf(ranked, seen, dossier, tier, among) ** ranked.about.outsiders,
      });
    if (seen.accounts > FEW || (ranked.homes && hits > 0)) return reckon();
    const number = ((among ? TIERS.length : 0) + tier) * (FEW + 1) ** 2 + hits * (FEW + 1) + seen.accounts;
    const bits = stake.bits.get(number) ?? reckon();
    stake.bits.set(number, bits);
    return bits;
  };
  if (!found) return { bits: stake.trust * bitsOf(0, 0), tier: 0 };
  let best: Weighed = { bits: Number.NEGATIVE_INFINITY, tier: 0 };
  for (let tier = 0; tier < COMMON; tier++) {
    const hits = found.hits[tier];
    const bits = hits > 0 ? (found.trust[tier] / hits) * bitsOf(hits, tier) : stake.trust * bitsOf(0, tier);
    if (bits > best.bits) best = { bits, tier };
  }
  return best;
}

/** The same in words, of accounts that were not counted with the outsiders. */
export function kindEvidence(ranked: Ranked, seen: Tally, dossier: number): CaseEvidence | null {
  const weighed = kindBits(ranked, seen, dossier);
  if (!weighed) return null;
  const { family } = ranked.about;
  const { bits, tier } = weighed;
  const found = seen.dossiers.get(dossier);
  if (!found)
    return { family, kind: ranked.kind, value: "", accounts: 0, bits, detail: `none of ${seen.accounts} accounts shows what is known` };
  const accounts = found.hits[TIERS.length - 1];
  return {
    family,
    kind: ranked.kind,
    value: foremost(ranked, seen, dossier),
    accounts,
    bits,
    detail: `${accounts} of ${seen.accounts} accounts; by chance ${odds(chanceOf(ranked, seen, dossier, tier, false))}`,
  };
}

/** The dossier's value that most accounts show; the first of equals. */
function foremost({ wanted }: Ranked, seen: Tally, dossier: number): string {
  let value = "";
  let most = 0;
  for (const [w, accounts] of seen.wanted) {
    if (accounts <= most || !wanted[w].holders.some((holder) => holder.dossier === dossier)) continue;
    most = accounts;
    value = wanted[w].value;
  }
  return value;
}

function odds(chance: number): string {
  return chance >= 0.01 ? `${Math.round(chance * 100)} in 100` : `1 in ${Math.round(1 / chance)}`;
}

/** Evidence with its bits scaled so that each family keeps within its cap: the strongest kind whole, the rest by half. Strongest first. */
export function capped(evidence: readonly CaseEvidence[]): CaseEvidence[] {
  const families = new Map<CaseFamily, CaseEvidence[]>();
  for (const one of evidence) gather(families, one.family, one);
  return strongestFirst([...families].flatMap(([family, all]) => cappedFamily(all, FAMILY_CAP[family])));
}

export function strongestFirst(evidence: readonly CaseEvidence[]): CaseEvidence[] {
  return [...evidence].sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
}

function cappedFamily(all: CaseEvidence[], cap: { for: number; against: number }): CaseEvidence[] {
  all.sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
  const leading = new Set([all.find(({ bits }) => bits > 0), all.find(({ bits }) => bits < 0)]);
  const echoed = all.map((one) => (leading.has(one) ? one : { ...one, bits: one.bits * ECHO }));
  const sum = total(echoed);
  const scale = sum > cap.for ? cap.for / sum : sum < -cap.against ? cap.against / -sum : 1;
  return echoed.map((one) => ({ ...one, bits: one.bits * scale }));
}

/** What a mark keeps that stands alone. */
const ALONE = 0.4;
/** Fewer bits than this are no support. */
const SUPPORT_BITS = 0.5;

/**
 * A mark that anyone can plant, and that nothing else supports while something speaks against, does not carry an attribution by itself: a
 * false flag looks like that.
 */
export function doubtLoneMark(evidence: readonly CaseEvidence[]): CaseEvidence[] {
  const supporting = evidence.filter(({ bits }) => bits > SUPPORT_BITS);
  const [lone, ...others] = new Set(supporting.map(({ family }) => family));
  const contradicted = evidence.some(({ bits, kind }) => bits < -SUPPORT_BITS && !dossierKind(kind).plantable);
  if (lone === undefined || others.length > 0 || !contradicted || !supporting.every(({ kind }) => dossierKind(kind).plantable))
    return [...evidence];
  return evidence.map((one) =>
    one.family === lone && one.bits > 0 ? { ...one, bits: one.bits * ALONE, detail: `${one.detail}; alone, so it may be planted` } : one,
  );
}

/**
 * The share of an operator's clusters that show nothing of what is known of it, everything having been changed at once, in the bits that a
 * calibration takes about twice.
 */
const AFRESH = 0.25;

/** However much of what is known is missing, an operator that starts afresh is one fact: what speaks against it is scaled to that. */
export function heedAfresh(evidence: readonly CaseEvidence[]): CaseEvidence[] {
  const sum = total(evidence);
  if (sum >= 0) return [...evidence];
  const against = total(evidence.filter(({ bits }) => bits < 0));
  const scale = 1 + (Math.log2((1 - AFRESH) * 2 ** sum + AFRESH) - sum) / against;
  return evidence.map((one) => (one.bits < 0 ? { ...one, bits: one.bits * scale } : one));
}

/** Operators of whom a dossier is kept run clusters of so many accounts and more; each halving makes one of them half as likely. */
const USUAL_ACCOUNTS = 16;

/** Of few accounts, evidence against every operator alike: a handful is a stranger's, or friends', before anything is known of it. */
export function sizeEvidence(accounts: number): CaseEvidence[] {
  if (accounts >= USUAL_ACCOUNTS) return [];
  const bits = Math.log2(accounts / USUAL_ACCOUNTS);
  return [{ family: "profile", kind: "size", value: `${accounts}`, accounts, bits, detail: "operators that are known run more accounts" }];
}

export function total(evidence: readonly { bits: number }[]): number {
  return evidence.reduce((sum, { bits }) => sum + bits, 0);
}
