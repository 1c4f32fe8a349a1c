/** Who waits for what workers do: a server that is briefly away is waited for, and nothing else. */
import { describe, expect, it } from "vitest";
import { patiently } from "../../src/cli/patience.js";
import { PermanentError, TransientError } from "../../src/errors.js";

const AWAY = new TransientError("Neo4j at bolt://x is away");

/** Looks that fail as told, one after the other, and then see; a clock that moves only while it is waited. */
function waiting(failures: readonly Error[], { lookMs = 0 } = {}) {
  let now = 0;
  let looks = 0;
  const said: string[] = [];
  const look = async () => {
    const failure = failures[looks++];
    now += lookMs;
    if (failure) throw failure;
    return "done";
  };
  const seen = patiently(look, {
    clock: { now: () => now },
    pause: async (ms) => {
      now += ms;
    },
    say: (message) => said.push(message),
  });
  return { seen, said, looks: () => looks, waited: () => now };
}

describe("who waits", () => {
  it("says nothing while the server is there", async () => {
    const { seen, said } = waiting([]);
    expect([await seen, said]).toEqual(["done", []]);
  });

  it("waits for a server that is away, and says so once", async () => {
    const { seen, said, looks } = waiting(Array.from({ length: 40 }, () => AWAY));
    expect([await seen, looks()]).toEqual(["done", 41]);
    expect(said).toEqual([expect.stringMatching(/^Neo4j at bolt:\/\/x is away; .* waited for$/)]);
  });

  it("gives up after a quarter of an hour, however long each look takes", async () => {
    for (const lookMs of [0, 120_000]) {
      const { seen, waited } = waiting(
        Array.from({ length: 5_000 }, () => AWAY),
        { lookMs },
      );
      await expect(seen).rejects.toBe(AWAY);
      expect(waited()).toBeGreaterThanOrEqual(15 * 60_000);
      expect(waited()).toBeLessThan(20 * 60_000);
    }
  });

  it.each([new PermanentError("no batch"), new TypeError("a fault")])("ends at once with what waiting cannot mend: %s", async (failure) => {
    const { seen, said } = waiting([failure]);
    await expect(seen).rejects.toBe(failure);
    expect(said).toEqual([]);
    const later = waiting([AWAY, failure]);
    await expect(later.seen).rejects.toBe(failure);
  });
});
