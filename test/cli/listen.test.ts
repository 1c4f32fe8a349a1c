/** A server over a real socket: who takes nothing of what it asked for is cut off, and holds neither memory nor a place. */
import { connect } from "node:net";
import { Hono } from "hono";
import { expect, it } from "vitest";
import { listen } from "../../src/cli/serve/listen.js";

it("cuts off a client that does not read, and lets the stream go that it was given", async () => {
  const chunk = new Uint8Array(1 << 20);
  let made = 0;
  let letGo: () => void;
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        made++;
        controller.enqueue(chunk);
      },
      cancel: () => letGo(),
    });
  const app = new Hono().get("/endless", (context) => context.body(endless())).get("/word", (context) => context.text("word"));
  const listening = await listen(app, { host: "127.0.0.1", port: 0, stallMs: 100 });
  const client = connect(listening.port, "127.0.0.1").on("error", () => {}); // it is cut off in the middle
  client.pause().write("GET /endless HTTP/1.1\r\nhost: x\r\n\r\n");
  await gone;
  expect(made).toBeLessThan(100);
  expect(await (await fetch(`http://127.0.0.1:${listening.port}/word`)).text()).toBe("word");
  client.destroy();
  await listening.close();
});
