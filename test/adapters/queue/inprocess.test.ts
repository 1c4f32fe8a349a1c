/** The JobQueue contract on the queue within one process, and what holds for it alone. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { inProcessQueue } from "../../../src/adapters/queue/inprocess.js";
import { TransientError } from "../../../src/errors.js";
import { jobQueueContract } from "../../contracts/job-queue.js";

describe("the JobQueue in process", () => {
  jobQueueContract(async (log) => inProcessQueue({ backoffMs: 2, backoffMaxMs: 20, log }));
});

describe("the queue of one process", () => {
  afterEach(() => vi.useRealTimers());

  it("leaves no timer behind when it is closed, also where a job fails while it closes", async () => {
    vi.useFakeTimers();
    const queue = inProcessQueue({ backoffMs: 1_000 });
    let fail = () => {};
    queue.work("ingest", () => new Promise((_, reject) => (fail = () => reject(new TransientError("the store is away")))));
    await queue.add("ingest", { id: "a", data: {} });
    await queue.add("ingest", { id: "later", data: {} }, { delayMs: 60_000 });
    await vi.advanceTimersByTimeAsync(1);
    const closed = queue.close(10_000);
    fail();
    await closed;
    expect(vi.getTimerCount()).toBe(0);
  });
});
