/** What a server looks at at length -> done on threads; where one dies, whatever it was asked fails, and who asks next has another. */
import type { Looker } from "../../app/look/looker.js";
import { threadFile } from "../../threads/locate.js";
import { Thread } from "../../threads/thread.js";
import type { LookData, LookTasks } from "./look-thread.js";

interface Looking {
  looker: Looker;
  close(): Promise<void>;
}

export function lookingOn(data: LookData): Looking {
  let thread: Thread<LookTasks> | null = null;
  const started = () => new Thread<LookTasks>(threadFile("./look-thread.js", import.meta.url), { data });
  const living = (): Thread<LookTasks> => {
    if (thread === null || thread.isDead) thread = started();
    return thread;
  };
  return {
    looker: {
      async gather(info) {
        const own = started();
        try {
          return await own.ask("gather", info);
        } finally {
          await own.close(); // with the memory that it took
          living(); // so that it has started when somebody looks
        }
      },
      draw: (undrawn) => living().ask("draw", undrawn),
      ties: (asked) => living().ask("ties", asked),
      path: (asked) => living().ask("path", asked),
      explain: (asked) => living().ask("explain", asked),
      evidence: (asked) => living().ask("evidence", asked),
      strike: (asked) => living().ask("strike", asked),
    },
    async close() {
      await thread?.close();
    },
  };
}
