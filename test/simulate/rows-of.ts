/** Lines of events -> their accounts' merged footprints, in memory: what a store would give, without one. */
import { parseEvent } from "../../src/event/parse.js";
import { type Merged, mergePart } from "../../src/indicator/merge.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import { packSegments } from "../../src/indicator/slice/segment.js";
import { Slice } from "../../src/indicator/slice/slice.js";
import { Values } from "../../src/indicator/slice/values.js";

/** Each event counts once, whatever comes twice. Throws where a line is no event. */
export function rowsOf(lines: readonly string[]): Merged[] {
  const slice = new Slice(new Values(pseudonymiser(Buffer.alloc(32, 5))));
  const known = new Set<string>();
  for (const line of lines) {
    const event = parseEvent(JSON.parse(line), { dropped: 0, ignored: 0 });
    if (typeof event === "string") throw new Error(`${event}: ${line}`);
    if (known.has(event.id)) continue;
    known.add(event.id);
    slice.add(event);
  }
  const segments = packSegments(slice, new Uint8Array(slice.size).fill(1), 1).map(({ bytes }) => bytes);
  return mergePart(new Map(), segments);
}
