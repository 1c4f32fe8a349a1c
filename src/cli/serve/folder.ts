/** A data folder -> held by a thread of this process, and its store here as it is to any other process that asks by the folder's socket. */
import { openHeld } from "../../adapters/socket/client.js";
import { asError, PermanentError } from "../../errors.js";
import { keyCheck } from "../../indicator/normalise/pseudonym.js";
import type { Log } from "../../ports/log.js";
import type { GraphStore } from "../../ports/store.js";
import { threadFile } from "../../threads/locate.js";
import { Thread } from "../../threads/thread.js";
import type { FolderTasks } from "./folder-thread.js";

export interface HeldFolder {
  store: GraphStore;
  key: Uint8Array;
  close(): Promise<void>;
}

/** Throws as `ownFolder` does. Where the thread dies later, the process is told to end: without its store it serves nothing. */
export async function holdFolder(dir: string, log: Log): Promise<HeldFolder> {
  const thread = new Thread<FolderTasks>(threadFile("./folder-thread.js", import.meta.url));
  try {
    const key = await thread.ask("open", dir);
    const store = await openHeld(dir, keyCheck(key));
    if (store === null) throw new PermanentError(`the folder's own socket does not answer: is ${dir} on a disk of this machine?`);
    let isClosing = false;
    thread.ask("watch", null).catch((error: unknown) => {
      if (isClosing) return;
      log.error("the store's thread died, and the server ends", { error: asError(error) });
      process.exitCode = 1;
      process.kill(process.pid, "SIGTERM");
    });
    return {
      store,
      key,
      async close() {
        isClosing = true;
        await store.close();
        await thread.ask("close", null);
        await thread.close();
      },
    };
  } catch (error) {
    await thread.close();
    throw error;
  }
}
