/**
 * CloudEvents 1.0.2 in JSON -> lines of NDJSON, each the `data` of one with an id made of its `source` and `id`; an envelope that is none
 * becomes a line that is refused, so that the others of its batch stand.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { type RefusedLine, rawText } from "../model/quarantine.js";

const text = z.string({ error: ({ input }) => (input == null ? "missing" : "must be a string") }).min(1, "must not be empty");

/** An attribute that is null is one that is not there, and what is not named here is anyone's. */
const envelope = z.object(
  {
    specversion: z.literal("1.0", { error: ({ input }) => (input == null ? "missing" : 'must be "1.0"') }),
    id: text,
    source: text,
    type: text,
    time: z.string("must be a string").nullish(),
    data: z.custom<Record<string, unknown>>(
      (value) => typeof value === "object" && value !== null && !Array.isArray(value),
      "must be the event, a JSON object; data_base64 is not read",
    ),
  },
  "not a CloudEvent: must be a JSON object",
);

const ENCODER = new TextEncoder();
/** Characters of lines that are given at once, about. */
const CHUNK = 64 * 1024;

/**
 * A line for each envelope of a batch, in order, many at once where none is refused; of a single event, give it alone. The envelope's
 * `time` is used where the event has none, its `type` never: the event has one of its own.
 */
export function* cloudEventLines(envelopes: readonly unknown[]): Generator<Uint8Array | RefusedLine> {
  let lines = "";
  for (const each of envelopes) {
    const read = envelope.safeParse(each);
    if (read.success) lines += `${JSON.stringify(eventOf(read.data))}\n`;
    if (lines !== "" && (!read.success || lines.length >= CHUNK)) {
      yield ENCODER.encode(lines);
      lines = "";
    }
    if (!read.success) yield { error: whatIsWrong(read.error), raw: rawText(ENCODER.encode(JSON.stringify(each))) };
  }
  if (lines !== "") yield ENCODER.encode(lines);
}

/** The same for the same `source` and `id`, which together name one event: 128 bits of the SHA-256 of both as a JSON array. */
function cloudEventId(source: string, id: string): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([source, id]))
    .digest("hex");
  return `ce-${hash.slice(0, 32)}`;
}

function eventOf({ source, id, time, data }: z.infer<typeof envelope>): Record<string, unknown> {
  return { ...data, id: cloudEventId(source, id), ...(data.time === undefined && time != null ? { time } : {}) };
}

function whatIsWrong({ issues }: z.ZodError): string {
  const [{ path, message }] = issues;
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}
