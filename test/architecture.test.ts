/** The source tree -> its fences: stages import only earlier ones and stay pure, each library has one home, every file says what it is. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

interface SourceFile {
  path: string;
  /** The folder under `src`, or the file itself where it lies in `src`. */
  room: string;
  text: string;
  /** Without comments. */
  code: string;
  /** Of this project as paths from the root, others by name. */
  imports: readonly string[];
  /** Those of them that leave something to run: none of `import type`. */
  runs: readonly string[];
}

/** In the order of the flow: a stage may import itself and those before it. The last two stand beside the flow and look at all of it. */
const STAGES = ["event", "indicator", "link", "cluster", "disposition", "attribution", "enforcement", "report", "simulate", "evaluate"];

/** The ground floor, which anyone may import; each with what of it may be imported there. */
const GROUND: Record<string, readonly string[]> = {
  "errors.ts": [],
  "wasm.ts": ["errors.ts"],
  tools: ["errors.ts"],
  model: ["errors.ts", "tools"],
  contract: ["errors.ts", "tools", "model"],
};

/** What surrounds the stages, and what of the project each may import beside them and the ground floor. */
const SHELL: Record<string, readonly string[]> = {
  ports: [],
  threads: [],
  "pipeline.ts": [],
  ingest: ["ports", "threads"],
  placement: ["ports", "ingest"],
  app: ["ports", "pipeline.ts", "ingest", "placement"], // no adapter: what it needs of the world outside is handed in
  adapters: ["ports", "ingest", "threads"],
};

/**
 * Where people and programs come in: they parse, ask one use case and write the answer; each opens the adapters that the use case is
 * handed.
 */
const DOORS: Record<string, readonly string[]> = {
  cli: ["app", "ports", "adapters", "workers", "http", "threads"], // `cautery worker` hands over to the services' root, `serve` to the API
  http: ["app", "ports"], // what it needs of the world outside is handed in, as to a use case
  "index.ts": ["app", "ports", "adapters", "pipeline.ts", "ingest"],
  workers: ["app", "ports", "adapters", "ingest", "placement", "threads"],
};

/** What runs in the browser. Beside itself it knows the types of these, and of code that runs one file, which needs nothing of Node's. */
const WORKBENCH = { room: "ui", types: ["contract", "model"], runs: ["src/contract/graph-columns.ts", "src/contract/evidence-columns.ts"] };

/** A library that is not here is anyone's. */
const HOMES: Record<string, readonly string[]> = {
  "neo4j-driver": ["src/adapters/neo4j/"],
  "@duckdb/node-api": ["src/adapters/duckdb/", "src/adapters/files/"],
  bullmq: ["src/adapters/queue/"],
  ioredis: ["src/adapters/"],
  graphology: ["src/cluster/"],
  "graphology-communities-louvain": ["src/cluster/"],
  fzstd: ["src/event/"],
  canonicalize: ["src/enforcement/"],
  vega: ["src/report/charts/"],
  "vega-lite": ["src/report/charts/"],
  "@myriaddreamin/typst-ts-node-compiler": ["src/adapters/typst/"],
  unpdf: ["src/adapters/typst/"],
  commander: ["src/cli/"],
  hono: ["src/http/", "src/cli/serve/", "src/adapters/queue/board.ts"],
  "@hono/node-server": ["src/cli/serve/", "src/adapters/queue/board.ts"],
  "@bull-board/api": ["src/adapters/queue/"],
  "@bull-board/hono": ["src/adapters/queue/"],
  croner: ["src/report/"],
  "prom-client": ["src/http/"],
  "openid-client": ["src/adapters/oidc/"],
  undici: ["src/adapters/platform/", "src/adapters/delivery/"],
  nodemailer: ["src/adapters/delivery/"],
  react: ["src/ui/"],
  "react-dom": ["src/ui/"],
  wouter: ["src/ui/"],
  "@tanstack/react-query": ["src/ui/"],
  "@tanstack/react-virtual": ["src/ui/"],
  "node:worker_threads": ["src/threads/"],
};

/** The only door through which a stage may look outside: reading input is the first step of the flow. */
const OUTWARD: Record<string, readonly string[]> = {
  event: ["node:fs", "node:fs/promises", "node:zlib"],
};
const HARMLESS = ["node:buffer", "node:crypto", "node:path", "node:url", "node:util"];

/** What makes a stage depend on more than its arguments. */
const IMPURE = [
  /\bDate\.now\(/,
  /\bnew Date\(\)/,
  /\bMath\.random\b/,
  /\bperformance\.now\b/,
  /\bprocess\./,
  /\bsetTimeout\b/,
  /\brandom(Bytes|UUID|Int)\b/,
];

const files = ["src", "workers", "bench"].flatMap(sourceFiles);
const stageFiles = files.filter(({ room }) => STAGES.includes(room));

function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(join(root, path), "utf8");
      const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
      const running = code.replace(/^(?:import|export) type\b[^;]*;/gm, "");
      return {
        path,
        room: folder === "src" ? name.split("/")[0] : folder,
        text,
        code,
        imports: importsIn(path, code),
        runs: importsIn(path, running),
      };
    });
}

function importsIn(path: string, code: string): string[] {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map((match) => resolve(path, match[1]));
}

function resolve(path: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return relative(root, join(root, dirname(path), specifier)).replace(/\.js$/, ".ts");
}

/** The room of a project path, or null for one that is not in `src`. */
function roomOf(path: string): string | null {
  return path.startsWith("src/") ? path.split("/")[1] : null;
}

function libraryOf(name: string): string {
  if (name.startsWith("node:")) return name;
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Every import that `wrong` objects to, as a line that says so. */
function offences(among: readonly SourceFile[], wrong: (file: SourceFile, imported: string) => boolean): string[] {
  return among.flatMap((file) =>
    file.imports.filter((imported) => wrong(file, imported)).map((imported) => `${file.path} imports ${imported}`),
  );
}

describe("the source tree", () => {
  it("was found: files in every stage that the pipeline needs, and imports in them", () => {
    for (const stage of ["event", "indicator", "link", "cluster", "disposition", "attribution", "simulate", "evaluate"]) {
      expect(stageFiles.filter(({ room }) => room === stage).length, stage).toBeGreaterThan(1);
    }
    expect(stageFiles.flatMap(({ imports }) => imports).length).toBeGreaterThan(50);
  });

  it("has a room for every file", () => {
    const rooms = [...STAGES, ...Object.keys(SHELL), ...Object.keys(DOORS), ...Object.keys(GROUND), WORKBENCH.room, "bench"];
    expect(files.filter(({ room }) => !rooms.includes(room)).map(({ path }) => path)).toEqual([]);
  });

  it("opens every file with a comment that says what it is", () => {
    expect(files.filter(({ text }) => !/^(#!.*\n)?\/\*\*(\n \*)? \S/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("keeps every file under 300 lines", () => {
    expect(files.filter(({ text }) => text.split("\n").length > 301).map(({ path }) => path)).toEqual([]);
  });

  it("keeps every folder at 20 files of its own at the most", () => {
    const count = new Map<string, number>();
    const statements = readdirSync(join(root, "cypher"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".cypher"));
    const paths = [...files.map(({ path }) => path), ...statements.map((name) => join("cypher", name))];
    expect(statements.length).toBeGreaterThan(20);
    for (const path of paths) count.set(dirname(path), (count.get(dirname(path)) ?? 0) + 1);
    expect([...count].filter(([, size]) => size > 20)).toEqual([]);
  });

  it("has no default export and no barrel", () => {
    expect(files.filter(({ code }) => /^export default\b|^export \* from/m.test(code)).map(({ path }) => path)).toEqual([]);
  });

  it("leaves the engine's flags as they are: changed after the start they may crash it, says Node's manual", () => {
    expect(files.filter(({ code }) => /\bsetFlagsFromString\b/.test(code)).map(({ path }) => path)).toEqual([]);
  });

  it("doesn't hang on tests", () => {
    const wrong = (_: SourceFile, imported: string) => imported.startsWith("test/") || imported === "vitest" || imported === "fast-check";
    expect(offences(files, wrong)).toEqual([]);
  });
});

describe("the ground floor", () => {
  it("imports nothing of the project but what lies below", () => {
    const ground = files.filter(({ room }) => room in GROUND);
    const wrong = ({ room }: SourceFile, imported: string) => {
      const other = roomOf(imported);
      return other !== null && other !== room && !GROUND[room].includes(other);
    };
    expect(ground.length).toBeGreaterThan(10);
    expect(offences(ground, wrong)).toEqual([]);
  });
});

describe("a stage", () => {
  it("imports only itself, earlier stages and the ground floor", () => {
    const wrong = ({ room }: SourceFile, imported: string) => {
      const other = roomOf(imported);
      if (other === null || other in GROUND) return false;
      return !STAGES.includes(other) || STAGES.indexOf(other) > STAGES.indexOf(room);
    };
    expect(offences(stageFiles, wrong)).toEqual([]);
  });

  it("does no input or output, but for reading events", () => {
    const wrong = ({ room }: SourceFile, imported: string) =>
      imported.startsWith("node:") && ![...HARMLESS, ...(OUTWARD[room] ?? [])].includes(imported);
    expect(offences(stageFiles, wrong)).toEqual([]);
  });

  it("knows no clock, no chance and no environment but those handed in", () => {
    expect(stageFiles.filter(({ code }) => IMPURE.some((pattern) => pattern.test(code))).map(({ path }) => path)).toEqual([]);
  });

  it("never awaits, but where it reads", () => {
    const waiting = stageFiles.filter(({ room, code }) => !(room in OUTWARD) && /\bawait\b|\basync (function|\()/.test(code));
    expect(waiting.map(({ path }) => path)).toEqual([]);
  });
});

describe("the shell", () => {
  it("imports stages and what lies further in, never a door", () => {
    const shellFiles = files.filter(({ room }) => room in SHELL);
    const wrong = ({ room }: SourceFile, imported: string) => {
      const other = roomOf(imported);
      if (other === null) return /^(workers|bench)\//.test(imported);
      return other !== room && !(other in GROUND) && ![...STAGES, ...SHELL[room]].includes(other);
    };
    expect(shellFiles.length).toBeGreaterThan(5);
    expect(offences(shellFiles, wrong)).toEqual([]);
  });
});

describe("a use case, and a worker", () => {
  it("knows no clock but the one handed in", () => {
    const told = files.filter(({ room }) => room === "app" || room === "workers");
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter(({ code }) => /\bDate\.now\(|\bnew Date\(\)/.test(code)).map(({ path }) => path)).toEqual([]);
  });
});

describe("a door", () => {
  it("imports use cases, what they are handed, and what lies further in; never another door", () => {
    const doors = files.filter(({ room }) => room in DOORS);
    const wrong = ({ room }: SourceFile, imported: string) => {
      const other = roomOf(imported);
      const ofWorkers = imported.startsWith("workers/") && room !== "workers" && !DOORS[room].includes("workers");
      if (other === null) return imported.startsWith("bench/") || ofWorkers;
      return other !== room && !(other in GROUND) && ![...STAGES, ...DOORS[room]].includes(other);
    };
    for (const door of Object.keys(DOORS)) expect(doors.filter(({ room }) => room === door).length, door).toBeGreaterThan(0);
    expect(offences(doors, wrong)).toEqual([]);
  });

  it("really imports all that it may", () => {
    const unused = Object.entries(DOORS).flatMap(([door, allowed]) => {
      const imports = files.filter(({ room }) => room === door).flatMap((file) => file.imports);
      const imported = new Set(imports.map((path) => roomOf(path) ?? path.split("/")[0]));
      return allowed.filter((other) => !imported.has(other)).map((other) => `${door}: ${other}`);
    });
    expect(unused).toEqual([]);
  });
});

describe("the workbench", () => {
  const workbench = files.filter(({ room }) => room === WORKBENCH.room);

  it("imports of the project no more than types of what the API gives, and its decoders", () => {
    const wrong = ({ runs }: SourceFile, imported: string) => {
      const other = roomOf(imported);
      if (other === WORKBENCH.room) return false;
      if (other === null) return imported.startsWith("node:") || /^(workers|bench)\//.test(imported);
      return !WORKBENCH.types.includes(other) || (runs.includes(imported) && !WORKBENCH.runs.includes(imported));
    };
    expect(workbench.length).toBeGreaterThan(10);
    expect(offences(workbench, wrong)).toEqual([]);
  });

  it("is imported by nobody", () => {
    const others = files.filter(({ room }) => room !== WORKBENCH.room);
    expect(offences(others, (_, imported) => roomOf(imported) === WORKBENCH.room)).toEqual([]);
  });

  it("decodes by files that import nothing that runs", () => {
    expect(files.filter(({ path }) => WORKBENCH.runs.includes(path)).map(({ runs }) => runs)).toEqual([[], []]);
    const decoders = files.filter(({ path }) => WORKBENCH.runs.includes(path));
    expect(decoders.length).toBe(WORKBENCH.runs.length);
    expect(decoders.flatMap(({ runs }) => runs)).toEqual([]);
  });
});

describe("a library", () => {
  it("has one home", () => {
    const wrong = ({ path }: SourceFile, imported: string) => {
      const homes = HOMES[libraryOf(imported)];
      return homes !== undefined && !homes.some((home) => path.startsWith(home));
    };
    expect(offences(files, wrong)).toEqual([]);
  });

  it("is really imported where its home is", () => {
    const imported = new Set(files.flatMap(({ imports }) => imports.map(libraryOf)));
    expect(Object.keys(HOMES).filter((library) => !imported.has(library))).toEqual([]);
  });
});
