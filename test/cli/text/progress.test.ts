/** How far long work has come, on standard error. */
import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { progressOn } from "../../../src/cli/text/progress.js";

function told(work: (progress: ReturnType<typeof progressOn>) => void, isTTY = false): string {
  let said = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      said += chunk;
      done();
    },
  });
  work(progressOn(Object.assign(stream, { isTTY }) as unknown as NodeJS.WriteStream));
  return said;
}

it("has a line for each stage that begins where nobody watches, however short it is, and none for what is told at once after it", () => {
  const said = told((progress) => {
    progress.stage("reading");
    progress.tell("events.ndjson, 5 events");
    progress.stage("merging accounts");
    progress.stage("linking");
    progress.done();
  });
  expect(said).toBe("   0 s  reading\n   0 s  merging accounts\n   0 s  linking\n");
});

it("is one line at a terminal, that is gone at the end", () => {
  const said = told((progress) => {
    progress.stage("reading");
    progress.stage("linking");
    progress.done();
  }, true);
  expect(said).toBe("\r\x1b[K   0 s  reading\r\x1b[K   0 s  linking\r\x1b[K");
});
