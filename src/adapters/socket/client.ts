/** The socket of a data folder that another process holds -> the store in it, as if it were opened here. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { basename, dirname, resolve } from "node:path";
import { PermanentError } from "../../errors.js";
import type { OpenOptions } from "../../ports/store.js";
import { cauteryVersion } from "../version.js";
import { nearby, socketIn } from "./address.js";
import { Line } from "./line.js";
import { type Asked, type IterableName, METHODS, type PlainName } from "./methods.js";
import type { Welcome } from "./operations.js";
import { partsOf } from "./run-parts.js";
import { decode } from "./values.js";

/** How long the holder has to say anything at all. */
const ANSWER_MS = 10_000;

/** The opened store; null where nobody answers. Throws what opening the folder itself would throw. */
export async function openHeld(dir: string, keyCheck: string, options?: OpenOptions): Promise<Asked | null> {
  const socket = await reach(dir);
  if (socket === null) return null;
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    socket.destroy();
  }, ANSWER_MS);
  const store = socketStore(socket, dir);
  try {
    await store.open(keyCheck, options);
    return store;
  } catch (error) {
    await store.close();
    if (isLate) return null;
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/** Null where nobody answers. */
export async function reach(dir: string): Promise<Socket | null> {
  const path = socketIn(dir);
  return await nearby(dirname(path), basename(path), async (near) => {
    const socket = connect(socketIn(near));
    try {
      await once(socket, "connect");
      return socket;
    } catch (error) {
      if (NOBODY.has(String((error as NodeJS.ErrnoException).code))) return null;
      throw new PermanentError(`cannot reach the cautery that holds ${dir}: call as the user who started it`, { cause: error });
    }
  });
}

/** No socket, one of a process that ended, no socket at all. */
const NOBODY = new Set(["ENOENT", "ECONNREFUSED", "ENOTSOCK"]);

/** `socket`: as `reach` gave it, which is this store's from then on. Whoever opens it closes it, which leaves the folder to its holder. */
export function socketStore(socket: Socket, dir: string): Asked {
  const line = new Line(socket, dir);
  let uploads = 0;
  let welcome: Welcome | null = null;
  const opened = (): Welcome => {
    if (welcome === null) throw new PermanentError("the store is not open: call open first");
    return welcome;
  };
  return {
    ...simply(line),
    async open(keyCheck, options = {}) {
      welcome = await line.ask("hello", cauteryVersion(), keyCheck, options);
    },
    async close() {
      welcome = null;
      await line.close();
    },
    parts: () => opened().parts,
    zone: () => opened().zone,
    async saveRun({ clusters, links, changes, anatomies = [], ...head }, { index, ...circumstances }) {
      const upload = ++uploads;
      for (const part of partsOf({ ...head, clusters, links, changes, anatomies }, index)) await line.ask("lay", upload, part);
      return await line.ask("save", upload, head, circumstances);
    },
    async appendAudit(write) {
      for (;;) {
        const head = (await line.ask("call", "auditHead", [])) as Awaited<ReturnType<Asked["auditHead"]>>;
        const append = write(head);
        if (append === null || (await line.ask("append", head, append))) return append;
      }
    },
    writeParquet: (folder) => line.ask("writeParquet", resolve(folder)), // the holder may stand in another folder
  };
}

/** Those that go over as they are called. */
function simply(line: Line): Pick<Asked, PlainName | IterableName> {
  const plain =
    (name: string) =>
    (...args: unknown[]) =>
      line.ask("call", name, args);
  const iterable =
    (name: string) =>
    (...args: unknown[]) =>
      iterate(line, name, args);
  const methods = Object.entries(METHODS).flatMap(([name, way]) =>
    way === "special" ? [] : [[name, way === "plain" ? plain(name) : iterable(name)] as const],
  );
  return Object.fromEntries(methods) as unknown as Pick<Asked, PlainName | IterableName>;
}

/** A batch is asked for when the one before is read; who stops reading has the rest dropped. */
async function* iterate(line: Line, name: string, args: unknown[]): AsyncGenerator<unknown> {
  const stream = line.number();
  await line.ask("iterate", stream, name, args);
  let isOpen = true;
  try {
    while (isOpen) {
      const { items, isLast } = await line.ask("next", stream);
      isOpen = !isLast;
      for (const item of items) yield decode(item);
    }
  } catch (error) {
    isOpen = false;
    throw error;
  } finally {
    if (isOpen) await line.ask("drop", stream);
  }
}
