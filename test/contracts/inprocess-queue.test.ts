/** The JobQueue contract within one process. */
import { describe } from "vitest";
import { inProcessQueue } from "../../src/adapters/queue/inprocess.js";
import { jobQueueContract } from "./job-queue.js";

describe("the JobQueue in process", () => {
  jobQueueContract(async () => inProcessQueue({ backoffMs: 2 }));
});
