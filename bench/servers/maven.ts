/** Artifacts of Maven Central -> a folder with their jars and what these need, fetched once and then kept; for Java 17 or later. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Unavailable } from "./local-server.js";
import { runs } from "./redis-server.js";

export interface Artifacts {
  name: string;
  /** What to do where there is no Java or no Maven and none is wanted. */
  instead: string;
  /** Group, artifact, version. */
  artifacts: readonly (readonly [string, string, string])[];
}

/** Throws `Unavailable` where it cannot be had. */
export function jarsOf({ name, instead, artifacts }: Artifacts): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "cautery", name);
  const jars = join(cache, "jars");
  const version = /version "(\d+)/.exec(spawnSync("java", ["-version"], { encoding: "utf8" }).stderr ?? "");
  if (Number(version?.[1] ?? 0) < 17)
    throw new Unavailable(`no Java 17 or later on PATH: install it (Debian: default-jre-headless) or ${instead}`);
  if (existsSync(jars)) return jars;
  if (!runs("mvn", "--version")) throw new Unavailable(`no mvn on PATH to fetch ${name} with: install it (Debian: maven) or ${instead}`);
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
<groupId>cautery</groupId><artifactId>fetch</artifactId><version>1</version><dependencies>${dependencies.join("")}</dependencies></project>\n`;
}
