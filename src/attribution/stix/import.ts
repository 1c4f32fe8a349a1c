/**
 * The text of a STIX 2.1 bundle -> dossiers, or a refusal that says what is wrong: what others send is checked whole before anything of it
 * is believed.
 */
import { z } from "zod";
import { PermanentError } from "../../errors.js";
import { type Credibility, checkDossiers, type Dossier, type DossierIndicator, type Marking } from "../../model/dossier.js";
import { gather } from "../../tools/gather.js";
import { EXTENSION, TLP } from "./ids.js";
import { readPattern } from "./pattern.js";

/** Far above any real bundle, far below what would hurt. */
const LIMITS = { characters: 128 * 2 ** 20, objects: 500_000 };

const stixId = z.string().regex(/^[a-z0-9-]{3,250}--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "an id has the form type--UUID");
const time = z.iso.datetime({ error: "a time wants the form 2026-01-05T00:00:00Z" });
const common = {
  id: stixId,
  object_marking_refs: z.array(stixId).optional(),
  created_by_ref: stixId.optional(),
  revoked: z.boolean().optional(),
  extensions: z.record(z.string(), z.looseObject({})).optional(),
};

/** Of the types that a dossier is made of; of others only the type and the id are looked at. */
const TYPES = {
  "threat-actor": z.object({
    ...common,
    type: z.literal("threat-actor"),
    name: z.string().min(1),
    aliases: z.array(z.string()).optional(),
  }),
  indicator: z
    .object({
      ...common,
      type: z.literal("indicator"),
      pattern: z.string().min(1),
      pattern_type: z.string(),
      valid_from: time,
      valid_until: time.optional(),
      confidence: z.number().int().min(0).max(100).optional(),
    })
    .refine(({ valid_from, valid_until }) => valid_until === undefined || Date.parse(valid_until) > Date.parse(valid_from), {
      path: ["valid_until"],
      error: "must be later than valid_from",
    }),
  relationship: z.object({
    ...common,
    type: z.literal("relationship"),
    relationship_type: z.string(),
    source_ref: stixId,
    target_ref: stixId,
  }),
  identity: z.object({ ...common, type: z.literal("identity"), name: z.string().min(1) }),
} as const;
type Known = { [T in keyof typeof TYPES]: z.infer<(typeof TYPES)[T]> };

const bundle = z.object({
  type: z.literal("bundle", 'a STIX bundle has the type "bundle"'),
  id: stixId,
  objects: z
    .array(z.looseObject({ type: z.string(), id: stixId }))
    .max(LIMITS.objects)
    .default([]),
});

/** What a dossier says in its own words, where the bundle comes from another Cautery. */
const actorWords = z.object({ operator: z.string(), profile: z.unknown().optional() });
const indicatorWords = z.object({
  operator: z.string().optional(),
  kind: z.string(),
  value: z.string(),
  reliability: z.string(),
  credibility: z.number(),
  first_seen: z.string().nullable().default(null),
  last_seen: z.string().nullable().default(null),
  source: z.string().default(""),
  pseudonym: z.boolean().optional(),
});

/**
 * Indicators keep their source and marking, and end when they say. Patterns that say more than one comparison are left out, and counted.
 */
export function importBundle(text: string): { dossiers: Dossier[]; skipped: number } {
  const objects = readObjects(text);
  const actors = new Map(objects["threat-actor"].filter(({ revoked }) => !revoked).map((actor) => [actor.id, actor]));
  const producers = new Map(objects.identity.map(({ id, name }) => [id, name]));
  const actorsOf = indicated(
    objects.relationship.filter(({ revoked }) => !revoked),
    actors,
  );
  const byActor = new Map<string, DossierIndicator[]>();
  let skipped = 0;
  for (const indicator of objects.indicator.filter(({ revoked }) => !revoked)) {
    const read = readIndicator(indicator, producers.get(indicator.created_by_ref ?? "") ?? "a shared bundle");
    const about = actorsOf.get(indicator.id) ?? [];
    if (!read || about.length === 0) skipped++;
    else for (const actor of about) gather(byActor, actor, read);
  }
  const given = [...actors.values()].map((actor) => {
    const own = words(actor, actorWords);
    const { name, aliases = [] } = actor;
    const marking = markingOf(actor.object_marking_refs);
    return { id: own?.operator ?? actor.id, name, aliases, indicators: byActor.get(actor.id) ?? [], profile: own?.profile ?? {}, marking };
  });
  return { dossiers: checkDossiers(given), skipped };
}

function readObjects(text: string): { [T in keyof Known]: Known[T][] } {
  if (text.length > LIMITS.characters) throw refusal(`${text.length} characters, over the ${LIMITS.characters} allowed`);
  const { objects } = check(bundle, parseJson(text), "");
  const seen = new Set<string>();
  const known: { [T in keyof Known]: Known[T][] } = { "threat-actor": [], indicator: [], relationship: [], identity: [] };
  objects.forEach((object, i) => {
    if (!object.id.startsWith(`${object.type}--`))
      throw refusal(`objects[${i}].id is not of the type ${JSON.stringify(object.type.slice(0, 60))}`);
    if (seen.has(object.id)) throw refusal(`objects[${i}].id: ${object.id} comes twice`);
    seen.add(object.id);
    if (!Object.hasOwn(TYPES, object.type)) return;
    const type = object.type as keyof Known;
    (known[type] as unknown[]).push(check<unknown>(TYPES[type], object, `objects[${i}].`));
  });
  for (const { id, source_ref, target_ref } of known.relationship) {
    for (const end of [source_ref, target_ref]) if (!seen.has(end)) throw refusal(`${id} points to ${end}, which is not in the bundle`);
  }
  return known;
}

/** By indicator: the actors that it indicates, or whose infrastructure it does. */
function indicated(relations: readonly Known["relationship"][], actors: ReadonlyMap<string, unknown>): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { relationship_type, source_ref, target_ref } of relations) {
    if (relationship_type === "uses" && actors.has(source_ref)) gather(users, target_ref, source_ref);
  }
  const found = new Map<string, string[]>();
  for (const { relationship_type, source_ref, target_ref } of relations) {
    if (relationship_type !== "indicates") continue;
    for (const actor of actors.has(target_ref) ? [target_ref] : (users.get(target_ref) ?? [])) {
      if (!found.get(source_ref)?.includes(actor)) gather(found, source_ref, actor);
    }
  }
  return found;
}

/** The sender's own words where there are any, else the pattern, trusted as far as its confidence goes. */
function readIndicator(indicator: Known["indicator"], source: string): DossierIndicator | null {
  const own = words(indicator, indicatorWords);
  const read = own ?? (indicator.pattern_type === "stix" ? readPattern(indicator.pattern) : null);
  if (!read) return null;
  const { operator: _, ...said } = { operator: "", ...read };
  const guess = {
    reliability: "F",
    credibility: credibilityOf(indicator.confidence),
    first_seen: indicator.valid_from,
    last_seen: null,
    source,
  };
  const until = indicator.valid_until === undefined ? {} : { valid_until: indicator.valid_until };
  // `checkDossiers` has the last word
  return { ...guess, ...said, marking: markingOf(indicator.object_marking_refs), ...until } as DossierIndicator;
}

/** The scale of STIX 2.1, appendix A. */
function credibilityOf(confidence: number | undefined): Credibility {
  if (confidence === undefined) return 6;
  return confidence >= 80 ? 1 : confidence >= 60 ? 2 : confidence >= 40 ? 3 : confidence >= 20 ? 4 : 5;
}

/** What bears none of the markings is taken for amber: the sender may not have thought of it. */
function markingOf(refs: readonly string[] = []): Marking {
  const marking = (Object.keys(TLP) as Marking[]).findLast((name) => refs.includes(TLP[name]));
  return marking ?? TLP_1.find(([id]) => refs.includes(id))?.[1] ?? "amber";
}

/** The markings of TLP 1.0 that the STIX 2.1 standard itself defines. */
const TLP_1: readonly [id: string, marking: Marking][] = [
  ["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red"],
  ["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "amber"],
  ["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "green"],
  ["marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "clear"],
];

function words<T>(object: { id: string; extensions?: Record<string, unknown> }, schema: z.ZodType<T>): T | null {
  const own = object.extensions?.[EXTENSION];
  return own === undefined ? null : check(schema, own, `${object.id}: extension `);
}

function check<T>(schema: z.ZodType<T>, given: unknown, place: string): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw refusal(`${place}${z.core.toDotPath(path)}: ${message}`, result.error);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refusal(`not JSON (${cause instanceof Error ? cause.message : cause})`, cause);
  }
}

function refusal(what: string, cause?: unknown): PermanentError {
  return new PermanentError(`STIX bundle: ${what}; nothing was imported`, { cause });
}
