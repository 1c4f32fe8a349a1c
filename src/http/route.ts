/** One row of the API's table: method, path, role, the schemas that it is checked by, and the use case that answers it. */
import type { z } from "zod";
import type { AccessRole, Caller } from "../model/access/caller.js";
import type { Serving } from "./serving.js";

/** `open`: to anybody; `local`: to anybody on this machine, and to admins elsewhere. */
export type Needed = AccessRole | "open" | "local";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** What is asked, as it was parsed. */
export interface Call<P = unknown, Q = unknown, B = unknown> {
  serving: Serving;
  caller: Caller;
  params: P;
  query: Q;
  body: B;
  request: Request;
  /** The address that it came from. */
  from: string;
}

export interface Reply {
  status: number;
  /** JSON, unless `type` says otherwise. */
  body?: unknown;
  type?: string;
  headers?: Readonly<Record<string, string>>;
  /** The run that it is read of: its ETag. */
  run?: number;
  /** What an `if-match` is held against: a version of what changes by and by. */
  etag?: string;
}

/** What may come back with a status: a schema of JSON, or what media type it is, or nothing at all. */
export type Answer = { description: string; schema?: z.ZodType; types?: readonly string[] };

export interface Refusal {
  type: string;
  schema: z.ZodType;
  of(reply: Reply): Reply;
}

export interface Route {
  id: string;
  method: Method;
  /** As OpenAPI writes it: `/v1/clusters/{id}`. */
  path: string;
  needs: Needed;
  summary: string;
  tag: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** Names in the query that it does not have are let be, as OAuth wants it (RFC 6749, 4.1.2), not refused. */
  ignoresOthers?: true;
  /** JSON that is checked, or a stream of these media types. */
  body?: { schema: z.ZodType } | { stream: readonly string[] };
  answers: Readonly<Record<number, Answer>>;
  /** It changes something, which is noted in the audit log; `false` for what only asks with a body. */
  changes: boolean;
  /** It says what the current run says, to everybody alike (or says whether this call does): answers are held as they went out. */
  ofRun?: true | ((call: Call) => boolean);
  /** Where refusals have another form than RFC 9457's: how they are made of that. */
  refusal?: Refusal;
  /** What it changes, as it stands: held against `if-match` where that is sent. */
  standing?(call: Call): Promise<string>;
  run(call: Call): Promise<Reply>;
}

type Of<T> = T extends z.ZodType ? z.output<T> : Record<string, never>;

export interface RouteOf<P extends z.ZodObject | undefined, Q extends z.ZodObject | undefined, B>
  extends Omit<Route, "params" | "query" | "body" | "run" | "changes" | "standing"> {
  params?: P;
  query?: Q;
  body?: B;
  changes?: boolean;
  standing?(call: Call<Of<P>, Of<Q>, B extends { schema: infer S } ? Of<S> : undefined>): Promise<string>;
  run(call: Call<Of<P>, Of<Q>, B extends { schema: infer S } ? Of<S> : undefined>): Promise<Reply>;
}

/** A row with what its use case is handed told by its schemas. What is no GET changes something, unless it says otherwise. */
export function route<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends { schema: z.ZodType } | { stream: readonly string[] } | undefined = undefined,
>(row: RouteOf<P, Q, B>): Route {
  return { changes: row.method !== "GET", ...row } as unknown as Route;
}

export const ok = (body: unknown, run?: number): Reply => ({ status: 200, body, ...(run === undefined ? {} : { run }) });
