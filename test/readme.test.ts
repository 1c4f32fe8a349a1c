/** The READMEs -> proof that the paths, scripts, commands and options that they name exist, and that their Cypher names what is written. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseEvent } from "../src/event/parse.js";
import { cautery } from "./cli/command.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const READMES = ["README.md", "src/README.md"];
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** What a pattern's first group catches, each once. */
function every(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1]))];
}

/** A line that calls cautery: its words (the command, perhaps one below it, arguments) and its options. */
interface CommandLine {
  words: string[];
  options: string[];
}

function commandLines(text: string): CommandLine[] {
  return every(/npm run -s cautery -- ([a-z][^\n#]*)/g, text).map((line) => {
    const words = line.trim().split(/\s+/);
    return { words: words.filter((word) => !word.startsWith("--")), options: words.filter((word) => word.startsWith("--")) };
  });
}

describe.each(READMES)("%s", (readme) => {
  const text = read(readme);

  it("links to files that are there", () => {
    const links = every(/(?:\]\(|src=")([^)#"]+)[)"]/g, text).filter((link) => !/^https?:/.test(link));
    expect(links.filter((link) => !existsSync(join(root, dirname(readme), link)))).toEqual([]);
  });

  it("names folders and sources that are there", () => {
    const paths = every(/`((?:\.\.\/|[a-z]+\/)?[a-z/-]+(?:\/|\.(?:ts|mjs|yml)))`/g, text).filter(
      (path) => !/^(cautery-demo|found|events)\//.test(path),
    );
    const places = [dirname(readme), "src", "src/indicator", "."];
    expect(paths.filter((path) => !places.some((place) => existsSync(join(root, place, path))))).toEqual([]);
  });
});

describe("README.md", () => {
  const text = read("README.md");

  it("names scripts that package.json has", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = every(/npm (?:run (?:-s )?)?([a-z]+)/g, text).filter((name) => name !== "run" && name !== "ci");
    expect(named).toEqual(expect.arrayContaining(["demo", "test", "cautery"]));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names commands and options that there are", async () => {
    const lines = commandLines(text);
    expect(lines.length).toBeGreaterThan(5);
    const { stdout: general } = await cautery(["--help"]);
    const commands = every(/^ {2}([a-z][a-z-]+)/gm, general);
    const wanted = [...lines.map(({ words }) => words[0]), ...every(/`cautery ([a-z-]+)/g, text)].filter(
      (command) => !command.startsWith("-"),
    );
    expect(wanted.filter((command) => !commands.includes(command))).toEqual([]);

    for (const { words, options } of lines) {
      const { stdout } = await cautery([...words, "--help"]);
      expect(
        options.filter((option) => !stdout.includes(option)),
        words.join(" "),
      ).toEqual([]);
    }
  }, 120_000);

  it("shows an event that is taken as it is", () => {
    const [line] = every(/```ndjson\n(.*)\n```/g, text);
    const counts = { dropped: 0, ignored: 0 };
    expect(parseEvent(JSON.parse(line), counts)).toMatchObject({ type: "signup", account: "acc-1" });
    expect(counts).toEqual({ dropped: 0, ignored: 0 });
  });

  it("shows Cypher that names only labels and relationships that cautery writes", () => {
    const queries = every(/```cypher\n([\s\S]*?)```/g, text);
    expect(queries.length).toBe(3);
    const written = readdirSync(join(root, "cypher"), { recursive: true, encoding: "utf8" })
      .filter((name) => /(^|\/)write-/.test(name))
      .map((name) => read(join("cypher", name)))
      .join("\n");
    for (const query of queries) {
      const names = every(/(?:\(|\[)[a-z]*:([A-Za-z_]+)/g, query);
      expect(names.length).toBeGreaterThan(1);
      expect(names.filter((name) => !written.includes(`:${name}`))).toEqual([]);
    }
  });
});
