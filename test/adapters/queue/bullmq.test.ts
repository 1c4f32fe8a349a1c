/** The JobQueue contract on a real Redis. */
import { randomUUID } from "node:crypto";
import { bullMqQueue } from "../../../src/adapters/queue/bullmq.js";
import { jobQueueContract } from "../../contracts/job-queue.js";
import { describeWith, lease } from "../../setup/lease.js";

const redis = await lease("redis");

describeWith([redis], "the JobQueue on BullMQ", () => {
  jobQueueContract(async () => bullMqQueue(redis.url, { prefix: `test-${randomUUID()}`, backoffMs: 2 }));
});
