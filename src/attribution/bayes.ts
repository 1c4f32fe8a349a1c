/**
 * Hits among a cluster's accounts -> log2 of the Bayes factor that the dossier's operator is behind it: two beta-binomial mixtures (Skellam
 * 1948), so no count of accounts outweighs doubt.
 */

export interface Observation {
  /** Accounts that show a value of the dossier, of those that show the kind at all. */
  hits: number;
  accounts: number;
  /** The share of innocent accounts that would show it by chance. */
  chance: number;
  /** See `DossierKind`. */
  shared: number;
  absent: number;
}

/** Accounts of one cluster do as one hand tells them: beyond so many they say nothing new. */
const EFFECTIVE = 25;
/** The power of its chance among the innocent with which another hand chooses a value for all its accounts. */
const CHOSEN = 0.65;

/**
 * Under the operator: it reuses what is known (any share of the accounts, evenly likely), or has changed it all.
 * Under another hand: it holds the same too, bought or chosen from what everybody can have; or planted it, in few accounts rather
 * than many; or shows it by chance. Who picks a value picks it for all accounts, and fraud picks what is common more than others do.
 */
export function bayesFactorBits({ hits, accounts, chance, shared, absent }: Observation): number {
  if (accounts === 0) return 0;
  const n = Math.min(accounts, EFFECTIVE);
  const h = (hits / accounts) * n;
  const choose = logChoose(n, h);
  const byChance = Math.exp(choose + h * Math.log(chance) + (n - h) * Math.log1p(-chance));
  const reused = Math.exp(choose + logBeta(h + 1, n - h + 1) - EVEN);
  const planted = Math.exp(choose + logBeta(h + 1, n - h + 6) - IN_FEW);
  const common = Math.min(1 - shared, shared + chance ** CHOSEN);
  const other = common * reused + shared * planted + (1 - common - shared) * byChance;
  return Math.log2(((1 - absent) * reused + absent * byChance) / other);
}

/** Of reals: a capped count need not be whole. */
function logChoose(n: number, h: number): number {
  return -Math.log1p(n) - logBeta(n - h + 1, h + 1);
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Lanczos 1964, with Godfrey's coefficients; a relative error below 1e-13 for x > 0. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = LANCZOS[0];
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k] / (x + k - 1);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The shares of accounts under the operator, and where another hand planted the value, are drawn from these. */
const EVEN = logBeta(1, 1);
const IN_FEW = logBeta(1, 6);
