/** A figure -> its text: the same in every format and every language of the machine. */
import type { Unit } from "../../contract/report/fields.js";
import { DAY_S, HOUR_S } from "../../tools/units.js";

export const NOTHING = "–";

type Shown = (value: number) => string;

const whole: Shown = (value) => (value < 0 ? `-${grouped(-value)}` : grouped(value));
const decimals =
  (digits: number): Shown =>
  (value) =>
    value.toFixed(digits);

const BY_UNIT: Readonly<Record<Unit, Shown>> = {
  accounts: whole,
  clusters: whole,
  exchanges: whole,
  tokens: whole,
  count: whole,
  seconds: duration,
  share: (value) => `${(100 * value).toFixed(1)} %`,
  probability: decimals(2),
  score: decimals(4),
  bits: decimals(1),
};

/** Texts stay as they are ("<10"); what there is none of is a dash. */
export function shown(value: number | string | null | undefined, unit: Unit | null): string {
  if (value === null || value === undefined) return NOTHING;
  return typeof value === "number" && unit !== null ? BY_UNIT[unit](value) : String(value);
}

/** A table's cell: a period as its first day and the day after its last, a list with commas, yes and no. */
export function cellText(value: unknown, unit: Unit | null): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object" && value !== null) {
    const { from, to } = value as { from: string; to: string };
    return `${from} to ${to}`;
  }
  return shown(value as number | string | null | undefined, unit);
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** In the two largest units that it has. */
function duration(seconds: number): string {
  const units: readonly [string, number][] = [
    ["d", DAY_S],
    ["h", HOUR_S],
    ["min", 60],
    ["s", 1],
  ];
  let rest = Math.round(seconds);
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(" ") || "0 s";
}
