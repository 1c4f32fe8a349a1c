/** Ranges of a file, however it is cut -> each line once, whole, in order. */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readLines } from "../../src/event/lines.js";
import { MAX_LINE_BYTES } from "../../src/event/parse.js";

const dir = mkdtempSync(join(tmpdir(), "cautery-lines-"));
afterAll(() => rmSync(dir, { recursive: true }));

/** What each range gives: its blocks joined. */
function read(content: string, cuts: readonly number[]): string[] {
  const path = join(dir, "events.ndjson");
  writeFileSync(path, content);
  const file = openSync(path, "r");
  try {
    const ends = [...cuts, content.length];
    return ends.map((to, i) => Array.from(readLines(file, i === 0 ? 0 : ends[i - 1], to), (block) => block.toString("latin1")).join(""));
  } finally {
    closeSync(file);
  }
}

describe("the lines of a range", () => {
  it("are those that start in it", () => {
    expect(read("ab\ncd\n\nef\ngh", [3, 4, 6, 7, 8])).toEqual(["ab\n", "cd\n", "", "\n", "ef\n", "gh"]);
    expect(read("one line\n", [2, 5])).toEqual(["one line\n", "", ""]);
    expect(read("", [])).toEqual([""]);
  });

  it("make up the file again, wherever it is cut and whatever blocks it is read in", () => {
    const line = fc.oneof({ arbitrary: fc.nat(60), weight: 20 }, { arbitrary: fc.integer({ min: 500_000, max: 1_200_000 }), weight: 1 });
    const file = fc.array(line, { maxLength: 30 }).chain((lengths) => {
      const content = lengths.map((length, i) => String.fromCharCode(97 + (i % 26)).repeat(length)).join("\n");
      return fc.record({ content: fc.constant(content), cuts: fc.array(fc.nat(content.length), { maxLength: 5 }) });
    });
    fc.assert(
      fc.property(file, ({ content, cuts }) => {
        const pieces = read(
          content,
          cuts.toSorted((a, b) => a - b),
        );
        expect(pieces.join("") === content).toBe(true);
        expect(pieces.slice(0, -1).every((piece) => piece === "" || piece.endsWith("\n") || content.endsWith(piece))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("are cut off where one is too long to be taken, without what follows", () => {
    const long = "x".repeat(MAX_LINE_BYTES + 3_000_000);
    const [first, second] = read(`a\n${long}\nb\n`, [4]);
    expect([first.slice(0, 3), first.length > MAX_LINE_BYTES, first.length <= long.length + 3]).toEqual(["a\nx", true, true]);
    expect(second).toBe("b\n");
  });
});
