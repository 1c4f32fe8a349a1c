/** A clustering that is waited for: who waits long is told what to look after, by the clock that is handed in. */
import { expect, it } from "vitest";
import { inProcessQueue } from "../../src/adapters/queue/inprocess.js";
import { recluster } from "../../src/app/recluster.js";
import type { ServiceStore } from "../../src/ports/services.js";

it("hints once a minute has gone by on the clock, and ends with the answer", async () => {
  const hints: string[] = [];
  const clock = { minutes: 0, now: () => clock.minutes * 60_000 };
  const store = {
    request: async () => 1,
    requests: async () => {
      clock.minutes += 0.75;
      return { asked: 1, answered: clock.minutes > 2 ? 1 : 0, ledger: 0 };
    },
  } as Partial<ServiceStore> as ServiceStore;
  const services = { store, queue: inProcessQueue(), key: new Uint8Array(32), close: async () => {}, clock };
  await recluster(services, { wait: true, onHint: (hint) => hints.push(hint) });
  expect(hints).toEqual(["no clusters yet; is a worker running? (cautery worker all)"]);
});
