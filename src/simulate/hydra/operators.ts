/**
 * A world's seed -> its operators with what each likes to use, and what is known of them: dossiers of varying worth, some stale, some
 * wrong, some on shared ground.
 */
import { DAY_MS } from "../../tools/units.js";
import { address } from "../people/network.js";
import { bins } from "../people/payment.js";
import { centreOf } from "../people/prompts.js";
import {
  CAPABILITIES,
  HOSTING_ASNS,
  inventDomain,
  inventToolchain,
  MODELS,
  pickBrowser,
  pickCountry,
  pickSdk,
  type Toolchain,
} from "../people/vocabulary.js";
import { hash53, Rng } from "../random.js";
import type { Settings } from "../settings.js";
import type { Style } from "../styles/style.js";
import type { Campaign, Operator, World } from "../world.js";

const TREES = [
  "Alder",
  "Birch",
  "Cedar",
  "Dogwood",
  "Elm",
  "Fir",
  "Ginkgo",
  "Hazel",
  "Ivy",
  "Juniper",
  "Kapok",
  "Larch",
  "Maple",
  "Nutmeg",
  "Oak",
  "Pine",
  "Quince",
  "Rowan",
  "Spruce",
  "Teak",
];

export function planOperators(settings: Settings, style: Style, count: number): Operator[] {
  const rng = new Rng(settings.seed, 101);
  const unknown =
    settings.operators === null
      ? new Set(rng.sample([...Array(count).keys()], count < 3 ? 0 : Math.max(1, Math.round(count / 5))))
      : new Set();
  return Array.from({ length: count }, (_, i) => planOperator(settings, style, i, !unknown.has(i)));
}

function planOperator(settings: Settings, style: Style, index: number, known: boolean): Operator {
  const rng = new Rng(settings.seed, 102, index);
  const country = pickCountry(rng, style);
  const ranges = bins(style, settings.seed);
  const [timezone, offsetHours] = rng.pick(country.zones);
  const wanted = rng.sample(["coding", "agentic", "reasoning", "tool_use", "data"], rng.range(1, 3));
  const drawn = Object.fromEntries(wanted.map((name, i) => [name, [0.6, 0.3, 0.1][i]!]));
  return {
    id: `op-${String.fromCharCode(97 + (index % 26))}${index < 26 ? "" : Math.floor(index / 26)}`,
    name: `${TREES[index % TREES.length]}${index < TREES.length ? "" : ` ${Math.floor(index / TREES.length) + 1}`}`,
    seed: hash53(settings.seed, 103, index) % 0x100000000,
    known,
    country,
    timezone,
    offsetHours,
    toolchains: Array.from({ length: rng.range(2, 4) }, () => inventToolchain(rng)),
    bins: Array.from({ length: rng.range(2, 5) }, () => ranges[rng.int(ranges.length)]!),
    domains: Array.from({ length: rng.range(2, 6) }, () => inventDomain(rng)),
    asns: rng.sample(HOSTING_ASNS, rng.range(1, 3)),
    phonePrefixes: Array.from(
      { length: rng.range(1, 3) },
      () => `+${pickCountry(rng, style).dial}${rng.range(600, 999)}${rng.range(10, 99)}`,
    ),
    templates: Array.from({ length: rng.range(12, 50) }, (_, i) => hash53(settings.seed, 104 + i * 7, index)),
    capabilities: settings.capabilities ?? drawn,
    models: rng.sample(MODELS, rng.range(1, 2)),
  };
}

interface KnownIndicator {
  kind: string;
  value: string;
  reliability: string;
  credibility: number;
  first_seen: string;
  last_seen: string | null;
  source: string;
}

/** The contract's `operators.json`: operators with a dossier, and a few who were not here at all. */
export function writeDossiers({ settings, style, operators, campaigns }: World): object[] {
  const decoys = [0, 1].map((i) => ({ ...planOperator(settings, style, operators.length + i, true) }));
  return [...operators.filter((operator) => operator.known), ...decoys].map((operator) =>
    writeDossier(
      settings,
      style,
      operator,
      campaigns.filter((campaign) => campaign.operator.id === operator.id),
    ),
  );
}

function writeDossier(settings: Settings, style: Style, operator: Operator, campaigns: readonly Campaign[]): object {
  const rng = new Rng(operator.seed, 105);
  const indicators: KnownIndicator[] = [];
  const day = (offset: number): string => new Date(settings.start + offset * DAY_MS).toISOString();
  const know = (probability: number, kind: string, value: string, reliability: string, credibility: number, stale = false): void => {
    if (!rng.chance(probability)) return;
    const first = rng.between(stale ? -500 : -150, stale ? -400 : -20);
    const last_seen = stale ? day(first + rng.between(10, 60)) : rng.chance(0.5) ? day(rng.between(-15, settings.days / 2)) : null;
    indicators.push({
      kind,
      value,
      reliability,
      credibility,
      first_seen: day(first),
      last_seen,
      source: rng.pick(["own", "partner", "vendor", "law enforcement"]),
    });
  };
  const tools = (toolchain: Toolchain, probability: number, stale = false): void => {
    know(probability, "ja4", toolchain.ja4, rng.pick(["A", "B", "B", "C"]), rng.range(1, 3), stale);
    know(probability / 2, "user_agent", toolchain.userAgent, rng.pick(["B", "C"]), rng.range(2, 4), stale);
  };
  for (const toolchain of operator.toolchains) tools(toolchain, 0.75);
  for (const domain of operator.domains) know(0.6, "email_domain", domain, rng.pick(["A", "B", "C"]), rng.range(1, 3));
  for (const bin of operator.bins) know(0.6, "bin", bin.bin, rng.pick(["B", "C", "D"]), rng.range(2, 4));
  for (const asn of operator.asns) know(0.6, "asn", String(asn), rng.pick(["B", "C", "D"]), rng.range(2, 4));
  for (const prefix of operator.phonePrefixes) know(0.6, "phone_prefix", prefix, rng.pick(["B", "C"]), rng.range(2, 3));
  for (const template of operator.templates)
    know(0.4, "prompt_simhash", centreOf(template), rng.pick(["A", "B", "B", "C"]), rng.range(1, 3));
  know(0.5, "country", operator.country.code, "C", 3);
  for (const campaign of campaigns.filter(({ level }) => level === "sloppy" || level === "moderate")) {
    for (let i = 0; i < 6; i++)
      know(0.3, "ip", address(style, campaign.pool, i % campaign.poolSize, campaign.region).ip, rng.pick(["B", "C"]), rng.range(2, 3));
  }
  for (let i = 0; i < 2; i++) tools(inventToolchain(rng), 0.7, true);
  for (let i = 0; i < 3; i++) know(0.7, "email_domain", inventDomain(rng), "B", 3, true);
  tools(rng.chance(0.5) ? pickSdk(rng) : pickBrowser(rng), 0.7);
  know(0.6, "email_domain", rng.pick(["proton.me", "outlook.com", "gmail.com"]), rng.pick(["C", "D", "E"]), rng.range(3, 5));
  know(0.5, "asn", String(rng.pick(HOSTING_ASNS)), rng.pick(["D", "E", "F"]), rng.range(4, 6));
  return {
    id: operator.id,
    name: operator.name,
    aliases: rng.chance(0.4) ? [`${operator.name} Group`] : [],
    indicators,
    profile: {
      timezone: rng.chance(0.8) ? operator.timezone : null,
      capabilities: Object.fromEntries(
        CAPABILITIES.filter((name) => operator.capabilities[name]).map((name) => [name, operator.capabilities[name]]),
      ),
      models: rng.chance(0.6) ? operator.models : [],
    },
  };
}
