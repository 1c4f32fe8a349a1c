/** A digesting thread: slices in, what they hold out; keeps each slice's columns until it is told which of its events count. */
import { closeSync, openSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { readLines } from "../event/lines.js";
import { pseudonymiser } from "../indicator/normalise/pseudonym.js";
import { packSegments } from "../indicator/slice/segment.js";
import type { Slice } from "../indicator/slice/slice.js";
import { type Digested, Digester } from "./digest.js";
import type { Answer, Request, SliceBytes, ThreadSettings } from "./protocol.js";

const port = parentPort!;
const { key, parts } = workerData as ThreadSettings;
const digester = new Digester(pseudonymiser(key));
const held = new Map<number, Slice>();

port.on("message", (request: Request) => {
  try {
    answer(request);
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    post({ task: "failed", slice: request.slice, error });
  }
});

function answer(request: Request): void {
  if (request.task === "digest") {
    const result = digestOf(request.input);
    held.set(request.slice, result.slice);
    post({ task: "digest", slice: request.slice, digest: result.digest }, [result.digest.ids.buffer as ArrayBuffer]);
  } else if (request.task === "pack") {
    const segments = packSegments(held.get(request.slice)!, request.fresh, parts);
    post(
      { task: "pack", slice: request.slice, segments },
      segments.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    );
  } else {
    digester.takeBack(held.get(request.slice)!);
    held.delete(request.slice);
  }
}

function digestOf(input: SliceBytes): Digested {
  if ("bytes" in input) return digester.digest([Buffer.from(input.bytes.buffer, input.bytes.byteOffset, input.bytes.length)]);
  const file = openSync(input.path, "r");
  try {
    return digester.digest(readLines(file, input.from, input.to));
  } finally {
    closeSync(file);
  }
}

function post(message: Answer, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}
