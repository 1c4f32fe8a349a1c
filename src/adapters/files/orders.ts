/** Orders to the process that holds a data folder <-> small files in it, each written whole: who gives one need not open the store. */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PermanentError } from "../../errors.js";
import type { Order, Orders } from "../../ports/orders.js";

const FOLDER = "orders";
const SUFFIX = ".json";

const order = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("halt"), reason: z.string().min(1).max(4_000) }),
  z.strictObject({ do: z.literal("pause"), batch: z.string().min(1).max(200) }),
]);

/** Those of the folder, in no order. */
export function ordersIn(dir: string): Orders {
  const folder = join(dir, FOLDER);
  return {
    async given() {
      const names = (await list(folder)).filter((name) => name.endsWith(SUFFIX)).sort();
      return Promise.all(
        names.map(async (name) => {
          const path = join(folder, name);
          const parsed = order.safeParse(parse(await readFile(path, "utf8")));
          if (!parsed.success) throw new PermanentError(`${path} is no order that this version knows: remove it`, { cause: parsed.error });
          return { order: parsed.data, taken: () => rm(path, { force: true }) };
        }),
      );
    },
  };
}

/** Returns whether the order was taken: `isTaken` may be asked again and again. */
export async function giveOrder(dir: string, given: Order): Promise<{ isTaken: () => Promise<boolean> }> {
  const folder = join(dir, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${randomUUID()}${SUFFIX}`;
  const aside = join(folder, `.${name}`);
  await writeFile(aside, JSON.stringify(given), { mode: 0o600, flush: true });
  await rename(aside, join(folder, name));
  return { isTaken: async () => !(await list(folder)).includes(name) };
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith("."));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return []; // none was ever given
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // told of with its path by who parses it
  }
}
