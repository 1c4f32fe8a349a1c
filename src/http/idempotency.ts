/**
 * A POST with an `Idempotency-Key` -> done once, however often it is sent within a day: who sends it again gets the first answer (IETF
 * draft-ietf-httpapi-idempotency-key-header).
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { DAY_MS } from "../tools/units.js";
import { HttpProblem } from "./problems.js";
import type { Call, Reply, Route } from "./route.js";

const KIND = "idempotency";
const FORM = /^[\x21-\x7e]{1,200}$/;
/** Larger answers are made anew by asking for what was made. */
const MOST_ANSWER = 1 << 20;

const kept = z.object({
  request: z.string(),
  until: z.number(),
  reply: z.object({ status: z.number(), body: z.unknown(), headers: z.record(z.string(), z.string()) }).nullable(),
});

export async function once(route: Route, call: Call, key: string | undefined, run: () => Promise<Reply>): Promise<Reply> {
  if (key === undefined || route.method !== "POST" || !route.changes) return await run();
  if (!FORM.test(key)) throw new HttpProblem(422, "an Idempotency-Key has 1 to 200 printable characters");
  const { store, clock } = call.serving;
  const id = digest([call.caller.name, route.id, key]);
  const request = digest([call.params, call.query, call.body]);
  const entry = (reply: z.infer<typeof kept>["reply"]) => JSON.stringify({ request, until: clock.now() + DAY_MS, reply });
  const before = await store.record(KIND, id);
  const known = before === null ? null : kept.parse(JSON.parse(before.body));
  if (known !== null && known.until > clock.now()) {
    if (known.request !== request) throw new HttpProblem(422, "this Idempotency-Key came with another request: take a new one");
    if (known.reply !== null) return known.reply;
    throw new HttpProblem(409, "the first request with this Idempotency-Key is under way: ask again in a moment");
  }
  if (!(await store.keepRecord(KIND, id, entry(null), before?.version ?? 0)))
    throw new HttpProblem(409, "the first request with this Idempotency-Key is under way: ask again in a moment");
  const version = (before?.version ?? 0) + 1;
  try {
    const reply = await run();
    const { status, body = null, headers = {} } = reply;
    if (JSON.stringify(body).length <= MOST_ANSWER) await store.keepRecord(KIND, id, entry({ status, body, headers }), version);
    return reply;
  } catch (error) {
    await store.dropRecord(KIND, id); // it was not done: the key is free again
    throw error;
  }
}

const digest = (parts: readonly unknown[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");
