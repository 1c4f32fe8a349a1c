/** Numbers and times -> the words that screens have for them: short, in one width, and always in UTC. */

const whole = new Intl.NumberFormat("en");
const plurals = new Intl.PluralRules("en");

export const counted = (number: number): string => whole.format(number);

/** 950, 1.2k, 25k, 28.8M. */
export function short(number: number): string {
  for (const [size, unit] of [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const) {
    if (Math.abs(number) < size) continue;
    const scaled = number / size;
    return `${Math.abs(scaled) < 9.95 ? scaled.toFixed(1) : Math.round(scaled)}${unit}`;
  }
  return String(Math.round(number));
}

/** `1 account`, `2 accounts`. */
export const several = (number: number, one: string, more = `${one}s`): string =>
  `${counted(number)} ${plurals.select(number) === "one" ? one : more}`;

export const signed = (number: number): string => (number > 0 ? `+${counted(number)}` : number < 0 ? `−${counted(-number)}` : "0");

/** Bits with their sign, to a tenth. */
export function bitsText(bits: number): string {
  const text = Math.abs(bits).toFixed(1);
  return text === "0.0" ? text : `${bits < 0 ? "−" : "+"}${text}`;
}

/** A probability without its nought, never 1 or 0 by rounding alone: .998. */
export function shareText(share: number): string {
  if (share === 1 || share === 0) return share.toFixed(0);
  const text = Math.min(0.999, Math.max(0.001, share)).toFixed(3);
  return text.replace(/^0/, "").replace(/0+$/, "").replace(/^\.$/, "0");
}

export const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;

/** `2026-05-01`. */
export const dayText = (time: string | null): string => time?.slice(0, 10) ?? "–";
/** `2026-05-01 14:03`. */
export const timeText = (time: string | null): string => time?.slice(0, 16).replace("T", " ") ?? "–";
