/**
 * A folder -> a Neo4j 5.26 Community server on the loopback address, without authentication, from its Maven Central artifacts (cached) on
 * Java 17 or later.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { freePort, type LocalServer, serve } from "./local-server.js";
import { type Artifacts, jarsOf } from "./maven.js";

const VERSION = "5.26.12";
const SERVER: Artifacts = {
  name: `neo4j-${VERSION}`,
  instead: "set NEO4J_URI",
  artifacts: [
    ["org.neo4j.app", "neo4j-server", VERSION],
    ["org.neo4j", "neo4j", VERSION],
    ["org.neo4j", "neo4j-bootcheck", VERSION],
  ],
};
const GDS_VERSION = "2.13.9";
const GDS: Artifacts = {
  name: `gds-${GDS_VERSION}`,
  instead: "set NEO4J_URI",
  artifacts: [
    ["org.neo4j.gds", "proc", GDS_VERSION],
    ["org.neo4j.gds", "opengds-extension", GDS_VERSION],
  ],
};

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
