/** The JobQueue contract on a real Redis, and what is said of one that is away. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { bullMqQueue } from "../../../src/adapters/queue/bullmq.js";
import { PermanentError, TransientError } from "../../../src/errors.js";
import { heardLog, type Line } from "../../contracts/heard-log.js";
import { jobQueueContract } from "../../contracts/job-queue.js";
import { describeWith, lease } from "../../setup/lease.js";

const redis = await lease("redis");

describeWith([redis], "the JobQueue on BullMQ", () => {
  jobQueueContract(async (log) => bullMqQueue(redis.url, { prefix: `test-${randomUUID()}`, backoffMs: 2, backoffMaxMs: 20, log }));
});

describe("a Redis that is away", () => {
  it("is told of by its address, without the password", async () => {
    const said: Line[] = [];
    const queue = bullMqQueue("redis://user:s3cret@127.0.0.1:1", { log: heardLog(said) });
    const error = await queue.ready(50).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransientError);
    expect((error as Error).message).toMatch(/redis:\/\/\*\*\*@127\.0\.0\.1:1 does not answer/);
    await expect.poll(() => said.length).toBeGreaterThan(0);
    expect(said[0]).toMatchObject({ level: "warn", fields: { server: "redis://***@127.0.0.1:1", error: expect.any(Error) } });
    await queue.close(0);
  });

  it("whose address is none is refused without saying it again", () => {
    const wrong = () => bullMqQueue("redis//:s3cret@host");
    expect(wrong).toThrow(PermanentError);
    expect(wrong).toThrow(/^(?!.*s3cret).*REDIS_URL is no address/);
  });
});
