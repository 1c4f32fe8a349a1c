/**
 * What was given out under each id, and what would be given out now -> what is new, changed or withdrawn since, as further versions
 * (STIX 2.1, 3.6). What is withdrawn comes once more, without what it said.
 */
import { createHash } from "node:crypto";
import { lifeId } from "./ids.js";
import type { StixObject } from "./share.js";

/** The last that was given out of what `share` knows by `base`: without what it said, as there may be very many. */
export interface Given {
  base: string;
  /** What it was given out as. */
  id: string;
  /** How often it was withdrawn before: a withdrawn object never comes back, so that what does has another id. */
  life: number;
  /** Of what it said, without its times. */
  hash: string;
  revoked: boolean;
  /** Null for what has no versions: markings and observables. */
  modified: string | null;
  created: string | null;
}

/** One version that is to be given out. */
export interface Revision {
  base: string;
  life: number;
  hash: string;
  object: StixObject;
}

type Known = ReadonlyMap<string, Given>;

/** What is new or changed, in the order in which it comes. `at`: milliseconds since 1970. */
export function revise(given: Known, objects: readonly StixObject[], at: number): Revision[] {
  const lives = new Map(objects.map(({ id }) => [id, lifeOf(given.get(id))]));
  return objects.flatMap((object) => {
    const before = given.get(object.id);
    const said = withIds(object, (id) => lifeId(id, lives.get(id) ?? 0)) as StixObject;
    const hash = hashOf(said);
    const stands = before !== undefined && !before.revoked;
    if (stands && (before.hash === hash || before.modified === null)) return [];
    return { base: object.id, life: lives.get(object.id)!, hash, object: stands ? later(said, before, at) : said };
  });
}

/** Whatever was given out, still stands, and is not there any more. */
export function missing(given: Known, objects: readonly StixObject[]): Given[] {
  const here = new Set(objects.map(({ id }) => id));
  return [...given.values()].filter(({ base, revoked, modified }) => !revoked && modified !== null && !here.has(base));
}

/** `object`: as it was given out last. */
export function withdraw(given: Given, object: StixObject, at: number): Revision {
  const { base, life, hash } = given;
  return { base, life, hash, object: later({ ...bareOf(object), revoked: true }, given, at) };
}

/** What is to be remembered of a version that was given out. */
export function givenOf({ base, life, hash, object: { id, created, modified, revoked } }: Revision): Given {
  const [made, changed] = [created, modified].map((time) => (typeof time === "string" ? time : null));
  return { base: life === 0 ? id : base, id, life, hash, revoked: revoked === true, created: made, modified: changed };
}

const lifeOf = (before: Given | undefined): number => (before === undefined ? 0 : before.life + (before.revoked ? 1 : 0));

/** Made when the first version was, and later than the last. */
function later(object: StixObject, { created, modified }: Given, at: number): StixObject {
  return { ...object, created, modified: new Date(Math.max(at, Date.parse(String(modified)) + 1)).toISOString() };
}

function hashOf({ created: _c, modified: _m, ...said }: StixObject): string {
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url");
}

/** Ids are texts at any depth; of texts only those under `id`, `..._ref` and `..._refs` are ids. */
function withIds(value: unknown, idOf: (id: string) => string, isId = false): unknown {
  if (typeof value === "string") return isId ? idOf(value) : value;
  if (Array.isArray(value)) return value.map((each) => withIds(each, idOf, isId));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withIds(each, idOf, /^id$|_refs?$/.test(key))]));
}

const WITHDRAWN = "withdrawn";

/** What a type cannot be without, and nothing that was known of anybody. */
const REQUIRED: Readonly<Record<string, (object: StixObject) => object>> = {
  "threat-actor": () => ({ name: WITHDRAWN, threat_actor_types: ["unknown"] }),
  infrastructure: () => ({ name: WITHDRAWN, infrastructure_types: ["unknown"] }),
  indicator: ({ valid_from }) => ({
    name: WITHDRAWN,
    indicator_types: ["unknown"],
    pattern: "[x-cautery-indicator:kind = 'withdrawn']",
    pattern_type: "stix",
    valid_from,
  }),
  campaign: () => ({ name: WITHDRAWN }),
  relationship: ({ relationship_type, source_ref, target_ref }) => ({ relationship_type, source_ref, target_ref }),
  "observed-data": ({ first_observed, last_observed, object_refs }) => ({
    first_observed,
    last_observed,
    number_observed: 1,
    object_refs: (object_refs as string[]).slice(0, 1),
  }),
};

function bareOf(object: StixObject): StixObject {
  const { type, spec_version, id, created_by_ref, object_marking_refs } = object;
  if (!Object.hasOwn(REQUIRED, type)) return object; // who shares, and the extension: they name no operator
  return { type, spec_version, id, created_by_ref, ...REQUIRED[type](object), object_marking_refs };
}
