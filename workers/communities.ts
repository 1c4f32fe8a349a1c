/**
 * A lot of a clustering's graph -> its communities, kept in the store; what is searched, gone or another's is left alone, so a job that is
 * lost, late or twice does no harm.
 */
import { z } from "zod";
import type { CommunityTasks } from "../src/adapters/threads/community-thread.js";
import { communityThread } from "../src/adapters/threads/community-threads.js";
import { holding } from "../src/app/holding.js";
import type { Services } from "../src/ports/services.js";
import { inThread } from "../src/threads/once.js";
import { payloadOf, type Role } from "./role.js";

const payload = z.object({ run: z.string(), lot: z.number() });

export function communitiesRole({ store }: Services, stopping: AbortSignal): Role {
  return {
    queue: "communities",
    async take(job) {
      const { run, lot } = payloadOf(payload, job);
      const claim = {
        acquire: (_: string, holder: string, ttlMs: number) => store.claimLot(run, lot, holder, ttlMs),
        async release() {}, // searched, it is nobody's; and else the claim expires
      };
      await holding(claim, `lot ${lot} of ${run}`, stopping, async (lost) => {
        const bytes = await store.readLot(run, lot);
        if (bytes === null) return;
        await store.saveLotResult(run, lot, await inThread<CommunityTasks, "search">(communityThread(), "search", bytes, { lost }));
      });
    },
    async tick() {}, // what no job does, the clustering does itself
    async close() {},
  };
}
