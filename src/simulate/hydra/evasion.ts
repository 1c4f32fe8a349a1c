/** A campaign's level and the style -> how it hides beyond what the level says: pools of its own, a region, crews, bought accounts. */
import { binsOf } from "../people/payment.js";
import { pickCountry, pickSdk, type Toolchain } from "../people/vocabulary.js";
import { hash32, Rng } from "../random.js";
import type { Level, Settings } from "../settings.js";
import { rank } from "../styles/draw.js";
import type { Country, Style } from "../styles/style.js";
import type { Bin, Campaign, Operator } from "../world.js";

type Ways = Pick<Campaign, "ownPool" | "failOver" | "rotating" | "region" | "crews" | "crewOf" | "crewMs" | "aged" | "templateDays">;

export function planEvasion(
  settings: Settings,
  style: Style,
  operator: Operator,
  { level, index, size, start, end }: Pick<Campaign, "level" | "size" | "start" | "end"> & { index: number },
  pools: readonly number[],
  poolSize: number,
): Ways & { tools: Toolchain[] | null } {
  const rng = new Rng(settings.seed, 607, index); // a stream of its own
  const { evasion, pacing } = style;
  const region = rng.chance(evasion.regional[level]) ? pickCountry(rng, style) : null;
  const ownPool = rng.chance(evasion.ownPool[level]) || (region !== null && level === "moderate");
  const begins = Math.max(start, settings.start);
  const kinds = Object.keys(operator.capabilities).length;
  const own = rng.chance(0.5);
  return {
    region,
    ownPool,
    failOver: rng.chance(evasion.failOver)
      ? {
          at: begins + rng.between(0.3, 0.7) * (end - begins),
          pool: own ? hash32(settings.seed, 611, index) : rng.pick(pools),
          poolSize: own ? ownPoolSize(rng, level, size) : poolSize,
        }
      : null,
    rotating: rng.chance(evasion.rotating),
    crews: kinds > 1 && size >= 2 * kinds && rng.chance(evasion.crews) ? kinds : 1,
    crewOf: new Uint8Array(size),
    crewMs: (end - start) / rng.range(2, 6),
    aged: new Uint8Array(size),
    templateDays: rng.range(...pacing.templateDays),
    tools: rng.chance(evasion.commonTools) ? Array.from({ length: level === "sloppy" ? 1 : rng.range(1, 4) }, () => pickSdk(rng)) : null,
  };
}

/** Addresses of a pool of one's own: a few servers for the sloppy; for others homes, about as many as there are accounts. */
export function ownPoolSize(rng: Rng, level: Level, size: number): number {
  return Math.max(1, Math.ceil(level === "sloppy" ? size / rng.range(4, 25) : size * rng.between(0.5, 3)));
}

/** Three of a country's card ranges, popular ones first. */
export function regionalBins(rng: Rng, style: Style, seed: number, country: Country): Bin[] {
  const ranges = binsOf(style, seed, country);
  const chosen = new Set<Bin>();
  for (let tries = 0; tries < 50 && chosen.size < 3; tries++) chosen.add(ranges[rank(rng, ranges.length, style.people.cards.exponent)]!);
  return [...chosen];
}
