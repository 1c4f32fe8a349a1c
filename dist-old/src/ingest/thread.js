/** A digesting thread: slices in, what they hold out; keeps each slice's columns until it is told which of its events count. */
import { open } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { readLines } from "../event/lines.js";
import { pseudonymiser } from "../indicator/pseudonym.js";
import { packSegments } from "../indicator/segment.js";
import { Digester } from "./digest.js";
const port = parentPort;
const { key, parts } = workerData;
const digester = new Digester(pseudonymiser(key));
const held = new Map();
port.on("message", (request) => {
    answer(request).catch((cause) => {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        post({ task: "failed", slice: request.slice, error });
    });
});
async function answer(request) {
    if (request.task === "digest") {
        const result = digester.digest(await bytesOf(request.input));
        held.set(request.slice, result.slice);
        post({ task: "digest", slice: request.slice, digest: result.digest }, [result.digest.ids.buffer]);
    }
    else if (request.task === "pack") {
        const segments = packSegments(held.get(request.slice), request.fresh, parts);
        post({ task: "pack", slice: request.slice, segments }, segments.map(({ bytes }) => bytes.buffer));
    }
    else {
        held.delete(request.slice);
    }
}
async function bytesOf(input) {
    if ("bytes" in input)
        return Buffer.from(input.bytes.buffer, input.bytes.byteOffset, input.bytes.length);
    const file = await open(input.path);
    try {
        return await readLines(file, input.from, input.to);
    }
    finally {
        await file.close();
    }
}
function post(message, transfer = []) {
    port.postMessage(message, transfer);
}
//# sourceMappingURL=thread.js.map