/** What a server looks at at length -> done on threads; where one dies, whatever it was asked fails, and who asks next has another. */
import type { Looker } from "../../app/look/looker.js";
import { threadFile } from "../../threads/locate.js";
import { Thread } from "../../threads/thread.js";
import type { LookData, LookTasks } from "./look-thread.js";

export interface Looking {
  looker: Looker;
  close(): Promise<void>;
}

/** What is asked often, and answered from what was read before, does not wait for what takes its time. */
const THREADS: Readonly<Record<keyof Looker, "quick" | "slow">> = {
  ties: "quick",
  gather: "slow",
  draw: "slow",
  path: "slow",
  explain: "slow",
  strike: "slow",
};

export function lookingOn(data: LookData): Looking {
  const threads = new Map<string, Thread<LookTasks>>();
  const threadOf = (task: keyof Looker): Thread<LookTasks> => {
    const known = threads.get(THREADS[task]);
    if (known !== undefined && !known.isDead) return known;
    const made = new Thread<LookTasks>(threadFile("./look-thread.js", import.meta.url), { data });
    threads.set(THREADS[task], made);
    return made;
  };
  return {
    looker: {
      gather: (info) => threadOf("gather").ask("gather", info),
      draw: (undrawn) => threadOf("draw").ask("draw", undrawn),
      ties: (asked) => threadOf("ties").ask("ties", asked),
      path: (asked) => threadOf("path").ask("path", asked),
      explain: (asked) => threadOf("explain").ask("explain", asked),
      strike: (asked) => threadOf("strike").ask("strike", asked),
    },
    async close() {
      await Promise.all([...threads.values()].map((thread) => thread.close()));
    },
  };
}
