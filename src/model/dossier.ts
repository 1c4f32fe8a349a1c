/** The text of `operators.json` -> dossiers: what is known of operators before looking, checked once here and trusted from here on. */
import { z } from "zod";
import { PermanentError } from "../errors.js";

export type Reliability = "A" | "B" | "C" | "D" | "E" | "F";
export type Credibility = 1 | 2 | 3 | 4 | 5 | 6;

/** Traffic Light Protocol 2.0 (FIRST 2022): with whom it may be shared. */
export const MARKINGS = ["clear", "green", "amber", "amber+strict", "red"] as const;
export type Marking = (typeof MARKINGS)[number];

export interface DossierIndicator {
  kind: string;
  value: string;
  /** Admiralty code: A (completely reliable) to F (cannot be judged). */
  reliability: Reliability;
  /** Admiralty code: 1 (confirmed) to 6 (cannot be judged). */
  credibility: Credibility;
  first_seen: string | null;
  last_seen: string | null;
  source: string;
  /** Set on what others shared: how far it may travel. */
  marking?: Marking;
  /** Set on what others shared: from then on it counts for nothing. */
  valid_until?: string;
  /** `value` is a keyed token already (16 hex digits of the HMAC), not the raw value. */
  pseudonym?: boolean;
}

export interface Dossier {
  id: string;
  name: string;
  aliases: readonly string[];
  indicators: readonly DossierIndicator[];
  profile: { timezone: string | null; capabilities: Readonly<Record<string, number>>; models: readonly string[] };
  /** Set on what others shared: how far its name may travel, and its aliases and profile where the next two do not say otherwise. */
  marking?: Marking;
  marked_aliases?: readonly { alias: string; marking: Marking }[];
  profile_marking?: Marking;
}

/** What a file of dossiers may hold: far above any real one, far below what would hurt. */
export const LIMITS = { bytes: 256 * 2 ** 20, dossiers: 10_000, indicators: 200_000, text: 4_000, list: 1_000 };

/** The name of "none of these", and of lasting strangers: no dossier may take it. */
export const UNKNOWN = "unknown";
const RESERVED = /^unknown(-\d+)?$/;

const text = z.string().max(LIMITS.text);
const filled = text.min(1);
const time = z.iso.datetime({ offset: true, error: "a time wants the form 2026-01-05T00:00:00Z" }).nullable().default(null);

const indicator = z.object({
  kind: filled,
  value: z.union([filled, z.number().transform(String)]), // 64511 for "64511" is a common slip and cannot be misread
  reliability: z.enum(["A", "B", "C", "D", "E", "F"]).default("F"),
  credibility: z.literal([1, 2, 3, 4, 5, 6]).default(6),
  first_seen: time,
  last_seen: time,
  source: text.default(""),
  marking: z.enum(MARKINGS).optional(),
  valid_until: z.iso.datetime({ offset: true }).optional(),
  pseudonym: z.boolean().optional(),
});

const profile = z.object({
  timezone: filled.nullable().default(null),
  capabilities: z.record(filled, z.number().min(0)).default({}),
  models: z.array(filled).max(LIMITS.list).default([]),
});

const dossier = z
  .object({
    id: z
      .string()
      .min(1)
      .max(200)
      .refine((id) => !RESERVED.test(id), `"${UNKNOWN}" and "${UNKNOWN}-7" stand for operators without a dossier; take another id`),
    name: text.optional(),
    aliases: z.array(filled).max(LIMITS.list).default([]),
    indicators: z.array(indicator).max(LIMITS.indicators).default([]),
    profile: profile.nullable().default(null),
    marking: z.enum(MARKINGS).optional(),
    marked_aliases: z
      .array(z.object({ alias: filled, marking: z.enum(MARKINGS) }))
      .max(LIMITS.list)
      .optional(),
    profile_marking: z.enum(MARKINGS).optional(),
  })
  .transform(
    ({ indicators, ...given }): Dossier => ({
      ...given,
      name: given.name || given.id,
      profile: given.profile ?? profile.parse({}),
      // alone they would be taken for our own where they are merged into what is
      indicators: given.marking === undefined ? indicators : indicators.map((one) => ({ ...one, marking: one.marking ?? given.marking })),
    }),
  );

const dossiers = z.array(dossier, 'operators.json is an array of dossiers: [{"id": …}]').max(LIMITS.dossiers);

/** Throws a `PermanentError` that names the place of the first things that are wrong. */
export function parseDossiers(json: string): Dossier[] {
  if (json.length > LIMITS.bytes)
    throw new PermanentError(`operators: ${json.length} characters, over the ${LIMITS.bytes} allowed; split the file`);
  return checkDossiers(readJson(json));
}

/** The same for what is no text any more: a stored row, an imported bundle. */
export function checkDossiers(given: unknown): Dossier[] {
  const result = dossiers.safeParse(given);
  if (!result.success) throw new PermanentError(`operators: ${described(result.error)}`, { cause: result.error });
  const seen = new Set<string>();
  for (const { id } of result.data) {
    if (seen.has(id)) throw new PermanentError(`operators: two dossiers have the id ${JSON.stringify(id)}; merge them or rename one`);
    seen.add(id);
  }
  return result.data;
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new PermanentError(`operators: not JSON (${cause instanceof Error ? cause.message : cause}); the file holds one JSON array`, {
      cause,
    });
  }
}

/** The first three issues, each with its path: `[0].indicators[2].reliability: …`. */
function described({ issues }: z.ZodError): string {
  const shown = issues.slice(0, 3).map(({ path, message }) => `${z.core.toDotPath(path) || "the file"}: ${message}`);
  return shown.join("; ") + (issues.length > 3 ? `; and ${issues.length - 3} more` : "");
}
