/** A request's path, query and body -> what the route's schemas make of them, or all their faults at once. */
import { z } from "zod";
import type { Fault } from "../contract/api/common.js";
import { HttpProblem } from "./problems.js";
import type { Route } from "./route.js";

/** Of a body that is read whole. */
export const MOST_BODY_BYTES = 8 << 20;
/** JSON that lies deeper is no request of anybody's. */
const DEEPEST = 64;

export interface Input {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Throws an `HttpProblem`: 400 for what is no JSON, 413 and 415 for bodies, 422 with every fault for what does not fit. */
export async function inputOf(route: Route, request: Request, given: Readonly<Record<string, string>>): Promise<Input> {
  const faults: Fault[] = [];
  const checked = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
    if (schema === undefined) return {};
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    faults.push(...result.error.issues.map(({ path, message }) => ({ pointer: `${where}${pointerOf(path)}`, detail: message })));
    return {};
  };
  const params = checked(route.params, given, "/path");
  const queried = route.ignoresOthers ? route.query : strictly(route.query);
  const query = checked(queried, numbersIn(route.query, new URL(request.url).searchParams, faults), "/query");
  const body = route.body !== undefined && "schema" in route.body ? checked(route.body.schema, await jsonOf(request), "") : undefined;
  if (faults.length > 0) throw new HttpProblem(422, "what is asked does not fit: see errors", { errors: faults.slice(0, 100) });
  return { params, query, body };
}

/** Without its parameters, in lower case. */
export const mediaTypeOf = (request: Request): string => (request.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();

export async function jsonOf(request: Request): Promise<unknown> {
  const type = mediaTypeOf(request);
  if (type !== "application/json" && !/^application\/([\w.-]+\+)?json$/.test(type))
    throw new HttpProblem(415, "send JSON: content-type: application/json");
  const text = await textOf(request);
  try {
    const value: unknown = JSON.parse(text, (key, inner) => (key === "__proto__" ? undefined : inner));
    if (depthOf(value) > DEEPEST) throw new HttpProblem(400, `the body lies more than ${DEEPEST} levels deep`);
    return value;
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    throw new HttpProblem(400, "the body is not JSON");
  }
}

async function textOf(request: Request): Promise<string> {
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) throw new HttpProblem(413, `a body may have ${MOST_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new HttpProblem(400, "the body is not UTF-8");
  }
}

function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  for (let depth = 0; ; depth++) {
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
    if (level.length === 0 || depth > DEEPEST) return depth;
  }
}

/** Texts of a query as what the schema wants of each: a number where it wants one, a list where it wants that. */
function numbersIn(schema: z.ZodObject | undefined, search: URLSearchParams, faults: Fault[]): Record<string, unknown> {
  const properties = schema === undefined ? {} : typesOf(schema);
  const query: Record<string, unknown> = Object.create(null);
  for (const name of new Set(search.keys())) {
    const texts = search.getAll(name);
    const type = properties[name];
    if (type === "array") query[name] = texts;
    else if (texts.length > 1) faults.push({ pointer: `/query/${name}`, detail: "give it once" });
    else query[name] = asTyped(texts[0], type);
  }
  return query;
}

function asTyped(text: string, type: string | undefined): unknown {
  if ((type === "integer" || type === "number") && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

const strict = new WeakMap<z.ZodObject, z.ZodObject>();

/** The schema that refuses what it does not name: made once, as it is compiled when it is first used. */
function strictly(schema: z.ZodObject | undefined): z.ZodObject | undefined {
  if (schema === undefined) return undefined;
  const made = strict.get(schema) ?? schema.strict();
  strict.set(schema, made);
  return made;
}

const known = new WeakMap<z.ZodObject, Record<string, string | undefined>>();

function typesOf(schema: z.ZodObject): Record<string, string | undefined> {
  const before = known.get(schema);
  if (before) return before;
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" }) as { properties?: Record<string, { type?: string }> };
  const types = Object.fromEntries(Object.entries(properties).map(([name, { type }]) => [name, type]));
  known.set(schema, types);
  return types;
}

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((each) => `/${String(each).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
