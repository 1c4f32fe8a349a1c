/** Numbers, days and names of evidence -> short words, the same in all views. */

const COUNT = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const DAY_MS = 86_400_000;

export const whole = (count: number): string => COUNT.format(count);

/** 5,200 -> 5.2k: three digits at the most. */
export function short(count: number): string {
  const [size, unit] = count >= 999_500 ? [count / 1_000_000, "M"] : count >= 1_000 ? [count / 1_000, "k"] : [count, ""];
  return `${unit !== "" && size < 9.95 ? size.toFixed(1) : Math.round(size)}${unit}`;
}

export const percent = (share: number): string =>
  share > 0 && share < 0.005 ? "<1%" : share < 1 && share > 0.995 ? ">99%" : `${Math.round(100 * share)}%`;
export const bitsOf = (bits: number): string => `${bits > 0 ? "+" : bits < 0 ? "−" : ""}${Math.abs(bits).toFixed(1)}`;
export const accountsOf = (count: number): string => `${whole(count)} ${count === 1 ? "account" : "accounts"}`;

/** Days since 1970 -> 22 Apr. */
export const dayName = (day: number): string => DAY.format(day * DAY_MS);
/** An ISO date or time -> days since 1970. */
export const dayNumber = (iso: string): number => Math.floor(Date.parse(iso) / DAY_MS);
export const daySpan = (from: number, to: number): string => (from === to ? dayName(from) : `${dayName(from)} to ${dayName(to)}`);

/** A kind of evidence, as it is told. */
export const kindName = (kind: string): string => kind.replaceAll("_", " ");

/** Families whose name alone would say little. */
const FAMILY_NAMES: Readonly<Record<string, string>> = { time: "timing", "co-use": "shared use" };
export const familyName = (family: string): string => FAMILY_NAMES[family] ?? family;

const COLOURED = ["identity", "payment", "network", "device", "tooling", "behaviour", "time", "co-use", "attribute"];
/** As CSS has it. */
export const familyColour = (family: string | null): string =>
  family !== null && COLOURED.includes(family) ? `var(--family-${family})` : "var(--line-strong)";

/** By `GraphColumns.status`. */
export const STATUSES = ["active", "suspended", "closed"] as const;
