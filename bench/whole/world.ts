/**
 * A folder and a number of accounts -> a world of the published case in it (`cautery simulate --preset june-2026`), its last day cut off
 * into a file of its own; made where it is missing, used where it is there.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants, existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { formatCount } from "../../src/cli/text/format.js";
import { cutNextDay } from "./cut.js";
import { dayOf, EVENT_BYTES, STATE_BYTES } from "./sizes.js";

/** The command as it is built. */
export const MAIN = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));

export interface BenchWorld {
  dir: string;
  accounts: number;
  events: string;
  operators: string;
  /** Null where the last day was not cut off. */
  nextDay: string | null;
}

/** Where worlds are kept from one benchmark to the next, unless told. */
export const worldIn = (worlds: string | undefined, accounts: number) =>
  join(worlds ?? join(tmpdir(), "cautery-bench-worlds"), String(accounts));

/** A folder appears under its name when it is whole. Says what it takes before, and throws where there is no room. */
export async function worldAt(dir: string, accounts: number): Promise<BenchWorld> {
  if (existsSync(dir)) {
    const world = await worldThere(dir, accounts);
    await checkRoom(dir, accounts * STATE_BYTES, "the states of the runs");
    return world;
  }
  await checkRoom(
    dir,
    accounts * (EVENT_BYTES + STATE_BYTES),
    `a world of ${formatCount(accounts)} accounts, which is kept, and the states`,
  );
  return await made(dir, accounts, async (part) => {
    const simulate = ["simulate", "--preset", "june-2026", "--accounts", String(accounts), "--out", part];
    const [code] = await once(spawn(process.execPath, [MAIN, ...simulate], { stdio: ["ignore", "inherit", "inherit"] }), "close");
    if (code !== 0) throw new Error(`bench: cautery simulate ended with ${code}`);
  });
}

/** The world, its last day cut off: where it is not, off a copy beside it, or `inPlace` off itself. */
export async function withNextDay(world: BenchWorld, { inPlace = false } = {}): Promise<BenchWorld & { nextDay: string }> {
  const { dir, accounts, nextDay } = world;
  if (nextDay !== null) return { ...world, nextDay };
  if (inPlace) return { ...world, nextDay: await cutIn(dir, accounts) };
  const copy = `${resolve(dir)}-cut`;
  if (!existsSync(copy)) {
    await checkRoom(
      dir,
      (await stat(world.events)).size + accounts * STATE_BYTES,
      `a copy whose last day is cut off, kept as ${copy}, and the states`,
    );
    await made(copy, accounts, async (part) => {
      for (const name of ["events.ndjson", "operators.json", "world.json"])
        await copyFile(join(dir, name), join(part, name), constants.COPYFILE_FICLONE);
    });
  }
  const cut = await worldThere(copy, accounts);
  if (cut.nextDay === null) throw new Error(`bench: ${copy} has no next-day.ndjson; remove it, and it is made again`);
  return { ...cut, nextDay: cut.nextDay };
}

/** Beside its place first, then cut, then put in place. */
async function made(dir: string, accounts: number, fill: (part: string) => Promise<void>): Promise<BenchWorld> {
  const part = `${resolve(dir)}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  await fill(part);
  await cutIn(part, accounts);
  await rename(part, dir);
  return await worldThere(dir, accounts);
}

/** Where the next day lies. */
async function cutIn(dir: string, accounts: number): Promise<string> {
  const nextDay = join(dir, "next-day.ndjson");
  const day = await cutNextDay(join(dir, "events.ndjson"), nextDay, dayOf(accounts));
  console.log(`the next day: ${formatCount(day.events)} events of known accounts, and those of ${formatCount(day.newcomers)} new accounts`);
  return nextDay;
}

async function worldThere(dir: string, accounts: number): Promise<BenchWorld> {
  const settings = join(dir, "world.json");
  if (!existsSync(settings)) throw new Error(`bench: ${dir} is no whole world: it has no world.json; name another, or wait for it`);
  const has = JSON.parse(await readFile(settings, "utf8")).accounts;
  if (has !== accounts) throw new Error(`bench: the world in ${dir} has ${has} accounts, not ${accounts}; call with --accounts ${has}`);
  const nextDay = join(dir, "next-day.ndjson");
  return {
    dir,
    accounts,
    events: join(dir, "events.ndjson"),
    operators: join(dir, "operators.json"),
    nextDay: existsSync(nextDay) ? nextDay : null,
  };
}

async function checkRoom(dir: string, bytes: number, what: string): Promise<void> {
  let there = resolve(dir);
  while (!existsSync(there)) there = dirname(there);
  const { bavail, bsize } = await statfs(there);
  const [takes, free] = [bytes, bavail * bsize].map((each) => `${(each / 1e9).toFixed(1)} GB`);
  console.log(`on the disk of ${dir}: ${what} take about ${takes}; ${free} are free`);
  if (bytes > bavail * bsize) throw new Error(`bench: ${free} are free, ${takes} are needed; name a folder on another disk`);
}
