/** Every source -> proof that its comments keep to the formatter's 140 columns, which the formatter itself holds only code to. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const COLUMNS = 140;

const sources = ["src", "workers", "bench", "test", "examples"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).flatMap((name) =>
    /\.tsx?$/.test(name) ? [join(folder, name)] : [],
  ),
);

/** Lines that are a comment, or end in one, and are too wide. What stands in quotes is text and as long as it is. */
function tooWide(text: string): string[] {
  return text.split("\n").filter((line) => {
    const code = line.replace(/"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g, "");
    return line.length > COLUMNS && (/^\s*(\/\*|\*|\/\/)/.test(line) || /\s\/\/ /.test(code));
  });
}

const wide = sources.filter((path) => tooWide(readFileSync(join(root, path), "utf8")).length > 0);

describe("comments", () => {
  it("are within 140 columns", () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(wide).toEqual([]);
  });

  it.each([`/** ${"word ".repeat(30)}*/`, ` * ${"word ".repeat(30)}`, `  // ${"word ".repeat(30)}`, `f("//"); // ${"word ".repeat(30)}`])(
    "would be found too wide: %s",
    (line) => {
      expect(tooWide(line)).toEqual([line]);
    },
  );

  it("are not sought in quotes", () => {
    expect(tooWide(`call("https://example.com // ${"x".repeat(140)}");`)).toEqual([]);
  });
});
