/** The text of `operators.json` -> dossiers: what is known of operators before looking, checked once here and trusted from here on. */
import { z } from "zod";
import { PermanentError } from "../errors.js";
/** Traffic Light Protocol 2.0 (FIRST 2022): with whom it may be shared. */
export const MARKINGS = ["clear", "green", "amber", "amber+strict", "red"];
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
})
    .transform((given) => ({ ...given, name: given.name || given.id, profile: given.profile ?? profile.parse({}) }));
const dossiers = z.array(dossier, 'operators.json is an array of dossiers: [{"id": …}]').max(LIMITS.dossiers);
/** Throws a `PermanentError` that names the place of the first things that are wrong. */
export function parseDossiers(json) {
    if (json.length > LIMITS.bytes)
        throw new PermanentError(`operators: ${json.length} characters, over the ${LIMITS.bytes} allowed; split the file`);
    return checkDossiers(readJson(json));
}
/** The same for what is no text any more: a stored row, an imported bundle. */
export function checkDossiers(given) {
    const result = dossiers.safeParse(given);
    if (!result.success)
        throw new PermanentError(`operators: ${described(result.error)}`, { cause: result.error });
    const seen = new Set();
    for (const { id } of result.data) {
        if (seen.has(id))
            throw new PermanentError(`operators: two dossiers have the id ${JSON.stringify(id)}; merge them or rename one`);
        seen.add(id);
    }
    return result.data;
}
function readJson(json) {
    try {
        return JSON.parse(json.replace(/^\uFEFF/, ""));
    }
    catch (cause) {
        throw new PermanentError(`operators: not JSON (${cause instanceof Error ? cause.message : cause}); the file holds one JSON array`, {
            cause,
        });
    }
}
/** The first three issues, each with its path: `[0].indicators[2].reliability: …`. */
function described({ issues }) {
    const shown = issues.slice(0, 3).map(({ path, message }) => `${z.core.toDotPath(path) || "the file"}: ${message}`);
    return shown.join("; ") + (issues.length > 3 ? `; and ${issues.length - 3} more` : "");
}
//# sourceMappingURL=dossier.js.map