/** What a run says at an address -> the answer as it goes out, made once and held up to so many bytes: a run never changes. */
import { Held } from "../tools/held/held.js";
import { printable } from "../tools/mask.js";
import type { Call, Reply, Route } from "./route.js";

/** Of all answers that are held. */
const MOST_BYTES = 32 << 20;
/** What an answer takes beside its body and its address. */
const OVERHEAD = 500;

export class RunAnswers {
  readonly #held = new Held<{ reply: Reply; bytes: number }>(MOST_BYTES, ({ bytes }) => bytes);

  /** Of a route that is `ofRun`: whoever asks for the same while it is made waits for it. What fails is asked for again. */
  async of(route: Route, call: Call): Promise<Reply> {
    const { number } = await call.serving.shelf.current();
    const { headers, url } = call.request;
    const key = [number, url, headers.get("accept") ?? "", headers.get("accept-encoding") ?? ""].join("\n");
    const { reply } = await this.#held.get(key, async () => {
      const made = await route.run(call);
      const body = bodyOf(made);
      return { reply: { ...made, ...body }, bytes: OVERHEAD + 2 * key.length + (body.body?.length ?? 0) };
    });
    return reply;
  }
}

function bodyOf({ body, type }: Reply): { body?: Uint8Array; type?: string } {
  if (body === undefined || body === null) return {};
  if (body instanceof Uint8Array) return { body };
  if (typeof body === "string") return { body: Buffer.from(body) };
  return { body: Buffer.from(textOf(body)), type: type ?? "application/json" };
}

/** JSON with what acts on a terminal written as escapes: who looks at it with curl sees text. */
export const textOf = (body: unknown): string => printable(JSON.stringify(body));
