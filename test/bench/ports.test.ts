/** Ports for servers that may be killed and started again: nobody else is given one meanwhile. */
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { freePort } from "../../bench/servers/local-server.js";

it("ports are below those that the system lends, another each time, and none that is taken", async () => {
  const first = await freePort();
  const taken = createServer().listen(first + 1, "127.0.0.1");
  await Promise.race([once(taken, "listening"), once(taken, "error")]); // by us, or by somebody else
  const ports = [first, await freePort(), await freePort()];
  taken.close();
  expect(new Set(ports).size).toBe(3);
  expect(ports).not.toContain(first + 1);
  for (const port of ports) expect(port).toBeGreaterThanOrEqual(20_000);
  for (const port of ports) expect(port).toBeLessThan(30_000);
});
