/** An opened store -> answers for other processes, on a socket in its data folder: for whoever owns the folder alone. */
import { once } from "node:events";
import { chmod, mkdtemp, rename, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { cauteryVersion } from "../version.js";
import { nearby, socketIn } from "./address.js";
import type { Asked } from "./methods.js";
import { type Host, Visit } from "./visit.js";

export interface Answering {
  /** What is under way is answered, and nothing more; the store stays open. */
  close(): Promise<void>;
}

const ASIDE = ".socket-";
/** Of `mkdtemp`'s name, with the socket's in it. */
const BELOW = `${ASIDE}XXXXXX/s`;

/**
 * For the process that holds the folder, from when it has opened the store until before it closes it. `keyCheck`: as it was
 * opened with. A socket that a process which died left is replaced.
 */
export async function answerStore(store: Asked, dir: string, keyCheck: string): Promise<Answering> {
  const host: Host = { store, dir, keyCheck, version: cauteryVersion() };
  const visits = new Set<Visit>();
  const server = createServer((socket) => {
    const visit = new Visit(socket, host);
    visits.add(visit);
    void visit.over.then(() => visits.delete(visit));
  });
  // in a folder that nobody else may enter, until nobody else may connect to it either
  await nearby(dir, BELOW, async (near) => {
    const aside = await mkdtemp(join(near, ASIDE));
    try {
      server.listen(join(aside, "s"));
      await once(server, "listening");
      server.on("error", () => {}); // of one who could not be let in: too many files are open; who called sees that nobody answers
      await chmod(join(aside, "s"), 0o600);
      await rename(join(dir, basename(aside), "s"), socketIn(dir));
    } catch (error) {
      server.close();
      throw error;
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  });
  return {
    async close() {
      await rm(socketIn(dir), { force: true });
      const closed = once(server, "close");
      server.close();
      await Promise.all([...visits].map((visit) => visit.end()));
      await closed;
    },
  };
}
