/** What changes, as it does: server-sent events of runs, batches, appeals and judgements. */
import type { Live } from "../live.js";
import { HttpProblem } from "../problems.js";
import { type Route, route } from "../route.js";

export function changeRoutes(live: Live): Route[] {
  return [
    route({
      id: "changes",
      method: "GET",
      path: "/v1/changes",
      needs: "viewer",
      tag: "changes",
      summary: "Server-sent events: `run`, `batch`, `halt`, `appeal`, `judgement`; `last-event-id` goes on where it was",
      answers: { 200: { description: "events, as they come", types: ["text/event-stream"] } },
      async run({ request }) {
        const stream = await live.listen(request.headers.get("last-event-id"));
        if (stream === null) throw new HttpProblem(503, "too many listen already", { headers: { "retry-after": "10" } });
        return {
          status: 200,
          body: stream,
          type: "text/event-stream",
          headers: { "x-accel-buffering": "no", "cache-control": "no-store" },
        };
      },
    }),
  ];
}
