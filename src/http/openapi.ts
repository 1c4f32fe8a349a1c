/** The table of routes -> the OpenAPI 3.1 document: made of the schemas that requests are checked by, so that it cannot say otherwise. */
import { z } from "zod";
import { problem } from "../contract/api/common.js";
import type { Route } from "./route.js";
import { SESSION_COOKIE } from "./session-cookie.js";

type Json = Record<string, unknown>;

export function openApiOf(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const each of routes) {
    paths[each.path] ??= {};
    paths[each.path][each.method.toLowerCase()] = operationOf(each);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Cautery",
      version,
      description: "Clusters of fraudulent accounts, the evidence that ties them, and what is done about them.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, "output") },
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: SESSION_COOKIE },
      },
    },
  };
}

function operationOf({ id, summary, tag, needs, params, query, body, answers, changes, method, refusal }: Route): Json {
  const responses: Record<string, Json> = {};
  for (const [status, { description, schema, types }] of Object.entries(answers))
    responses[status] = {
      description,
      ...(schema || types ? { content: contentOf(types ?? ["application/json"], schema && schemaOf(schema, "output")) } : {}),
    };
  const problems = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  const content = refusal ? contentOf([refusal.type], schemaOf(refusal.schema, "output")) : problems;
  // what cannot be read as a request belongs to no route yet
  for (const [status, description] of Object.entries(
    refusals({ needs, hasInput: Boolean(params ?? query ?? body), hasBody: Boolean(body), changes, method }),
  ))
    responses[status] ??= { description, content: status === "400" || status === "431" ? { ...problems, ...content } : content };
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(needs === "open" || needs === "local" ? { security: [] } : {}),
    "x-cautery-role": needs,
    parameters: [...parametersOf(params, "path"), ...parametersOf(query, "query")],
    ...(body ? { requestBody: requestBodyOf(body) } : {}),
    responses,
  };
}

interface Asked {
  needs: Route["needs"];
  hasInput: boolean;
  hasBody: boolean;
  changes: boolean;
  method: Route["method"];
}

/** What may come back of every route of the kind. */
function refusals({ needs, hasInput, hasBody, changes, method }: Asked): Record<string, string> {
  return {
    ...(needs === "open" ? {} : { 401: "nobody is known by what was sent", 403: "the role may not" }),
    ...(method === "GET" && !changes ? { 304: "not changed since" } : {}),
    404: "there is no such thing, or no clustering yet",
    400: "the request cannot be read",
    ...(hasBody ? { 413: "the body is too large", 415: "not this type of body" } : {}),
    ...(hasInput ? { 422: "the request does not fit: every fault is listed" } : {}),
    ...(changes ? { 409: "as things stand, this cannot be: the detail says what to do", 412: "it was changed meanwhile" } : {}),
    429: "too many requests",
    431: "the address or the headers are too long",
    503: "not now: try again",
  };
}

const requestBodyOf = (body: NonNullable<Route["body"]>): Json => ({
  required: true,
  content: "schema" in body ? contentOf(["application/json"], schemaOf(body.schema, "input")) : contentOf(body.stream),
});

const contentOf = (types: readonly string[], schema?: Json): Json =>
  Object.fromEntries(types.map((type) => [type, schema === undefined ? {} : { schema }]));

function parametersOf(schema: z.ZodObject | undefined, where: "path" | "query"): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: one,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
}
