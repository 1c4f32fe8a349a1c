/** Orders to the process that holds a data folder <-> small files in it, each written whole: who gives one need not open the store. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PermanentError } from "../../errors.js";
import type { Order, Orders } from "../../ports/orders.js";

const FOLDER = "orders";
const SUFFIX = ".json";
/** Beside an order while who gave it waits: gets why it was refused, or stays empty. */
const ANSWER = ".answer";

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
          return { order: parsed.data, taken: (refusal) => take(path, refusal) };
        }),
      );
    },
  };
}

/** The answer first: who finds the order gone finds it too. */
async function take(path: string, refusal: string | undefined): Promise<void> {
  const answer = path.slice(0, -SUFFIX.length) + ANSWER;
  if (refusal !== undefined && existsSync(answer)) await writeFile(answer, refusal, { mode: 0o600 });
  await rm(path, { force: true });
}

export interface GivenOrder {
  /** May be asked again and again. */
  isTaken(): Promise<boolean>;
  /** Why it was refused, once it was taken; null where it was not. Nothing is kept of it then. */
  refusal(): Promise<string | null>;
}

/** Whoever gives an order asks for its refusal in the end, taken or not. */
export async function giveOrder(dir: string, given: Order): Promise<GivenOrder> {
  const folder = join(dir, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const id = randomUUID();
  const name = `${id}${SUFFIX}`;
  const answer = join(folder, `${id}${ANSWER}`);
  await writeFile(answer, "", { mode: 0o600 });
  const aside = join(folder, `.${name}`);
  await writeFile(aside, JSON.stringify(given), { mode: 0o600, flush: true });
  await rename(aside, join(folder, name));
  return {
    isTaken: async () => !(await list(folder)).includes(name),
    async refusal() {
      const text = await readFile(answer, "utf8");
      await rm(answer, { force: true });
      return text || null;
    },
  };
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
