/** TAXII 2.1 (OASIS) as the API answers and is asked by it. */
import { z } from "zod";

export const TAXII = "application/taxii+json;version=2.1";
export const STIX = "application/stix+json;version=2.1";
/** Objects in an answer; who asks for more gets so many. */
export const MOST_OBJECTS = 1_000;

const timestamp = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
const stixId = z.string();

export const discovery = z.object({ title: z.string(), description: z.string(), default: z.string(), api_roots: z.array(z.string()) });
export const apiRoot = z.object({
  title: z.string(),
  description: z.string(),
  versions: z.array(z.string()),
  max_content_length: z.number().int().positive(),
});
export const collection = z.object({
  id: z.uuid(),
  title: z.string(),
  description: z.string(),
  alias: z.string(),
  can_read: z.boolean(),
  can_write: z.boolean(),
  media_types: z.array(z.string()),
});
export const collections = z.object({ collections: z.array(collection).optional() });

const page = { more: z.boolean().optional(), next: z.string().optional() };
export const envelope = z.object({ ...page, objects: z.array(z.looseObject({ type: z.string(), id: stixId })).optional() });
export const manifest = z.object({
  ...page,
  objects: z.array(z.object({ id: stixId, date_added: timestamp, version: z.string(), media_type: z.string() })).optional(),
});
export const versions = z.object({ ...page, versions: z.array(z.string()).optional() });

export const taxiiError = z.object({
  title: z.string(),
  description: z.string(),
  http_status: z.string(),
  details: z.record(z.string(), z.string()).optional(),
});

const time = z.iso.datetime("a time wants the form 2026-01-05T00:00:00.000000Z");
/** Alternatives, by commas. */
const anyOf = <T extends z.ZodType<unknown, string>>(one: T) =>
  z
    .string()
    .min(1)
    .max(8_000)
    .transform((text) => text.split(","))
    .pipe(z.array(one));

const paging = {
  added_after: time.optional(),
  limit: z.number().int().min(1).optional(),
  next: z
    .string()
    .regex(/^\d{1,12}$/, "the `next` of the page before, unchanged")
    .optional(),
};
const specVersion = { "match[spec_version]": anyOf(z.string()).optional() };
const version = { "match[version]": anyOf(z.union([z.enum(["first", "last", "all"]), time])).optional() };

export const versionsQuery = z.object({ ...paging, ...specVersion });
export const objectQuery = z.object({ ...versionsQuery.shape, ...version });
export const objectsQuery = z.object({
  ...objectQuery.shape,
  "match[id]": anyOf(z.string()).optional(),
  "match[type]": anyOf(z.string()).optional(),
});
export type ObjectsQuery = z.infer<typeof objectsQuery>;
