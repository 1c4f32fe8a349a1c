/**
 * A folder -> a Neo4j 5.26 Community server on the loopback address, without authentication, from its Maven Central artifacts (cached) on
 * Java 17 or later.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { freePort, type LocalServer, serve, Unavailable } from "./local-server.js";
import { runs } from "./redis-server.js";

const VERSION = "5.26.12";
const SERVER: Artifacts = {
  name: `neo4j-${VERSION}`,
  artifacts: [
    ["org.neo4j.app", "neo4j-server", VERSION],
    ["org.neo4j", "neo4j", VERSION],
    ["org.neo4j", "neo4j-bootcheck", VERSION],
  ],
};
const GDS_VERSION = "2.13.9";
const GDS: Artifacts = {
  name: `gds-${GDS_VERSION}`,
  artifacts: [
    ["org.neo4j.gds", "proc", GDS_VERSION],
    ["org.neo4j.gds", "opengds-extension", GDS_VERSION],
  ],
};

interface Artifacts {
  name: string;
  /** Group, artifact, version. */
  artifacts: readonly (readonly [string, string, string])[];
}

export interface Neo4jOptions {
  port?: number;
  heapMb?: number;
  pageCacheMb?: number;
  /** With the open Graph Data Science plugin. */
  gds?: boolean;
}

export async function startNeo4j(
  home: string,
  { port, heapMb = 768, pageCacheMb = 128, gds = false }: Neo4jOptions = {},
): Promise<LocalServer> {
  const jars = jarsOf(SERVER);
  const plugins = gds ? jarsOf(GDS) : null;
  const at = port ?? (await freePort());
  mkdirSync(join(home, "conf"), { recursive: true });
  writeFileSync(
    join(home, "conf", "neo4j.conf"),
    [
      `server.bolt.listen_address=127.0.0.1:${at}`,
      "server.http.enabled=false",
      "dbms.security.auth_enabled=false",
      "dbms.usage_report.enabled=false",
      "db.tx_log.rotation.retention_policy=256M size",
      `server.memory.pagecache.size=${pageCacheMb}m`,
      ...(plugins === null ? [] : [`server.directories.plugins=${plugins}`, "dbms.security.procedures.unrestricted=gds.*"]),
      "",
    ].join("\n"),
  );
  // The optimizing compiler takes more in a server's first minutes than it ever gives to statements as few and short as these
  const compiler = "-XX:TieredStopAtLevel=1";
  const memory = [`-Xmx${heapMb}m`, ...(heapMb < 1500 ? ["-XX:+UseSerialGC"] : [])];
  const server = [
    "-cp",
    [jars, ...(plugins === null ? [] : [plugins])].map((folder) => join(folder, "*")).join(delimiter),
    "org.neo4j.server.CommunityEntryPoint",
    `--home-dir=${home}`,
    `--config-dir=${join(home, "conf")}`,
  ];
  return serve("java", [compiler, ...memory, ...server], at, `bolt://127.0.0.1:${at}`);
}

/** The jars of artifacts and what they need, fetched once by Maven and then kept. */
function jarsOf({ name, artifacts }: Artifacts): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "cautery", name);
  const jars = join(cache, "jars");
  const version = /version "(\d+)/.exec(spawnSync("java", ["-version"], { encoding: "utf8" }).stderr ?? "");
  if (Number(version?.[1] ?? 0) < 17)
    throw new Unavailable("no Java 17 or later on PATH: install it (Debian: default-jre-headless) or set NEO4J_URI");
  if (existsSync(jars)) return jars;
  if (!runs("mvn", "--version")) throw new Unavailable("no mvn on PATH to fetch Neo4j with: install it (Debian: maven) or set NEO4J_URI");
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "fetch-"));
  try {
    writeFileSync(join(work, "pom.xml"), pom(artifacts));
    const fetched = spawnSync("mvn", ["-q", "-B", "dependency:copy-dependencies", `-DoutputDirectory=${join(work, "jars")}`], {
      cwd: work,
      encoding: "utf8",
    });
    if (fetched.status !== 0) throw new Unavailable(`Maven Central did not give ${name}: ${fetched.stdout.trim().split("\n")[0]}`);
    if (!existsSync(jars)) renameSync(join(work, "jars"), jars);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return jars;
}

function pom(artifacts: Artifacts["artifacts"]): string {
  const dependencies = artifacts.map(
    ([group, artifact, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>cautery</groupId><artifactId>test-neo4j</artifactId><version>1</version><dependencies>${dependencies.join("")}</dependencies></project>\n`;
}
