/**
 * The queues -> bull-board's pages over them, below a path. Of its page what would come from elsewhere or stands inline is taken out: fonts
 * of Google's, and the styles of its first moment.
 */
import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { HonoAdapter } from "@bull-board/hono";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Queue } from "bullmq";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Board } from "../../ports/access/board.js";

const MOST_BODY_BYTES = 1 << 20;

export function boardOf(queues: readonly Queue[], path: string): Board {
  const serverAdapter = new HonoAdapter(serveStatic).setBasePath(path);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    serverAdapter,
    options: { uiConfig: { boardTitle: "Cautery: queues", hideRedisDetails: true, locale: { lng: "en-US" } } },
  });
  const app = new Hono({ strict: false }).use(bodyLimit({ maxSize: MOST_BODY_BYTES }));
  app.route(path, serverAdapter.registerPlugin());
  return {
    async answer(request) {
      const answer = await app.fetch(request);
      if (!answer.headers.get("content-type")?.startsWith("text/html")) return answer;
      return new Response(withoutForeign(await answer.text()), answer);
    },
  };
}

/** HTML without links to other hosts, styles in the page and styles of elements. */
export function withoutForeign(html: string): string {
  return html
    .replace(/<link\b[^>]*\bhref="(?:[a-z]+:)?\/\/[^>]*>\s*/gi, "")
    .replace(/<style\b[^>]*>[\s\S]*?<\/style>\s*/gi, "")
    .replace(/(<[^>]*?)\s+style="[^"]*"/gi, "$1");
}
