/** A thread that holds a data folder and answers for it on the folder's socket: what a database takes, no request waits for. */
import { ownFolder, refuseNewFolder } from "../../adapters/folder.js";
import { type Answering, answerStore } from "../../adapters/socket/server.js";
import { keyCheck } from "../../indicator/normalise/pseudonym.js";
import { serve } from "../../threads/serve.js";

let close = async (): Promise<void> => {};

const tasks = {
  /** Returns the pseudonym key. Throws as `ownFolder` does, and a `UsageError` for a folder in which nothing was kept. */
  async open(dir: string): Promise<Uint8Array> {
    refuseNewFolder(dir);
    const { store, key } = await ownFolder(dir);
    let answering: Answering | null = null;
    close = async () => {
      await answering?.close();
      await store.close();
    };
    try {
      answering = await answerStore(store, dir, keyCheck(key));
    } catch (error) {
      await close();
      throw error;
    }
    return key;
  },
  /** Answered never: who asks hears of the thread's death. */
  watch: (_: null): Promise<void> => new Promise(() => {}),
  /** What is under way is answered before. */
  close: (_: null): Promise<void> => close(),
};

export type FolderTasks = typeof tasks;

serve(tasks);
