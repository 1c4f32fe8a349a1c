/** Events in: lines of NDJSON as they stream, or CloudEvents; answered once all of it is durable. */
import type { IntakeBody } from "../../app/intake.js";
import { taken } from "../../contract/api/events.js";
import { cloudEventLines } from "../../contract/cloud-events.js";
import { jsonOf, mediaTypeOf } from "../input.js";
import { HttpProblem } from "../problems.js";
import { type Route, route } from "../route.js";

const NDJSON = ["application/x-ndjson", "application/ndjson", "application/jsonl"];
const EVENT = "application/cloudevents+json";
const BATCH = "application/cloudevents-batch+json";

export const eventRoutes: readonly Route[] = [
  route({
    id: "postEvents",
    method: "POST",
    path: "/v1/events",
    needs: "analyst",
    changes: false,
    tag: "events",
    summary: "Takes events in; sent again, they are duplicates",
    body: { stream: [...NDJSON, EVENT, BATCH] },
    answers: { 202: { description: "all of it is durable: what became of its lines", schema: taken } },
    async run({ serving: { intake }, request }) {
      const body = await intake.take(await linesOf(request), { signal: request.signal });
      return { status: 202, body };
    },
  }),
];

async function linesOf(request: Request): Promise<IntakeBody> {
  const type = mediaTypeOf(request);
  if (NDJSON.includes(type)) return (request.body ?? []) as AsyncIterable<Uint8Array>;
  if (type === EVENT) return cloudEventLines([await jsonOf(request)]);
  if (type !== BATCH) throw new HttpProblem(415, `send ${[NDJSON[0], EVENT, BATCH].join(", ")}`);
  const batch = await jsonOf(request);
  if (!Array.isArray(batch)) throw new HttpProblem(400, "a batch of CloudEvents is a JSON array");
  return cloudEventLines(batch);
}
