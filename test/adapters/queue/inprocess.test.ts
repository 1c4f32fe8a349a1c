/** The JobQueue contract on the queue within one process. */
import { describe } from "vitest";
import { inProcessQueue } from "../../../src/adapters/queue/inprocess.js";
import { jobQueueContract } from "../../contracts/job-queue.js";

describe("the JobQueue in process", () => {
  jobQueueContract(async () => inProcessQueue({ attempts: 4, backoffMs: 5 }));
});
