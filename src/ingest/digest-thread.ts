/** A digesting thread: slices in, what they hold out; keeps each slice's columns until it is told which of its events count. */
import { closeSync, openSync } from "node:fs";
import { readLines } from "../event/lines.js";
import { pseudonymiser } from "../indicator/normalise/pseudonym.js";
import { packSegments } from "../indicator/slice/segment.js";
import type { Slice } from "../indicator/slice/slice.js";
import { moved, serve, threadData } from "../threads/serve.js";
import { type Digested, Digester } from "./digest.js";
import type { Block, DigestSettings, DigestTasks, SliceBytes } from "./protocol.js";

const { key, parts } = threadData<DigestSettings>();
const digester = new Digester(pseudonymiser(key));
const held = new Map<number, Slice>();

serve({
  digest({ slice, input }) {
    const { slice: columns, digest } = digestOf(input);
    held.set(slice, columns);
    return moved(digest, [digest.ids.buffer as ArrayBuffer]);
  },
  pack({ slice, fresh }) {
    const segments = packSegments(held.get(slice)!, fresh, parts);
    return moved(
      segments,
      segments.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    );
  },
  release(slice) {
    digester.takeBack(held.get(slice)!);
    held.delete(slice);
  },
} satisfies DigestTasks);

function digestOf(input: SliceBytes): Digested {
  if ("bytes" in input) return digester.digest([bufferOf(input.bytes)]);
  if ("blocks" in input) return digester.digest(input.blocks.map(blockOf), false);
  const file = openSync(input.path, "r");
  try {
    return digester.digest(readLines(file, input.from, input.to));
  } finally {
    closeSync(file);
  }
}

const blockOf = (block: Block) => (block instanceof Uint8Array ? bufferOf(block) : block);
const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
