/** A folder -> a Redis on the loopback address that keeps its append-only file there, as production must; from PATH or Debian's package. */
import { spawnSync } from "node:child_process";
import { freePort, type LocalServer, serve, Unavailable } from "./local-server.js";

export async function startRedis(dir: string, port?: number): Promise<LocalServer> {
  const at = port ?? (await freePort());
  const durable = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction"];
  return serve(redisServer(), ["--port", String(at), "--bind", "127.0.0.1", "--dir", dir, ...durable], at, `redis://127.0.0.1:${at}`);
}

function redisServer(): string {
  if (runs("redis-server", "--version")) return "redis-server";
  if (process.getuid?.() === 0 && runs("apt-get", "--version")) {
    const install = () => runs("apt-get", "install", "-y", "--no-install-recommends", "redis-server");
    if (install() || (runs("apt-get", "update") && install())) return "redis-server";
  }
  throw new Unavailable("no redis-server on PATH: install it (Debian: apt-get install redis-server) or set REDIS_URL");
}

export function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;
}
