/**
 * The documents -> proof that what they name exists: files, scripts, commands, options, environment variables, labels; and that what they
 * show is taken.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { beforeAll, describe, expect, it } from "vitest";
import { GROWTH_OPTIONS } from "../bench/growth.js";
import { HEADLINE_OPTIONS } from "../bench/headline.js";
import { SCHEMAS } from "../src/event/event.js";
import { parseEvent } from "../src/event/parse.js";
import { parseDossiers } from "../src/model/dossier.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const under = (folder: string, end: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).flatMap((name) =>
    name.endsWith(end) ? [join(folder, name)] : [],
  );

const DOCUMENTS = ["README.md", "CONTRIBUTING.md", "src/README.md", ...under("docs", ".md").sort()];

/** What a command, a build or a person makes: it need not be in the checkout. */
const MADE = /^(cautery-demo|cautery-data|found|events|dist|node_modules|data)\//;

/** Options of others' commands. */
const FOREIGN = ["--scale", "--inspect-brk", "--no-file-parallelism", "--no-git-tag-version"];

const sources = ["src", "workers", "bench", "test/setup"]
  .flatMap((folder) => under(folder, ".ts"))
  .concat("docker-compose.yml", ".ci/run")
  .map(read)
  .join("\n");
const statements = under("cypher", ".cypher").map(read).join("\n");
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read("package.json"));

/** Options of `npm run bench`, those that are on unless said otherwise as they are left out. */
const BENCH_OPTIONS = Object.entries({ ...HEADLINE_OPTIONS, ...GROWTH_OPTIONS }).map(([name, option]) =>
  "default" in option && option.default === true ? `--no-${name}` : `--${name}`,
);

/** Every command by its words: `run`, `operators add`. */
const commands = new Map<string, Command>();

beforeAll(async () => {
  for (const path of under("src/cli/commands", ".ts")) {
    const exported: Record<string, unknown> = await import(join(root, path));
    for (const [name, make] of Object.entries(exported)) if (name.endsWith("Command")) know((make as () => Command)(), "");
  }
  function know(command: Command, before: string): void {
    const words = `${before} ${command.name()}`.trim();
    commands.set(words, command);
    for (const below of command.commands) know(below, words);
  }
});

/** What a pattern's first group catches, each once. */
function every(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1]))];
}

const blocks = (language: string, text: string) => every(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"), text);
const exists = (...path: string[]) => existsSync(join(root, ...path));

/** What a document names of each sort, and which of it there is not. */
const CHECKS: Record<string, (text: string, folder: string) => { named: string[]; wrong: string[] }> = {
  links(text, folder) {
    const named = every(/(?:\]\(|src=")([^)#"]+)[)"#]/g, text).filter((link) => !/^https?:/.test(link));
    return { named, wrong: named.filter((link) => !exists(folder, link)) };
  },
  paths(text, folder) {
    const named = every(/`((?:\.\.\/|[\w.-]+\/)*[\w.-]*(?:\/|\.(?:ts|mjs|yml|md|json|svg|sh)))`/g, text).filter((path) =>
      /^[\w.]+\/|\.(ts|yml)$/.test(path),
    );
    const places = [folder, ".", "src", "src/indicator", "cypher"];
    return { named, wrong: named.filter((path) => !MADE.test(path) && !places.some((place) => exists(place, path))) };
  },
  sources(text) {
    const named = every(/(?<![\w/.-])((?:src|test|bench|workers|examples)\/[\w/.-]+\.ts)\b/g, text);
    return { named, wrong: named.filter((path) => !exists(path)) };
  },
  scripts(text) {
    const named = every(/\bnpm (?:run (?:-s )?)?([a-z][a-z:]*)/g, text).filter(
      (name) => !["run", "ci", "install", "pack", "publish", "version"].includes(name),
    );
    return { named, wrong: named.filter((name) => !Object.hasOwn(scripts, name)) };
  },
  benches(text) {
    const named = every(/\bnpm run bench (?:-- )?([a-z]+(?:-[a-z]+)*)/g, text);
    return { named, wrong: named.filter((name) => !new RegExp(`^  "?${name}"?: async`, "m").test(read("bench/main.ts"))) };
  },
  commands(text) {
    const lines = commandLines(text);
    return { named: lines.map(({ words }) => words.join(" ")), wrong: lines.flatMap(({ words }) => (commandOf(words) ? [] : [words[0]])) };
  },
  options(text) {
    const lines = commandLines(text);
    const called = lines.flatMap(({ words, options }) => options.map((option) => ({ option, known: optionsOf(commandOf(words)) })));
    const all = new Set([...commands.values()].flatMap(optionsOf));
    const alone = every(/`(--[a-z][a-z-]*)/g, text).map((option) => ({ option, known: [...all, ...BENCH_OPTIONS, ...FOREIGN] }));
    const named = [...called, ...alone];
    return {
      named: named.map(({ option }) => option),
      wrong: named.flatMap(({ option, known }) => (known.includes(option) ? [] : [option])),
    };
  },
  variables(text) {
    const named = every(/\b([A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9])\b/g, text.replace(/```cypher[\s\S]*?```/g, "")).filter(
      (name) => !statements.includes(`:${name}`),
    );
    return { named, wrong: named.filter((name) => !new RegExp(`\\b${name}\\b`).test(sources)) };
  },
  labels(text) {
    const named = blocks("cypher", text).flatMap((query) => every(/(?:\(|\[)[a-z]*:([A-Za-z_]+)/g, query));
    const written = under("cypher", ".cypher")
      .filter((path) => /\/write-/.test(path))
      .map(read)
      .join("\n");
    return { named, wrong: named.filter((name) => !written.includes(`:${name}`)) };
  },
};

/** Calls of cautery: their words (the command, perhaps one below it, arguments) and their options. */
function commandLines(text: string): { words: string[]; options: string[] }[] {
  return every(/(?<![\w/.:-])(?:npx |npm run -s )?cautery(?: --)? ([a-z][^\n#`|&]*)/g, text).map((line) => {
    const words = line.trim().split(/\s+/);
    return {
      words: words.filter((word) => !word.startsWith("-")),
      options: words.filter((word) => word.startsWith("--")).map((word) => word.split("=")[0]),
    };
  });
}

function commandOf(words: readonly string[]): Command | undefined {
  return commands.get(words.slice(0, 2).join(" ")) ?? commands.get(words[0]);
}

/** Of one that is called by the name above it too, as `runs` is for `runs list`, and those of the one below. */
function optionsOf(command: Command | undefined): string[] {
  const both = command ? [command, ...command.commands] : [];
  return [...both.flatMap(({ options }) => options.map(({ long }) => long ?? "")), "--help"];
}

describe.each(DOCUMENTS)("%s", (document) => {
  const text = read(document);

  it.each(Object.keys(CHECKS))("names %s that there are", (sort) => {
    expect(CHECKS[sort](text, dirname(document)).wrong).toEqual([]);
  });

  it("shows events that are taken as they are, to the last field", () => {
    for (const line of blocks("ndjson", text).flatMap((block) => block.trim().split("\n"))) {
      const counts = { dropped: 0, ignored: 0 };
      expect(parseEvent(JSON.parse(line), counts)).toMatchObject({ account: "acc-1" });
      expect(counts, line).toEqual({ dropped: 0, ignored: 0 });
    }
  });

  it("shows dossiers that are taken", () => {
    for (const block of blocks("json", text)) expect(parseDossiers(block).length).toBe(1);
  });

  it("shows programs that are among the examples, which are run", () => {
    const examples = under("examples", ".ts").map(read);
    expect(blocks("ts", text).filter((block) => !examples.some((example) => example.includes(block)))).toEqual([]);
  });
});

describe("README.md", () => {
  const lines = read("README.md").trimEnd().split("\n");

  it("has 150 lines at most, of 120 columns at most", () => {
    expect(lines.length).toBeLessThanOrEqual(150);
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });

  it("has two commands to begin with", () => {
    expect(lines.filter((line) => /^npm (run demo|test) /.test(line)).length).toBe(2);
  });
});

describe("docs/events.md", () => {
  it("names every field that an event has, and no other", () => {
    const table = read("docs/events.md").match(/\| `type` [\s\S]*?\n\n/)?.[0] ?? "";
    const rows = table.split("\n").map((line) => line.split("|")[2] ?? "");
    const named = rows.flatMap((cell) => every(/`(\w+)`/g, cell)).sort();
    const fields = Object.values(SCHEMAS).flatMap(({ shape }) => Object.keys(shape));
    const always = ["type", "id", "time", "account"];
    expect(named).toEqual([...new Set(fields)].filter((field) => !always.includes(field)).sort());
  });
});

describe("docs/services.md", () => {
  it("has a row for every variable that the command and the workers read", () => {
    const code = [...under("src", ".ts"), ...under("workers", ".ts")].map(read).join("\n");
    const rows = every(/^\| (`.+?) \|/gm, read("docs/services.md")).flatMap((cell) => every(/`(\w+)`/g, cell));
    expect(rows.filter((name) => name.startsWith("CAUTERY_")).sort()).toEqual(every(/\b(CAUTERY_[A-Z_]+)\b/g, code).sort());
  });
});

describe("the documents' test", () => {
  it("finds things of every sort", () => {
    const found = (sort: string) => DOCUMENTS.flatMap((document) => CHECKS[sort](read(document), dirname(document)).named).length;
    for (const sort of Object.keys(CHECKS)) expect(found(sort), sort).toBeGreaterThan(2);
    const all = DOCUMENTS.map(read).join("\n");
    const shown = Object.fromEntries(["ndjson", "json", "ts", "cypher"].map((language) => [language, blocks(language, all).length]));
    expect(shown).toMatchObject({ ndjson: 2, json: 1, ts: 2 });
    expect(shown.cypher).toBeGreaterThan(2);
  });

  it.each([
    ["links", "[there](docs/nowhere.md)", "docs/nowhere.md"],
    ["paths", "see `src/nowhere/` and `nowhere.ts`", "src/nowhere/"],
    ["sources", "npx vitest run test/link/nowhere.test.ts", "test/link/nowhere.test.ts"],
    ["scripts", "npm run nowhere", "nowhere"],
    ["benches", "npm run bench nowhere", "nowhere"],
    ["benches", "npm run bench -- nowhere --accounts 5", "nowhere"],
    ["commands", "npm run -s cautery -- nowhere --data x", "nowhere"],
    ["commands", "or `cautery nowhere`", "nowhere"],
    ["options", "npx cautery run events/ --nowhere", "--nowhere"],
    ["options", "or `--nowhere`", "--nowhere"],
    ["variables", "export CAUTERY_NOWHERE=1", "CAUTERY_NOWHERE"],
    ["labels", "```cypher\nMATCH (n:Nowhere) RETURN n\n```", "Nowhere"],
  ])("would find wrong %s in %j", (sort, text, wrong) => {
    expect(CHECKS[sort](text, ".").wrong).toContain(wrong);
  });
});
