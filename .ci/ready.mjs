/** A bare checkout -> one that runs: installs the locked dependencies where they are missing or older than the lock, and builds where a source is newer than the build. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const installed = join(root, "node_modules", ".package-lock.json");
const built = join(root, "dist", ".built");

/** Standard output belongs to the command that follows, so what these print goes to standard error. */
function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    console.error(`cautery: '${command} ${args.join(" ")}' failed (exit ${status}); mend what it says above and run again`);
    process.exit(1);
  }
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (!existsSync(installed) || statSync(join(root, "package-lock.json")).mtimeMs > statSync(installed).mtimeMs) {
  console.error("cautery: installing dependencies (npm ci) ...");
  run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
  const now = new Date();
  utimesSync(installed, now, now);
}
const sources = [
  ...["src", "workers", "bench", "test/platform"],
  ...["tsconfig.json", "tsconfig.build.json", "vite.config.ts", "package-lock.json"],
].map((name) => join(root, name));
if (!existsSync(built) || Math.max(...sources.map(newest)) > statSync(built).mtimeMs) {
  run("npm", ["run", "-s", "build"]);
  writeFileSync(built, "");
}
